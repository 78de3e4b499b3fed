// What becomes of a table that is on both sides, and whether ALTER TABLE can do it.
#pragma once

#include <vector>

#include "lib/schema/rules.h"

namespace migrate::sqlite {

/// Parts of the kind `kind` ("column", "constraint"); columns in the order of the table.
[[nodiscard]] std::vector<const schema::Fact*> parts_of_kind(
    const std::vector<const schema::Fact*>& parts, std::string_view kind);

struct TableChange {
  std::vector<const schema::Fact*> added;    ///< columns, in the order of the table
  std::vector<const schema::Fact*> dropped;  ///< columns
  /// ALTER TABLE can't: the table is made anew and its rows are copied. ADD COLUMN and DROP COLUMN
  /// are taken where SQLite accepts them on a table with rows, whatever they hold
  /// (https://www.sqlite.org/lang_altertable.html).
  bool rebuild = false;
};

/// Precondition: the table is on both sides.
[[nodiscard]] TableChange table_change(const schema::Identity& table, const schema::Sides& sides);

}  // namespace migrate::sqlite
