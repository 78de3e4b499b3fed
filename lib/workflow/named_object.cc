#include "lib/workflow/named_object.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/text.h"

namespace migrate::workflow {

namespace {

using sql::TokenKind;

bool is_name(const sql::Lexeme& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier;
}

/// 'it''s' as it's; none for strings with a prefix.
std::optional<std::string> plain_string(const sql::Lexeme& token) {
  const std::string& text = token.text;
  if (token.kind != TokenKind::string || text.size() < 2 || text.front() != '\'') {
    return std::nullopt;
  }
  return replace_all(text.substr(1, text.size() - 2), "''", "'");
}

/// Words between CREATE and the kind.
constexpr std::array kBeforeKind = {"or",   "replace", "global",   "local",     "temporary",
                                    "temp", "unique",  "unlogged", "recursive", "constraint"};

/// Objects whose name follows their kind, with what their lists hold.
struct Simple {
  const char* first;
  const char* second;
  const char* kind;
  const char* items = "";
  const char* constraints = "";
};
constexpr std::array kSimple = {
    Simple{"table", "", "table", "column", "constraint"},
    Simple{"foreign", "table", "foreign table", "column", "constraint"},
    Simple{"virtual", "table", "virtual table"},
    Simple{"view", "", "view"},
    Simple{"materialized", "view", "materialized view"},
    Simple{"sequence", "", "sequence"},
    Simple{"domain", "", "domain", "", "domain constraint"},
    Simple{"function", "", "function"},
    Simple{"procedure", "", "procedure"},
    Simple{"aggregate", "", "aggregate"},
};

std::vector<std::string> inside(std::vector<std::string> path, const std::string& name) {
  path.push_back(name);
  return path;
}

}  // namespace

MakingStatement::MakingStatement(std::vector<sql::Lexeme> tokens) : tokens_(std::move(tokens)) {
  size_t depth = 0;
  for (const sql::Lexeme& token : tokens_) {
    if (token.text == ")" && depth > 0) --depth;
    depths_.push_back(depth);
    if (token.text == "(") ++depth;
  }
  read();
}

bool MakingStatement::is(size_t index, std::string_view word) const {
  return index < tokens_.size() && tokens_[index].kind != TokenKind::quoted_identifier &&
         tokens_[index].folded == word;
}

bool MakingStatement::take(std::string_view word) {
  if (!is(next_, word)) return false;
  ++next_;
  return true;
}

/// [IF NOT EXISTS] a.b.c; empty where no name is.
std::vector<std::string> MakingStatement::take_path() {
  if (is(next_, "if")) next_ += is(next_ + 1, "not") ? 3 : 2;
  std::vector<std::string> result;
  while (next_ < tokens_.size() && is_name(tokens_[next_])) {
    result.push_back(tokens_[next_++].folded);
    if (!take(".")) break;
  }
  return result;
}

void MakingStatement::read() {
  if (take("create")) {
    while (next_ < tokens_.size() && std::any_of(kBeforeKind.begin(), kBeforeKind.end(),
                                                 [this](const char* word) { return take(word); })) {
    }
    read_created();
  } else if (take("alter")) {
    read_altered();
  }
  if (object_.path.empty()) object_.kind.clear();
}

void MakingStatement::read_created() {
  if (take("type")) return read_type();
  if (take("index")) return read_index();
  for (const char* kind : {"trigger", "policy", "rule"}) {
    if (take(kind)) return read_on_table(kind);
  }
  for (const Simple& simple : kSimple) {
    const bool has_second = *simple.second != '\0';
    if (!is(next_, simple.first) || (has_second && !is(next_ + 1, simple.second))) continue;
    next_ += has_second ? 2 : 1;
    object_ = {simple.kind, take_path()};
    constraint_kind_ = simple.constraints;
    if (is(next_, "(")) item_kind_ = simple.items;
    list_ = next_;
    return;
  }
}

/// CREATE TYPE name AS ENUM (…) | AS (…).
void MakingStatement::read_type() {
  std::vector<std::string> path = take_path();
  if (!take("as")) return;
  const bool is_enum = take("enum");
  if (!is(next_, "(")) return;
  object_ = {is_enum ? "enum" : "composite type", std::move(path)};
  item_kind_ = is_enum ? "enum value" : "attribute";
  list_ = next_;
}

/// An index is in the schema of its table.
void MakingStatement::read_index() {
  take("concurrently");
  if (is(next_, "on")) return;  // it has no name
  object_ = {"index", take_path()};
  if (!take("on")) return;
  take("only");
  std::vector<std::string> table = take_path();
  if (object_.path.size() != 1 || table.size() < 2) return;
  object_.path.insert(object_.path.begin(), table.end() - 2, table.end() - 1);
}

void MakingStatement::read_on_table(const std::string& kind) {
  const std::vector<std::string> name = take_path();
  const std::string before_table = kind == "rule" ? "to" : "on";
  while (next_ < tokens_.size() && !(depths_[next_] == 0 && is(next_, before_table))) ++next_;
  if (name.empty() || !take(before_table)) return;
  object_ = {kind, inside(take_path(), name.back())};
}

/// ALTER TABLE t ADD CONSTRAINT c …, ADD [COLUMN] c …: as pg_dump writes keys.
void MakingStatement::read_altered() {
  if (!take("table")) return;
  if (is(next_, "if")) next_ += 2;
  take("only");
  const std::vector<std::string> table = take_path();
  if (table.empty() || !take("add")) return;
  const bool constraint = take("constraint");
  if (!constraint && !take("column")) return;
  const std::vector<std::string> name = take_path();
  if (name.size() == 1) object_ = {constraint ? "constraint" : "column", inside(table, name[0])};
}

bool MakingStatement::is_nameless_constraint(size_t index) const {
  static constexpr std::array kWords = {"primary", "unique", "check", "foreign", "like"};
  const bool exclude = is(index, "exclude") && (is(index + 1, "using") || is(index + 1, "("));
  return exclude || std::any_of(kWords.begin(), kWords.end(),
                                [&](const char* word) { return is(index, word); });
}

std::optional<NamedObject> MakingStatement::item(size_t index) const {
  if (item_kind_ == "enum value") {
    const auto label = plain_string(tokens_[index]);
    if (!label) return std::nullopt;
    return NamedObject{item_kind_, inside(object_.path, *label)};
  }
  if (!is_name(tokens_[index])) return std::nullopt;
  if (item_kind_ == "column" && is_nameless_constraint(index)) return std::nullopt;
  return NamedObject{item_kind_, inside(object_.path, tokens_[index].folded)};
}

std::optional<NamedObject> MakingStatement::at(size_t index) const {
  if (object_.kind.empty() || index >= tokens_.size()) return std::nullopt;
  if (index == 0) return object_;
  const bool in_list = !item_kind_.empty() && depths_[index] == 1 && index > list_;
  if (in_list && is(index, ",")) return at(index + 1);
  const bool may_be_constraint = in_list || (item_kind_.empty() && depths_[index] == 0);
  if (may_be_constraint && !constraint_kind_.empty() && is(index, "constraint") &&
      index + 1 < tokens_.size() && is_name(tokens_[index + 1])) {
    return NamedObject{constraint_kind_, inside(object_.path, tokens_[index + 1].folded)};
  }
  const bool begins = in_list && (index == list_ + 1 || is(index - 1, ","));
  return begins ? item(index) : std::nullopt;
}

}  // namespace migrate::workflow
