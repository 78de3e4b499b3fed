#include "cmd/migrate/commands/schema_file.h"

#include "cmd/migrate/commands/schema_bench.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text_sink.h"
#include "lib/revision/generated.h"
#include "lib/schema/filter.h"
#include "lib/schema/script.h"
#include "lib/workflow/dump.h"
#include "lib/workflow/schema_files.h"

namespace migrate::cmd {
namespace {

bool is_theirs(const std::string& path) {
  return path_exists(path) && !is_directory(path) && !revision::is_untouched(read_file(path));
}

/// What `dump` prints.
std::string dump_text(Context& context) {
  if (context.settings().dump_data.empty()) {
    db::Connection& connection = context.database().connection();
    return schema_sql(context, bench_beside(context, connection).read(connection));
  }
  TextSink sink;
  dumped_moment(context, {}).write(context.driver(), sink);
  return sink.text();
}

}  // namespace

std::string schema_sql(Context& context, const schema::Catalog& catalog) {
  const schema::SchemaPlan plan =
      schema::plan_from_nothing(catalog, context.driver().schema_rules());
  return revision::marked(schema::script_text(plan.statements));
}

void DumpedMoment::write(const db::Driver& driver, Sink& sink) const {
  workflow::write_dump(*snapshot, catalog, tables, driver.schema_rules(), sink);
}

DumpedMoment dumped_moment(Context& context, const std::vector<std::string>& names) {
  const db::Driver& driver = context.driver();
  db::Connection& connection = context.database().connection();
  DumpedMoment moment;
  moment.snapshot = driver.snapshot(connection, driver.home_schema(connection));
  moment.catalog =
      schema::filtered(moment.snapshot->catalog(), bench_beside(context, connection).filter());
  moment.tables = workflow::tables_called(moment.catalog, names, context.settings().dump_data);
  return moment;
}

void demand_generated(const std::string& path) {
  if (!is_theirs(path)) return;
  throw Error(ErrorCode::usage, path + " was not written by `dump`, or was edited since",
              "--force overwrites it");
}

void follow_database(Context& context) {
  const Settings& settings = context.settings();
  if (settings.schema_mode != SchemaMode::generated || settings.mode != Mode::development) return;
  const std::string file =
      workflow::variant_or_path(settings.schema_files.at(0), context.driver().name());
  if (is_theirs(file)) {
    context.tell(file + " was left as it is: it was not written by `dump`, or was edited since");
    return;
  }
  const std::string text = dump_text(context);
  if (path_exists(file) && read_file(file) == text) return;
  write_file(file, text);
  context.tell("wrote " + file);
}

}  // namespace migrate::cmd
