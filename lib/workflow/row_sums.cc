#include "lib/workflow/row_sums.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "lib/base/hash.h"
#include "lib/base/text.h"

namespace migrate::workflow {

namespace {

constexpr std::string_view kTable = "table";
/// Read at once: some megabytes of ordinary rows.
constexpr size_t kChunk = 10'000;

std::string quoted(const db::Driver& driver, const schema::Identity& table) {
  std::vector<std::string> parts;
  for (const std::string& part : table.name) parts.push_back(driver.quote_identifier(part));
  return join(parts, ".");
}

/// The values but the first, by the names of their columns: the same text wherever these stand.
std::string content(const std::vector<std::string>& columns, const std::vector<db::Value>& row) {
  std::vector<std::string> parts;
  for (size_t i = 1; i < row.size(); ++i) {
    const std::string value = row[i] ? std::to_string(row[i]->size()) + ":" + *row[i] : "null";
    parts.push_back(columns.at(i) + "=" + value);
  }
  std::sort(parts.begin(), parts.end());
  return join(parts, "\n");
}

RowSum sum_of(const db::Driver& driver, db::Connection& connection, const schema::Identity& table) {
  const std::string query = replace_all(std::string(driver.own_sql("scratch/row_sums")), "{table}",
                                        quoted(driver, table));
  RowSum sum;
  for (size_t read = 0;; read += kChunk) {
    const db::Outcome chunk =
        db::execute(connection, {.sql = query,
                                 .parameters = {db::integer(static_cast<int64_t>(kChunk)),
                                                db::integer(static_cast<int64_t>(read))}});
    for (const std::vector<db::Value>& row : chunk.rows) {
      sum.rows += std::strtoull(row.at(0).value_or("0").c_str(), nullptr, 10);
      sum.hashes += static_cast<uint64_t>(sha256_key(content(chunk.columns, row)));
    }
    if (chunk.rows.size() < kChunk) return sum;
  }
}

}  // namespace

RowSums row_sums(const db::Driver& driver, db::Connection& connection,
                 const schema::Catalog& catalog) {
  RowSums sums;
  for (const auto& [identity, fact] : catalog.facts) {
    if (identity.kind == kTable) sums[identity] = sum_of(driver, connection, identity);
  }
  return sums;
}

std::vector<ChangedRows> changed_rows(const RowSums& before, const RowSums& after) {
  std::vector<ChangedRows> result;
  for (const auto& [table, sum] : before) {
    const auto found = after.find(table);
    if (found == after.end() || found->second == sum) continue;
    result.push_back({table, sum.rows, found->second.rows});
  }
  return result;
}

}  // namespace migrate::workflow
