// How a statement changes the way the ones after it are read.
#pragma once

#include <string_view>

#include "lib/sql/dialect.h"
#include "lib/sql/lexer.h"

namespace migrate::sql {

/// The state behind `statement`, which does `control`: SET, SET LOCAL and RESET of
/// standard_conforming_strings, undone by the end of the author's transaction as the server does.
[[nodiscard]] LexState state_after(LexState state, std::string_view statement, Control control,
                                   const Dialect& dialect);

}  // namespace migrate::sql
