// A database as one SQL file: its schema, and the rows of chosen tables.
#pragma once

#include <string>
#include <vector>

#include "lib/base/sink.h"
#include "lib/db/snapshot.h"
#include "lib/schema/rules.h"

namespace migrate::workflow {

/// The tables of `schema` that are called by `names`, parents before the children whose foreign
/// keys refer to them, where such an order exists. A name is written as in SQL, without its schema
/// where that is the home schema; '*' stands for any characters and '?' for one. Throws
/// Error{usage} for a name that no table has; those of `where_there` may be of tables to come.
[[nodiscard]] std::vector<schema::Identity> tables_called(
    const schema::Catalog& schema, const std::vector<std::string>& names,
    const std::vector<std::string>& where_there = {});

/// Writes `schema`, which is the snapshot's or a part of it, as SQL that makes it in an empty
/// database, with the rows of `tables`, under the mark of what the program wrote. Reads the rows
/// twice, as the mark stands above what it is computed from. Throws as Snapshot::write_rows().
void write_dump(db::Snapshot& snapshot, const schema::Catalog& schema,
                const std::vector<schema::Identity>& tables, const schema::Rules& rules, Sink& out);

}  // namespace migrate::workflow
