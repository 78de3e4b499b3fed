// migrate dump: the database's schema as one SQL file.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/report/schema_difference.h"
#include "lib/report/standing.h"
#include "lib/revision/generated.h"
#include "lib/schema/script.h"

namespace migrate::cmd {
namespace {

/// A file that somebody wrote, or edited after it was dumped, is not overwritten.
void demand_ours(const std::string& path) {
  if (!path_exists(path) || is_directory(path)) return;
  if (revision::is_untouched(read_file(path))) return;
  throw Error(ErrorCode::usage, path + " was not written by `dump`, or was edited since",
              "--force overwrites it");
}

ExitCode run(Context& context) {
  workflow::Database& database = context.database();
  const workflow::Bench bench = bench_beside(context, database.connection());
  const schema::Catalog catalog = bench.read(database.connection());
  const schema::Rules& rules = context.driver().schema_rules();
  const schema::SchemaPlan plan = schema::plan(schema::emptied(catalog, rules), catalog, rules);
  const std::string text = revision::marked(schema::script_text(plan.statements));
  for (const schema::Identity& identity : catalog.unmodelled) {
    context.tell("not dumped: " + describe(identity));
  }
  const auto file = context.arguments().value("--output");
  if (!file) {
    context.print(text);
    return ExitCode::done;
  }
  if (!context.arguments().has("--force")) demand_ours(*file);
  write_file(*file, text);
  context.tell("wrote " + *file);
  return ExitCode::done;
}

}  // namespace

const Command& dump_command() {
  static const Command command = {
      .name = "dump",
      .group = Group::looking,
      .summary = "write the database's schema as SQL",
      .description =
          "Writes statements that make the database's schema anew, in an order in which\n"
          "they run and that is always the same. The tool's own tables, and those of other\n"
          "migrators, are left out, and what `ignore` and `leave_out` in migrate.toml say.\n"
          "A file that was not written by it, or was edited since, is only overwritten\n"
          "with --force.",
      .example = "migrate dump\nmigrate dump -o sql/schema.sql",
      .options = {{"--output", 'o', "FILE", "write to this file instead of stdout"},
                  {"--force", 0, "", "overwrite a file that people wrote"}},
      .needs = Needs::database,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
