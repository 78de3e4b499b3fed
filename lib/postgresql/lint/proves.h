// What expressions say that needs no database to know.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "lib/postgresql/lint/tree.h"

namespace migrate::postgresql::lint {

/// The columns that a CHECK proves to be not null: `x IS NOT NULL`, alone or one of several joined
/// by AND. Source: NotNullImpliedByRelConstraints in tablecmds.c, which asks predtest.c; `x > 0`
/// proves nothing, for a CHECK passes when its value is null (measured).
[[nodiscard]] std::vector<std::string> proven_not_null(const Tree& expression);

/// Whether every row may get another value, so that ADD COLUMN writes the table anew: the
/// expression calls a volatile function of the server's, or one of `own`, those that scripts made.
[[nodiscard]] bool is_volatile(const Tree& expression, const std::set<std::string>& own);

[[nodiscard]] bool is_null_constant(const Tree& expression);
/// `true`, `1 = 1`: a WHERE that chooses nothing.
[[nodiscard]] bool is_always_true(const Tree& expression);

}  // namespace migrate::postgresql::lint
