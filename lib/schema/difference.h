// What is different between two catalogs, fact by fact.
#pragma once

#include <string>
#include <vector>

#include "lib/schema/fact.h"

namespace migrate::schema {

/// One thing that is not the same on both sides. Pointers into the two catalogs.
struct Change {
  const Fact* before = nullptr;  ///< null: only after
  const Fact* after = nullptr;   ///< null: only before
  /// Names of the attributes whose values differ; empty where the fact is only on one side.
  std::vector<std::string> attributes = {};

  [[nodiscard]] const Identity& identity() const { return (after ? after : before)->identity; }
  [[nodiscard]] bool changes(std::string_view attribute) const;
};

/// All changes that lead from `before` to `after`, in the order of identities. What a fact needs
/// and what is only remarked is not compared.
[[nodiscard]] std::vector<Change> difference(const Catalog& before, const Catalog& after);

}  // namespace migrate::schema
