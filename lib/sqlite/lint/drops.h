// DROP TABLE of a table that may have rows, and what becomes of these: SQLite has no ALTER TABLE
// for most changes, so that a script makes a new table, copies the rows, drops the old one and
// gives the new one its name.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/sqlite/lint/act.h"

namespace migrate::sqlite::lint {

struct Drop {
  size_t step = 0;
  std::string name;      ///< when it is dropped
  std::string original;  ///< at the script's beginning
  /// As it is when it is dropped, and at the script's beginning; null: not known.
  const Table* table = nullptr;
  const Table* at_first = nullptr;
  /// The table that has the original's name at the script's end; null: none has.
  const Table* successor = nullptr;
  /// Statements before it that read it and fill another table.
  std::vector<size_t> copies = {};
  /// Columns that no copy reads, in the order of the table.
  std::vector<const Column*> unread = {};

  /// It is made anew, and its rows move.
  [[nodiscard]] bool is_rebuild() const { return successor != nullptr && !copies.empty(); }
};

/// The drop that statement `step` is; none where the table has nothing that could be lost.
[[nodiscard]] std::optional<Drop> drop_at(const Act& act, size_t step);

}  // namespace migrate::sqlite::lint
