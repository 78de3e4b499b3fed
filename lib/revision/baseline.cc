#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "lib/base/text.h"
#include "lib/revision/author.h"
#include "lib/revision/baseline_undo.h"
#include "lib/sql/lexer.h"
#include "lib/sql/splitter.h"

// A dump is made for an empty session of its own shell. Run as a revision, it keeps its statements
// and loses what is about that session: the settings at its head, the shell's own lines, and a
// transaction around the whole.

namespace migrate::revision {
namespace {

using sql::Lexeme;

/// A setting at the head of a dump that says nothing about the objects.
struct Setting {
  std::string_view name;
  /// Dropped only with this value; empty: whatever the value is.
  std::string_view value;
};

// What stays because it changes what later statements make: check_function_bodies,
// default_tablespace, default_table_access_method, a search_path that is not empty (its statements
// have unqualified names). A client_encoding says nothing: scripts are UTF-8.
constexpr std::array kSettings = {
    Setting{"statement_timeout", ""},
    Setting{"lock_timeout", ""},
    Setting{"idle_in_transaction_session_timeout", ""},
    Setting{"transaction_timeout", ""},
    Setting{"client_min_messages", ""},
    Setting{"row_security", ""},
    Setting{"xmloption", "content"},
    Setting{"escape_string_warning", ""},
    Setting{"standard_conforming_strings", "on"},
    Setting{"default_with_oids", "false"},
    Setting{"client_encoding", ""},
    Setting{"search_path", "''"},
};

bool is_set(const std::vector<Lexeme>& words) {
  return words.size() >= 4 && words[0].folded == "set" &&
         (words[2].text == "=" || words[2].folded == "to");
}

/// `SELECT pg_catalog.set_config('search_path', '', false)`: the names in such a dump are all
/// qualified, so the default path does no harm, and the statements after it may need it.
bool empties_search_path(const std::vector<Lexeme>& words) {
  const auto has = [&](std::string_view text) {
    return std::any_of(words.begin(), words.end(),
                       [&](const Lexeme& word) { return word.text == text; });
  };
  return words.size() > 1 && words[0].folded == "select" && has("set_config") &&
         has("'search_path'") && has("''");
}

bool is_session_setting(const std::vector<Lexeme>& words) {
  if (empties_search_path(words)) return true;
  if (!is_set(words)) return false;
  return std::any_of(kSettings.begin(), kSettings.end(), [&](const Setting& setting) {
    return words[1].folded == setting.name &&
           (setting.value.empty() || to_lower(words[3].text) == setting.value);
  });
}

bool turns_foreign_keys_off(const std::vector<Lexeme>& words) {
  return words.size() == 4 && words[0].folded == "pragma" && words[1].folded == "foreign_keys" &&
         (words[3].folded == "off" || words[3].text == "0");
}

/// Tables that the engine keeps itself and the schema that every database has: a dump may show
/// them all the same.
bool creates_what_is_there(const std::vector<Lexeme>& words, const sql::Dialect& dialect) {
  if (words.size() < 3 || words[0].folded != "create") return false;
  if (words[1].folded == "table") {
    return !dialect.own_tables.empty() && words[2].folded.starts_with(dialect.own_tables);
  }
  return words[1].folded == "schema" && words.size() == 3 &&
         words[2].folded == dialect.first_schema;
}

/// What the text of `schema` would be in a session with another encoding than that of scripts.
std::optional<Diagnostic> foreign_encoding(const std::vector<Lexeme>& words,
                                           const SourceText& schema) {
  if (!is_set(words) || words[1].folded != "client_encoding") return std::nullopt;
  std::string name = to_lower(words[3].text);
  std::erase(name, '\'');
  if (name == "utf8" || name == "utf-8") return std::nullopt;
  const std::string text = schema.read_all();
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (plain) return std::nullopt;
  Diagnostic problem;
  problem.code = "encoding";
  problem.message = "the file is written in " + words[3].text + ", and scripts are UTF-8";
  problem.hint = "dump it again with --encoding=UTF8";
  return problem;
}

/// A statement that no revision should have, wherever it came from.
std::optional<Diagnostic> about_databases(const std::vector<Lexeme>& words) {
  if (words.size() < 2 || words[1].folded != "database") return std::nullopt;
  const std::string& verb = words[0].folded;
  if (verb != "create" && verb != "drop" && verb != "alter") return std::nullopt;
  Diagnostic problem;
  problem.code = "database";
  problem.message = to_upper(verb) +
                    " DATABASE: a revision runs inside whatever database it is "
                    "applied to, scratch ones among them";
  problem.hint = "dump without --create, or take it out";
  return problem;
}

/// What can't be in a baseline, each with its place.
std::vector<Diagnostic> find_problems(const SourceText& schema, const sql::Dialect& dialect) {
  std::vector<Diagnostic> problems;
  sql::Splitter splitter(schema, dialect);
  while (const std::optional<sql::Statement> statement = splitter.next()) {
    if (statement->problem) {
      problems.push_back(*statement->problem);
      continue;
    }
    const std::vector<Lexeme> words = sql::leading_lexemes(splitter.text(), dialect, 4);
    const auto add = [&](Diagnostic problem) {
      problem.location = schema.locate(statement->span.offset);
      problem.excerpt = schema.line_at(statement->span.offset);
      problems.push_back(std::move(problem));
    };
    if (std::optional<Diagnostic> problem = foreign_encoding(words, schema)) {
      problems.clear();  // all that follows is misread
      add(*std::move(problem));
      return problems;
    }
    if (std::optional<Diagnostic> problem = about_databases(words)) add(*std::move(problem));
  }
  return problems;
}

class BaselineReader {
 public:
  BaselineReader(std::string text, const sql::Dialect& dialect)
      : text_(std::move(text)), dialect_(dialect) {}

