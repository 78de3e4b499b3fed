#include "lib/sql/lexer.h"

#include <limits>

#include "lib/base/text.h"
#include "lib/sql/scanner.h"

namespace migrate::sql {
namespace {

bool is_gap(TokenKind kind) {
  return kind == TokenKind::space || kind == TokenKind::line_comment ||
         kind == TokenKind::block_comment || kind == TokenKind::meta;
}

/// An identifier without its quotes; "" in it stands for one quote.
std::string unquoted(std::string_view text) {
  const size_t open = text.find_first_of("\"[`");
  if (open == std::string_view::npos || text.size() < open + 2) return std::string(text);
  const std::string quote(1, text[open]);
  const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
  return quote == "[" ? std::string(inside) : replace_all(inside, quote + quote, quote);
}

std::string folded(TokenKind kind, std::string_view text) {
  if (kind == TokenKind::word) return to_lower(text);
  if (kind == TokenKind::quoted_identifier) return unquoted(text);
  return std::string(text);
}

}  // namespace

std::vector<Token> tokenize(std::string_view text, const Dialect& dialect, LexState state) {
  const Scanner scanner(dialect, state);
  std::vector<Token> tokens;
  for (size_t at = 0; at < text.size();) {
    const Scanner::Found found = *scanner.scan(text, at, Scanner::Ending::final);
    tokens.push_back({found.kind, at, found.end - at});
    at = found.end;
  }
  return tokens;
}

std::vector<Lexeme> lexemes(std::string_view text, const Dialect& dialect) {
  std::vector<Lexeme> all = leading_lexemes(text, dialect, std::numeric_limits<size_t>::max());
  if (!all.empty() && all.back().kind == TokenKind::semicolon) all.pop_back();
  return all;
}

std::vector<Lexeme> leading_lexemes(std::string_view text, const Dialect& dialect, size_t limit) {
  const Scanner scanner(dialect);
  std::vector<Lexeme> leading;
  size_t depth = 0;
  size_t outside = 0;
  for (size_t at = 0; at < text.size() && (depth > 0 || outside < limit);) {
    const Scanner::Found found = *scanner.scan(text, at, Scanner::Ending::final);
    const std::string_view token = text.substr(at, found.end - at);
    if (!is_gap(found.kind)) {
      if (depth == 0) ++outside;
      if (token == "(") ++depth;
      if (token == ")" && depth > 0) --depth;
      leading.push_back({found.kind, std::string(token), folded(found.kind, token), at});
    }
    at = found.end;
  }
  return leading;
}

}  // namespace migrate::sql
