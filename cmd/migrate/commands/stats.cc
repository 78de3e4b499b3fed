// migrate stats: how large a database's tables are, for smoke --trace elsewhere.
#include "lib/report/stats.h"

#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"

namespace migrate::cmd {
namespace {

void tell_uncounted(Context& context, const std::vector<db::TableSize>& sizes) {
  size_t uncounted = 0;
  for (const db::TableSize& table : sizes) {
    if (table.rows < 0) ++uncounted;
  }
  if (uncounted == 0) return;
  context.tell(counted(uncounted, "table") +
               " never analyzed, so of unknown size: ANALYZE counts them");
}

ExitCode run(Context& context) {
  const std::string engine(context.driver().name());
  const std::unique_ptr<db::Tracer> tracer = tracer_named(engine);
  if (!tracer) {
    throw Error(ErrorCode::usage, "sizes are for the locks of `smoke --trace`, and a " + engine +
                                      " database has one lock for all its tables");
  }
  context.load(Needs::connection);
  workflow::Database& database = context.database();
  const std::vector<db::TableSize> sizes = tracer->sizes(database.connection());
  tell_uncounted(context, sizes);
  context.print(report::stats_json(sizes, database.facts().server_version));
  return ExitCode::done;
}

}  // namespace

const Command& stats_command() {
  static const Command command = {
      .name = "stats",
      .group = Group::looking,
      .summary = "write how large the database's tables are",
      .description =
          "Writes rows and bytes of all tables as the server last counted them, as JSON, for\n"
          "`migrate smoke --trace --stats FILE`, which then says how long statements would\n"
          "hold their locks in this database. Reads the catalog alone: no table is locked,\n"
          "and no row is part of the file.",
      .example = "migrate stats > production.json",
      .options = {},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
