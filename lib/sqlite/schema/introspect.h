// A SQLite database's schema as facts: table, column and constraint (read_table.h), and
//
//     virtual table  {name}   definition                    remarks: sql, name
//     index          {name}   table, definition; a part of its table
//     view           {name}   definition
//     trigger        {name}   table, definition; a part of its table or view
//
// For each table that refers to it by a foreign key, a table has a remark "child " and that name.
// A definition is canonical text (DdlText); the remark sql is the author's, from which things are
// made again. Names in identities are in lower case.
#pragma once

#include <string_view>

#include "lib/db/connection.h"
#include "lib/schema/fact.h"

namespace migrate::sqlite {

constexpr std::string_view kChildRemark = "child ";

/// The main database at one moment. What SQLite keeps for itself (sqlite_…) and the tables behind
/// virtual ones are left out; a table whose text isn't understood is in `unmodelled`. Precondition:
/// no transaction is open. Throws Error as db::execute() does.
[[nodiscard]] schema::Catalog introspect(db::Connection& connection);

/// The same, and the transaction that it was read in stays open.
[[nodiscard]] schema::Catalog introspect_and_stay(db::Connection& connection);

}  // namespace migrate::sqlite
