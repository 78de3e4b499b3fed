// What the default privileges of whoever runs a script give to the objects that it makes.
#pragma once

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// `fact` with what is granted on it once it is made, in the remark default_grants: where default
/// privileges hold, statements must take away what they give beyond what the fact has.
[[nodiscard]] Fact with_made_grants(Fact fact, const Sides& sides);

}  // namespace migrate::postgresql
