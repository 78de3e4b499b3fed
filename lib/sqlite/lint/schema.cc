#include "lib/sqlite/lint/schema.h"

#include <algorithm>

#include "lib/base/text.h"

namespace migrate::sqlite::lint {

// The order of the tests is SQLite's: "CHARINT" is an integer.
Affinity affinity_of(std::string_view type) {
  const std::string lower = to_lower(type);
  const auto has = [&](const char* part) { return lower.find(part) != std::string::npos; };
  if (has("int")) return Affinity::integer;
  if (has("char") || has("clob") || has("text")) return Affinity::text;
  if (lower.empty() || has("blob")) return Affinity::blob;
  if (has("real") || has("floa") || has("doub")) return Affinity::real;
  return Affinity::numeric;
}

std::string_view name_of(Affinity affinity) {
  switch (affinity) {
    case Affinity::text:
      return "TEXT";
    case Affinity::numeric:
      return "NUMERIC";
    case Affinity::integer:
      return "INTEGER";
    case Affinity::real:
      return "REAL";
    case Affinity::blob:
      return "BLOB";
  }
  return "";
}

const Column* Table::column(std::string_view wanted) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const Column& column) { return column.name == wanted; });
  return found == columns.end() ? nullptr : &*found;
}

const Table* Schema::table(std::string_view name) const {
  const auto found = tables.find(name);
  return found == tables.end() ? nullptr : found->second.get();
}

bool Schema::in_use(std::string_view name) const {
  const Table* known = table(name);
  if (known != nullptr && known->temporary) return false;
  return !fresh.contains(name);
}

bool Schema::has_rows(std::string_view name) const { return in_use(name) || filled.contains(name); }

bool Schema::is_fresh(const std::string& table, const std::string& column) const {
  return fresh_columns.contains({table, column});
}

}  // namespace migrate::sqlite::lint
