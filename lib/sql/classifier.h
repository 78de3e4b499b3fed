// How a statement may run, from its leading words.
//
// Patterns: upper-case words match a word; `A|B` either of them; `*` any tokens (as few as it
// takes); `?A` an optional word; `(…)` a whole parenthesised group, `(A)` one that sets the option
// A and does not turn it off; `?(…)` an optional group; `.` a dot; `^` forbids further tokens.
// Words are matched outside parentheses. A pattern need not reach to the end of the statement.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/sql/dialect.h"
#include "lib/sql/lexer.h"

namespace migrate::sql {

struct Classification {
  Kind kind = Kind::transactional;
  Control control = Control::none;
  std::string why;
  std::string verb;
  bool touches_session = true;
};

/// The statement whose lexemes are given; of a long one its beginning is enough (leading_lexemes).
/// Says nothing about function calls inside it: `touches_session` is by its words alone.
[[nodiscard]] Classification classify(const std::vector<Lexeme>& lexemes, const Dialect& dialect);

/// The same for the text of a statement; reads no more than the tokens that decide, and looks for
/// calls that change the session (set_config) and for temporary schemas in all of it.
[[nodiscard]] Classification classify(std::string_view statement, const Dialect& dialect);

/// True when `lexemes` match `pattern`.
[[nodiscard]] bool matches(const std::vector<Lexeme>& lexemes, std::string_view pattern);

}  // namespace migrate::sql
