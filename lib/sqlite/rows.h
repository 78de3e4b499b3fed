// The rows of tables as INSERT statements, as sqlite3 and schema files take them.
#pragma once

#include <string>
#include <vector>

#include "lib/base/sink.h"
#include "lib/schema/fact.h"
#include "lib/sqlite/sqlite_connection.h"

namespace migrate::sqlite {

/// As db::Snapshot::before_rows(): without the triggers of `tables`.
[[nodiscard]] schema::Catalog without_triggers(schema::Catalog schema,
                                               const std::vector<schema::Identity>& tables);

/// As db::Snapshot::write_rows(), in the transaction that introspect_and_stay() left open. Where no
/// order of the tables satisfies the foreign keys row by row, they are switched off, as `.dump` of
/// sqlite3 does.
void write_rows(SqliteConnection& connection, const schema::Catalog& schema,
                const std::vector<schema::Identity>& tables, Sink& out);

/// An expression that returns the value of `column` as a literal of the same type and the same
/// bytes.
[[nodiscard]] std::string as_literal(const std::string& column);

}  // namespace migrate::sqlite
