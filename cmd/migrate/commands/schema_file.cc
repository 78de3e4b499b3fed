#include "cmd/migrate/commands/schema_file.h"

#include "cmd/migrate/commands/schema_bench.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/sink.h"
#include "lib/db/snapshot.h"
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

class TextSink final : public Sink {
 public:
  void write(std::string_view bytes) override { text_ += bytes; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// What `dump` writes: the schema with the rows that belong to it, all of one moment.
std::string sql_with_rows(Context& context, db::Connection& connection,
                          const schema::Filter& filter) {
  const db::Driver& driver = context.driver();
  const auto snapshot = driver.snapshot(connection, driver.home_schema(connection));
  const schema::Catalog catalog = schema::filtered(snapshot->catalog(), filter);
  const auto tables = workflow::tables_called(catalog, {}, context.settings().dump_data);
  TextSink sink;
  workflow::write_dump(*snapshot, catalog, tables, driver.schema_rules(), sink);
  return sink.text();
}

}  // namespace

std::string schema_sql(Context& context, const schema::Catalog& catalog) {
  const schema::SchemaPlan plan =
      schema::plan_from_nothing(catalog, context.driver().schema_rules());
  return revision::marked(schema::script_text(plan.statements));
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
  db::Connection& connection = context.database().connection();
  const workflow::Bench bench = bench_beside(context, connection);
  const std::string text = settings.dump_data.empty()
                               ? schema_sql(context, bench.read(connection))
                               : sql_with_rows(context, connection, bench.filter());
  if (path_exists(file) && read_file(file) == text) return;
  write_file(file, text);
  context.tell("wrote " + file);
}

}  // namespace migrate::cmd
