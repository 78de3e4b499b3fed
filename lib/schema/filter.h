// What of a catalog takes part in a comparison.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/schema/fact.h"

namespace migrate::schema {

/// Whether `name` matches `pattern`, in which '*' stands for any characters and '?' for one.
[[nodiscard]] bool matches(std::string_view name, std::string_view pattern);

struct Filter {
  /// Patterns of objects that don't count, with all their parts: "audit_*", "legacy.*". One without
  /// a dot means objects of the home schema, or of any name where there are no schemas.
  std::vector<std::string> ignore = {};
  /// Attributes that don't count: "owner", "grants", "comment", "version" of extensions.
  std::vector<std::string> without = {};
};

/// Patterns of the tables that migrators keep for themselves, this one's history among them.
[[nodiscard]] const std::vector<std::string>& bookkeeping_tables();

/// `catalog` without what `filter` leaves out.
[[nodiscard]] Catalog filtered(Catalog catalog, const Filter& filter);

}  // namespace migrate::schema
