// sql/schema.sql as a dump of the database.
#pragma once

#include <string>

#include "cmd/migrate/context.h"
#include "lib/schema/fact.h"

namespace migrate::cmd {

/// `catalog` as SQL that makes it, under the mark of what the program wrote.
[[nodiscard]] std::string schema_sql(Context& context, const schema::Catalog& catalog);

/// Throws Error{usage} where `path` is a file that somebody wrote, or edited after it was dumped.
void demand_generated(const std::string& path);

/// With `schema_mode = "generated"` and `mode = "development"`: lets the schema file follow the
/// database that a run has just changed. A file that somebody edited is left alone, and that told.
/// Precondition: the database is open.
void follow_database(Context& context);

}  // namespace migrate::cmd
