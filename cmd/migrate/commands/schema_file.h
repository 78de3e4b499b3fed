// sql/schema.sql as a dump of the database.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cmd/migrate/context.h"
#include "lib/base/sink.h"
#include "lib/db/snapshot.h"
#include "lib/schema/fact.h"

namespace migrate::cmd {

/// `catalog` as SQL that makes it, under the mark of what the program wrote.
[[nodiscard]] std::string schema_sql(Context& context, const schema::Catalog& catalog);

/// The database at one moment, as `dump` writes it with rows.
struct DumpedMoment {
  std::unique_ptr<db::Snapshot> snapshot;
  schema::Catalog catalog;
  std::vector<schema::Identity> tables;  ///< whose rows belong to it

  void write(const db::Driver& driver, Sink& sink) const;
};
/// The schema without what the configuration leaves out, and the tables that `dump_data` and
/// `names` mean. Throws Error{usage} for one of `names` that no table has. Precondition: the
/// database is open; it must outlive the result.
[[nodiscard]] DumpedMoment dumped_moment(Context& context, const std::vector<std::string>& names);

/// Throws Error{usage} where `path` is a file that somebody wrote, or edited after it was dumped.
void demand_generated(const std::string& path);

/// With `schema_mode = "generated"` and `mode = "development"`: lets the schema file follow the
/// database that a run has just changed. A file that somebody edited is left alone, and that told.
/// Precondition: the database is open.
void follow_database(Context& context);

}  // namespace migrate::cmd
