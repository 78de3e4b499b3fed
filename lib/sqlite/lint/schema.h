// What the model's schema is at one moment, as far as rules ask for it. All names are in lower case
// but those called `spelled`. Tables don't change: one that is altered is another value, so that a
// copy of the whole costs little.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::sqlite::lint {

/// What a column makes of the values that it is given (https://www.sqlite.org/datatype3.html).
enum class Affinity { text, numeric, integer, real, blob };
[[nodiscard]] Affinity affinity_of(std::string_view type);
/// "TEXT", "NUMERIC" …
[[nodiscard]] std::string_view name_of(Affinity affinity);

struct Column {
  std::string name;
  std::string spelled;
  std::string type;
  bool not_null = false;
  bool has_default = false;
  bool generated = false;
};

struct ForeignKey {
  std::string parent;
  std::vector<std::string> columns;
  std::string on_delete;  ///< "CASCADE", "NO ACTION" …
  std::string on_update;
};

struct Index {
  std::string name;
  std::vector<std::string> columns;  ///< "" for an expression
  bool by_itself = false;            ///< made by CREATE INDEX, not by a constraint
  bool partial = false;
};

struct Table {
  std::string spelled;
  std::vector<Column> columns;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Index> indexes;
  std::string rowid_column;  ///< INTEGER PRIMARY KEY; empty: none
  bool autoincrement = false;
  bool temporary = false;

  [[nodiscard]] const Column* column(std::string_view wanted) const;
};

struct Schema {
  std::map<std::string, std::shared_ptr<const Table>, std::less<>> tables;
  std::map<std::string, std::string, std::less<>> triggers;  ///< by name: their table
  std::set<std::string, std::less<>> views;
  /// Tables made since settle(), and those of them that a query has filled.
  std::set<std::string, std::less<>> fresh;
  std::set<std::string, std::less<>> filled;
  /// Columns added since settle(), with their table.
  std::set<std::pair<std::string, std::string>> fresh_columns;
  /// Tables that nothing has made, but scripts use: of their columns little is known.
  std::set<std::string, std::less<>> imagined;
  /// Scripts have made all there is.
  bool whole = false;

  [[nodiscard]] const Table* table(std::string_view name) const;
  /// Whether other programs may use it: no matter whether it is known.
  [[nodiscard]] bool in_use(std::string_view name) const;
  /// Whether it may have rows.
  [[nodiscard]] bool has_rows(std::string_view name) const;
  [[nodiscard]] bool is_fresh(const std::string& table, const std::string& column) const;
};

}  // namespace migrate::sqlite::lint
