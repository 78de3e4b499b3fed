// Renames: what has a name, and how it gets another one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/schema/rules.h"

namespace migrate::postgresql {

/// As Rules::named(): routines without their arguments, and the values of enums.
[[nodiscard]] std::vector<schema::Named> named_in(const schema::Fact& fact);

/// As Rules::rename(). None for an inherited column, which is renamed with its parent's.
[[nodiscard]] std::optional<schema::Renaming> renaming(const schema::Named& before,
                                                       const schema::Named& after,
                                                       const std::string& home);

}  // namespace migrate::postgresql
