// Tokens of one piece of SQL held in memory: lossless, never fails. The splitter drives the same
// state machine over a window; everything else that looks inside a statement uses this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/sql/dialect.h"

namespace migrate::sql {

enum class TokenKind {
  space,
  line_comment,
  block_comment,
  word,               ///< identifier or keyword, unquoted
  quoted_identifier,  ///< "x", [x], `x`, U&"x"
  string,             ///< '…', E'…', U&'…', B'…', X'…', $tag$…$tag$
  number,
  parameter,  ///< $1, ?, ?1, :name (SQLite)
  symbol,     ///< one operator or punctuation character
  semicolon,
  meta,          ///< a psql backslash command, to the end of its line; also `\;`
  unterminated,  ///< a quote, comment or dollar tag without its end; `offset` is its start
};

struct Token {
  TokenKind kind = TokenKind::space;
  uint64_t offset = 0;
  uint64_t length = 0;
};

/// State that statements leave behind for the ones after them. psql learns of a new value of
/// standard_conforming_strings from the server, and reads by it from the next line on.
struct LexState {
  bool standard_conforming_strings = true;  ///< what this line is read by
  bool reported = true;                     ///< what the next line is read by
  bool after_commit = true;                 ///< what the end of the author's transaction
  bool after_rollback = true;               ///< brings back
  bool in_transaction = false;
  friend bool operator==(const LexState&, const LexState&) = default;
};

/// All tokens of `text`, gaps included: their lengths add up to its size.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text, const Dialect& dialect,
                                          LexState state = {});

/// The tokens that mean something: no space, no comments, no final semicolon.
/// `text` is the token as written; `folded` a word in lower case, or an identifier without quotes.
struct Lexeme {
  TokenKind kind = TokenKind::word;
  std::string text;
  std::string folded;
  uint64_t offset = 0;
};
[[nodiscard]] std::vector<Lexeme> lexemes(std::string_view text, const Dialect& dialect);
/// The first lexemes of `text`: up to `limit` outside parentheses, with whole groups between them.
[[nodiscard]] std::vector<Lexeme> leading_lexemes(std::string_view text, const Dialect& dialect,
                                                  size_t limit);

}  // namespace migrate::sql
