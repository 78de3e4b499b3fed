// What looks as if it had only got another name.
#pragma once

#include <string>
#include <vector>

#include "lib/schema/rules.h"

namespace migrate::schema {

struct Lookalike {
  Identity before;
  Identity after;
  /// "users.fullname=users.name": as --accept-rename takes it.
  std::string accept;
  std::string old_name;  ///< as a comment in a schema file has it
};

/// The pairs of a thing that goes and one of its kind that comes in the same place, equal but for
/// their names, with no other like them. Only for things that can be renamed.
[[nodiscard]] std::vector<Lookalike> lookalikes(const Catalog& before, const Catalog& after,
                                                const Rules& rules);

}  // namespace migrate::schema
