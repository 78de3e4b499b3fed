// Rows compared without keeping them: a count and a sum for each table.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lib/db/driver.h"
#include "lib/schema/fact.h"

namespace migrate::workflow {

struct RowSum {
  uint64_t rows = 0;
  uint64_t hashes = 0;  ///< the sum of the rows' hashes, whatever their order
  friend bool operator==(const RowSum&, const RowSum&) = default;
};
using RowSums = std::map<schema::Identity, RowSum>;

/// Reads every table of `catalog`, in bounded memory. Nobody else may write meanwhile. Throws Error
/// as db::execute().
[[nodiscard]] RowSums row_sums(const db::Driver& driver, db::Connection& connection,
                               const schema::Catalog& catalog);

/// A table whose rows are not what they were.
struct ChangedRows {
  schema::Identity table;
  uint64_t before = 0;  ///< how many there were
  uint64_t after = 0;   ///< the same number: other values
};
/// Tables that only one side has are left out: a difference of the schema tells of them.
[[nodiscard]] std::vector<ChangedRows> changed_rows(const RowSums& before, const RowSums& after);

}  // namespace migrate::workflow
