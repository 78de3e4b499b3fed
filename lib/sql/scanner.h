// The state machine under tokenize() and Splitter: finds where one token ends. It keeps no state
// between tokens, so a token that reaches the end of a window is simply scanned again when there is
// more text.
//
// PostgreSQL follows psql's lexer (psqlscan.l), which reads line by line: a string that goes on
// after a newline ('a'⏎'b') is two plain strings to it, whatever the first one was. SQLite follows
// sqlite3_complete().
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "lib/sql/ascii.h"
#include "lib/sql/dialect.h"
#include "lib/sql/lexer.h"

namespace migrate::sql {

class Scanner {
 public:
  /// Whether more bytes may follow the text that is looked at.
  enum class Ending { open, final };
  struct Found {
    TokenKind kind = TokenKind::symbol;
    size_t end = 0;
  };

  explicit Scanner(const Dialect& dialect, LexState state = {});

  void set_state(LexState state) { state_ = state; }

  /// The token that begins at `at`, which must be inside `text`. None: whether the token ends in
  /// `text` depends on bytes that follow it (never with Ending::final).
  [[nodiscard]] std::optional<Found> scan(std::string_view text, size_t at, Ending ending) const;

  /// From the token boundary `at`, where the next token begins that can change how the text is cut:
  /// a quote with its prefix, comment, semicolon, parenthesis, parameter or command. Words, numbers
  /// and operators before it are jumped over. Without one, returns text.size() or the beginning of
  /// a word that reaches to it.
  [[nodiscard]] size_t skip(std::string_view text, size_t at) const;

 private:
  [[nodiscard]] Found find(std::string_view text, size_t at, Ending ending) const;
  [[nodiscard]] size_t jump(std::string_view text, size_t floor, size_t at) const;
  [[nodiscard]] Found word(std::string_view text, size_t at) const;
  [[nodiscard]] Found dollar(std::string_view text, size_t at, Ending ending) const;

  const Dialect* dialect_;
  LexState state_;
  const ascii::ByteSet* stops_;
};

}  // namespace migrate::sql
