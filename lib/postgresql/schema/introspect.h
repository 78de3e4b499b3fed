// A database's schema as facts, read from the catalogs in one snapshot and one round trip.
//
// Each file in sql/postgresql/catalog/ is one query whose rows are facts; the columns say by their
// names what they hold:
//
//     kind                          the kind of the fact
//     class, oid, sub               its address, as pg_depend has it (class by name: "pg_class")
//     part_class, part_oid, part_sub  the address of the fact that it is a part of
//     name1, name2, name3           its name, outermost first
//     _pages, …                     a remark
//     owner, definition, …          an attribute
//
// NULL is "not set". A line that ends in "-- 14+" is only for servers of at least that major
// version, one in "-- <18" only for older ones. Three queries are no facts: aliases.sql tells which
// address stands for which, depend.sql what needs what, unmodelled.sql names what is not modelled.
#pragma once

#include <string>

#include "lib/db/connection.h"
#include "lib/schema/fact.h"

namespace migrate::postgresql {

/// The schema of the connection's database; names are written as a session writes them whose
/// search_path is `home`. `version` is the server's (150004). The connection must be in no
/// transaction. Throws Error as db::execute() does; once DDL of others gets in between, it tries
/// again.
[[nodiscard]] schema::Catalog introspect(db::Connection& connection, int version,
                                         const std::string& home);

/// The same, and the transaction that it was read in stays open: REPEATABLE READ, READ ONLY, with
/// settings under which values have one text.
[[nodiscard]] schema::Catalog introspect_and_stay(db::Connection& connection, int version,
                                                  const std::string& home);

/// `sql` for a server of `version`, without the lines for others.
[[nodiscard]] std::string for_version(std::string_view sql, int version);

}  // namespace migrate::postgresql
