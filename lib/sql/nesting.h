// What keeps a `;` from ending a statement: parentheses and bodies.
//
// PostgreSQL: psql's heuristic. In a statement that begins CREATE [OR REPLACE] FUNCTION|PROCEDURE,
// BEGIN and, inside it, CASE open a level and END closes one, outside parentheses only. SQLite: the
// state machine of sqlite3_complete(): CREATE [TEMP] TRIGGER, also behind EXPLAIN, ends with
// `; END;`.
#pragma once

#include <cstddef>
#include <string_view>

#include "lib/sql/dialect.h"
#include "lib/sql/lexer.h"

namespace migrate::sql {

class Nesting {
 public:
  explicit Nesting(const Dialect& dialect) : dialect_(&dialect) {}

  /// Takes in a token that is no gap; true when it is a semicolon that ends the statement.
  [[nodiscard]] bool ends_with(TokenKind kind, std::string_view token);
  void open_parenthesis() { ++parentheses_; }
  void close_parenthesis() { parentheses_ -= parentheses_ > 0 ? 1 : 0; }

  /// False once no word of this statement can matter any more: only parentheses and semicolons are
  /// to be told from then on.
  [[nodiscard]] bool needs_words() const;
  [[nodiscard]] size_t parentheses() const { return parentheses_; }
  [[nodiscard]] bool in_body() const;

 private:
  enum class Trigger { start, normal, explain, create, body, semicolon, end };

  void routine_word(std::string_view word);
  [[nodiscard]] bool creates_routine() const;
  void trigger_token(TokenKind kind, std::string_view token);

  static constexpr size_t kInitials = 4;

  const Dialect* dialect_;
  size_t parentheses_ = 0;
  size_t bodies_ = 0;
  size_t words_ = 0;
  /// First letters of the first words, where they are CREATE, OR, REPLACE, FUNCTION, PROCEDURE.
  char initials_[kInitials] = {};
  Trigger trigger_ = Trigger::start;
};

}  // namespace migrate::sql