  Baseline read();

 private:
  void take(const sql::Statement& statement, std::string_view statement_text);
  [[nodiscard]] bool drops(const std::vector<Lexeme>& words);
  void cut_outer_transaction();
  [[nodiscard]] Span with_line(Span span) const;
  [[nodiscard]] std::string without_cuts();

  std::string text_;
  const sql::Dialect& dialect_;
  BaselineUndo undo_;
  std::vector<Span> cuts_;
  std::vector<Span> begins_, commits_;
  bool in_head_ = true;
  bool first_ = true;  ///< nothing but settings came so far
  bool begin_is_first_ = false;
  bool commit_is_last_ = false;
  bool foreign_keys_off_ = false;
  bool has_rows_ = false;
};

Baseline BaselineReader::read() {
  const SourceText source = SourceText::from_memory("schema", text_);
  sql::Splitter splitter(source, dialect_);
  while (const std::optional<sql::Statement> statement = splitter.next()) {
    take(*statement, splitter.text());
  }
  cut_outer_transaction();
  Baseline baseline;
  baseline.up_body = without_cuts();
  baseline.down_body = undo_.body();
  baseline.irreversible = undo_.irreversible();
  if (foreign_keys_off_ && has_rows_) baseline.up_keys = {"foreign-keys: off"};
  if (foreign_keys_off_) baseline.down_keys = {"foreign-keys: off"};
  return baseline;
}

void BaselineReader::take(const sql::Statement& statement, std::string_view statement_text) {
  const Span whole{statement.span.offset, statement.end_offset() - statement.span.offset};
  if (statement.kind == sql::Kind::meta) {
    if (!statement.problem) cuts_.push_back(whole);
    return;
  }
  const std::vector<Lexeme> words = sql::lexemes(statement_text, dialect_);
  if (drops(words)) {
    cuts_.push_back(whole);
    return;
  }
  commit_is_last_ = statement.control == sql::Control::commit;
  if (commit_is_last_) commits_.push_back(whole);
  if (statement.control == sql::Control::begin) {
    begins_.push_back(whole);
    begin_is_first_ = begin_is_first_ || first_;
  }
  first_ = false;
  in_head_ = in_head_ && !words.empty() &&
             (words[0].folded == "set" || statement.control == sql::Control::begin);
  has_rows_ = has_rows_ || (!words.empty() && words[0].folded == "insert");
  undo_.add(words, statement.begin.line);
}

bool BaselineReader::drops(const std::vector<Lexeme>& words) {
  if (turns_foreign_keys_off(words)) {
    foreign_keys_off_ = true;
    return true;
  }
  return creates_what_is_there(words, dialect_) || (in_head_ && is_session_setting(words));
}

/// The run brings a transaction of its own; a pair around the whole file would only hide that.
void BaselineReader::cut_outer_transaction() {
  if (begins_.size() != 1 || commits_.size() != 1 || !begin_is_first_ || !commit_is_last_) return;
  cuts_.push_back(begins_[0]);
  cuts_.push_back(commits_[0]);
  std::sort(cuts_.begin(), cuts_.end(),
            [](const Span& a, const Span& b) { return a.offset < b.offset; });
}

/// `span`, and the rest of its line when nothing else stands on it.
Span BaselineReader::with_line(Span span) const {
  size_t begin = span.offset;
  while (begin > 0 && (text_[begin - 1] == ' ' || text_[begin - 1] == '\t')) --begin;
  size_t end = span.end();
  while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t')) ++end;
  const bool from_start = begin == 0 || text_[begin - 1] == '\n';
  const bool to_end = end == text_.size() || text_[end] == '\n';
  if (!from_start || !to_end) return span;
  if (end < text_.size()) ++end;
  return {begin, end - begin};
}

std::string BaselineReader::without_cuts() {
  std::string body;
  size_t at = 0;
  for (const Span& cut : cuts_) {
    const Span span = with_line(cut);
    if (span.end() <= at) continue;
    body.append(text_, at, std::max<size_t>(span.offset, at) - at);
    at = span.end();
  }
  body.append(text_, at);
  return body;
}

}  // namespace

Baseline baseline_from_schema(const SourceText& schema, const sql::Dialect& dialect) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  Baseline baseline;
  baseline.problems = find_problems(schema, dialect);
  if (!baseline.problems.empty()) return baseline;
  const std::string bytes = schema.read_all();
  std::string_view text = bytes;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return BaselineReader(without_carriage_returns(text), dialect).read();
}

}  // namespace migrate::revision
