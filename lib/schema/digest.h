// Schemas by number: equal digests, equal schemas.
#pragma once

#include <map>
#include <string>

#include "lib/schema/fact.h"

namespace migrate::schema {

/// "s1:3f2a…": 16 hex digits over identities and attributes; remarks and dependencies don't count,
/// as in a comparison.
struct Digests {
  std::string whole;
  std::map<std::string, std::string> kinds;  ///< by kind of fact
};

[[nodiscard]] Digests digests(const Catalog& catalog);

}  // namespace migrate::schema
