// A table made anew: what ALTER TABLE can't do in SQLite.
#pragma once

#include <vector>

#include "lib/schema/rules.h"

namespace migrate::sqlite {

/// Statements that make `table`, which is on both sides, as it is after, with its rows:
///
///     CREATE TABLE t_new …          under a name that nothing has
///     INSERT INTO t_new … SELECT    rowids, too, where no column is one
///     DROP TABLE t                  with its indexes and triggers, which the plan makes again
///     ALTER TABLE t_new RENAME TO t under legacy_alter_table: otherwise SQLite looks into each
///                                   view and trigger and fails at those that mention t
///
/// The other order (the old table renamed first) would rewrite the REFERENCES of other tables.
/// AUTOINCREMENT goes on from the highest number that was ever given. Values are copied as they
/// are; the new column's affinity applies, and what a new constraint forbids fails the script. A
/// column that becomes NOT NULL takes its default for NULLs, where it has one.
[[nodiscard]] std::vector<schema::Statement> rebuild(const schema::Identity& table,
                                                     const schema::Sides& sides);

}  // namespace migrate::sqlite
