#include "lib/sql/own_setting.h"

#include <vector>

#include "lib/sql/lexer.h"

namespace migrate::sql {
namespace {

using Lexemes = std::vector<Lexeme>;

bool is_word(const Lexemes& lexemes, size_t at, std::string_view word) {
  return at < lexemes.size() && lexemes[at].kind == TokenKind::word && lexemes[at].folded == word;
}

bool is_symbol(const Lexemes& lexemes, size_t at, std::string_view symbol) {
  return at < lexemes.size() && lexemes[at].kind == TokenKind::symbol && lexemes[at].text == symbol;
}

bool is_string(const Lexemes& lexemes, size_t at) {
  return at < lexemes.size() && lexemes[at].kind == TokenKind::string;
}

/// SELECT [pg_catalog.]set_config('app.word', 'value', false)
bool calls_set_config(const Lexemes& lexemes) {
  if (!is_word(lexemes, 0, "select")) return false;
  size_t at = 1;
  if (is_word(lexemes, at, "pg_catalog") && is_symbol(lexemes, at + 1, ".")) at += 2;
  return is_word(lexemes, at, "set_config") && is_symbol(lexemes, at + 1, "(") &&
         is_string(lexemes, at + 2) && lexemes[at + 2].text.find('.') != std::string::npos &&
         is_symbol(lexemes, at + 3, ",") && is_string(lexemes, at + 4) &&
         is_symbol(lexemes, at + 5, ",") && is_word(lexemes, at + 6, "false") &&
         is_symbol(lexemes, at + 7, ")") && lexemes.size() == at + 8;
}

}  // namespace

OwnSetting own_setting(std::string_view statement, const Dialect& dialect) {
  const Lexemes lexemes = sql::lexemes(statement, dialect);
  const bool resets = is_word(lexemes, 0, "reset");
  if (resets && is_word(lexemes, 1, "all")) return OwnSetting::reset_all;
  if (resets || is_word(lexemes, 0, "set")) {
    const size_t name = is_word(lexemes, 1, "session") && !is_symbol(lexemes, 2, ".") ? 2 : 1;
    return is_symbol(lexemes, name + 1, ".") ? OwnSetting::changes : OwnSetting::none;
  }
  return calls_set_config(lexemes) ? OwnSetting::changes : OwnSetting::none;
}

}  // namespace migrate::sql
