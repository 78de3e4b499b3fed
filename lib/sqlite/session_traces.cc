#include "lib/sqlite/session_traces.h"

#include <algorithm>
#include <utility>

#include "lib/base/text.h"
#include "lib/sql/lexer.h"

namespace migrate::sqlite {
namespace {

/// Some settings answer with their new value.
constexpr const char* kSilent = ".once /dev/null\n";

/// Settings of a session that change what later statements do, with SQLite's defaults (the
/// documentation of PRAGMA). The others (cache_size, synchronous …) change only how fast.
const std::map<std::string, std::string>& session_defaults() {
  static const std::map<std::string, std::string> defaults = {
      {"case_sensitive_like", "0"},
      {"foreign_keys", "0"},
      {"ignore_check_constraints", "0"},
      {"legacy_alter_table", "0"},
      {"query_only", "0"},
      {"read_uncommitted", "0"},
      {"recursive_triggers", "0"},
      {"reverse_unordered_selects", "0"},
      {"trusted_schema", "1"},
      {"writable_schema", "0"},
      {"automatic_index", "1"},
      {"cell_size_check", "0"},
  };
  return defaults;
}

/// Reads a statement word by word.
class Reader {
 public:
  explicit Reader(std::string_view statement)
      : lexemes_(sql::lexemes(statement, sql::sqlite_dialect())) {}

  bool accept(std::string_view word) {
    const bool found = at_ < lexemes_.size() && lexemes_[at_].kind == sql::TokenKind::word &&
                       lexemes_[at_].folded == word;
    if (found) ++at_;
    return found;
  }
  bool accept_symbol(std::string_view symbol) {
    const bool found = at_ < lexemes_.size() && lexemes_[at_].kind == sql::TokenKind::symbol &&
                       lexemes_[at_].text == symbol;
    if (found) ++at_;
    return found;
  }
  /// The next name as written; empty when none is next.
  std::string name() {
    if (at_ == lexemes_.size() || (lexemes_[at_].kind != sql::TokenKind::word &&
                                   lexemes_[at_].kind != sql::TokenKind::quoted_identifier)) {
      return "";
    }
    return std::string(lexemes_[at_++].text);
  }
  /// Steps behind the last `word`; false when there is none.
  bool seek_behind(std::string_view word) {
    for (size_t i = lexemes_.size(); i > at_; --i) {
      const sql::Lexeme& lexeme = lexemes_[i - 1];
      if (lexeme.kind == sql::TokenKind::word && lexeme.folded == word) {
        at_ = i;
        return true;
      }
    }
    return false;
  }

 private:
  std::vector<sql::Lexeme> lexemes_;
  size_t at_ = 0;
};

/// Behind CREATE: the statement that drops what is made; empty when it is not temporary.
std::string drop_of(Reader& reader) {
  bool temporary = reader.accept("temp") || reader.accept("temporary");
  reader.accept("virtual");
  const char* kind = reader.accept("table")     ? "TABLE"
                     : reader.accept("view")    ? "VIEW"
                     : reader.accept("trigger") ? "TRIGGER"
                                                : nullptr;
  if (kind == nullptr) return "";
  if (reader.accept("if")) {
    reader.accept("not");
    reader.accept("exists");
  }
  std::string name = reader.name();
  if (reader.accept_symbol(".")) {
    temporary = temporary || to_upper(name) == "TEMP";
    name = reader.name();
  }
  return temporary ? std::string("DROP ") + kind + " IF EXISTS temp." + name + ";\n" : "";
}

}  // namespace

std::string pragma_set_by(std::string_view statement) {
  Reader reader(statement);
  if (!reader.accept("pragma")) return "";
  std::string name = reader.name();
  if (reader.accept_symbol(".")) name = reader.name();
  if (!reader.accept_symbol("=") && !reader.accept_symbol("(")) return "";
  return to_lower(name);
}

void SessionTraces::add(std::string_view statement) {
  if (const std::string pragma = pragma_set_by(statement); !pragma.empty()) {
    pragmas_.push_back(pragma);
    return;
  }
  Reader reader(statement);
  if (reader.accept("create")) {
    if (std::string drop = drop_of(reader); !drop.empty()) drops_.push_back(std::move(drop));
  } else if (reader.accept("attach")) {
    if (reader.seek_behind("as")) attached_.push_back(reader.name());
  } else if (reader.accept("detach")) {
    reader.accept("database");
    std::erase(attached_, reader.name());
  }
}

std::string SessionTraces::take_undo(const std::map<std::string, std::string>& configured) {
  std::string text;
  for (size_t i = drops_.size(); i > 0; --i) text += drops_[i - 1];
  for (const std::string& name : attached_) text += "DETACH DATABASE " + name + ";\n";
  std::sort(pragmas_.begin(), pragmas_.end());
  pragmas_.erase(std::unique(pragmas_.begin(), pragmas_.end()), pragmas_.end());
  for (const std::string& name : pragmas_) {
    const auto value = configured.find(name);
    const auto standard = session_defaults().find(name);
    if (value != configured.end()) {
      text +=
          kSilent + ("PRAGMA " + name) + " = '" + replace_all(value->second, "'", "''") + "';\n";
    } else if (standard != session_defaults().end()) {
      text += kSilent + ("PRAGMA " + name) + " = " + standard->second + ";\n";
    }
  }
  *this = SessionTraces();
  return text;
}

}  // namespace migrate::sqlite
