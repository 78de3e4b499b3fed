// How values of one type become values of another.
#pragma once

#include <string>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// The expression for USING that turns the column `name` from the type that `before` tells into
/// that of `after`; empty where PostgreSQL converts by itself, and then rather fails than cuts a
/// value short, which a cast that is written out does.
[[nodiscard]] std::string conversion_sql(const std::string& name, const Fact& before,
                                         const Fact& after);

}  // namespace migrate::postgresql
