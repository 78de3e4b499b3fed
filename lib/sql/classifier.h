// How a statement may run, from its leading words.
//
// Patterns: upper-case words match a word; `A|B` either of them; `*` any tokens (as few as it
// takes); `?A` an optional word; `(…)` as a token matches a whole parenthesised group; `^` forbids
// further tokens. Words are matched outside parentheses.
#pragma once

#include <string>
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

[[nodiscard]] Classification classify(const std::vector<Lexeme>& lexemes, const Dialect& dialect);

}  // namespace migrate::sql
