// migrate dump: the database's schema as one SQL file.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/report/schema_diagram.h"
#include "lib/report/schema_html.h"
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

std::string sql_of(Context& context, const schema::Catalog& catalog) {
  const schema::Rules& rules = context.driver().schema_rules();
  const schema::SchemaPlan plan = schema::plan(schema::emptied(catalog, rules), catalog, rules);
  return revision::marked(schema::script_text(plan.statements));
}

enum class Format { sql, dot, mermaid, html };
constexpr std::pair<std::string_view, Format> kFormats[] = {{"sql", Format::sql},
                                                            {"dot", Format::dot},
                                                            {"mermaid", Format::mermaid},
                                                            {"html", Format::html}};

Format format_of(const Context& context) {
  const std::string name = context.arguments().value_or("--format", "sql");
  for (const auto& [known, format] : kFormats) {
    if (known == name) return format;
  }
  throw Error(ErrorCode::usage, "'" + name + "' is no format of a schema",
              "--format takes sql, dot, mermaid or html");
}

std::string rendered(Context& context, const schema::Catalog& catalog, Format format) {
  switch (format) {
    case Format::dot:
      return report::schema_dot(report::schema_picture(catalog));
    case Format::mermaid:
      return report::schema_mermaid(report::schema_picture(catalog));
    case Format::html:
      return report::schema_html(report::schema_picture(catalog), context.target());
    case Format::sql:
      break;
  }
  return sql_of(context, catalog);
}

ExitCode run(Context& context) {
  const Format format = format_of(context);
  workflow::Database& database = context.database();
  const workflow::Bench bench = bench_beside(context, database.connection());
  const schema::Catalog catalog = bench.read(database.connection());
  const std::string text = rendered(context, catalog, format);
  if (format == Format::sql) {
    for (const schema::Identity& identity : catalog.unmodelled) {
      context.tell("not dumped: " + describe(identity));
    }
  }
  const auto file = context.arguments().value("--output");
  if (!file) {
    context.print(text);
    return ExitCode::done;
  }
  if (format == Format::sql && !context.arguments().has("--force")) demand_ours(*file);
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
          "with --force. --format draws the tables and their foreign keys instead.",
      .example =
          "migrate dump\nmigrate dump -o sql/schema.sql\nmigrate dump --format html -o schema.html",
      .options = {{"--output", 'o', "FILE", "write to this file instead of stdout"},
                  {"--format", 0, "FORMAT", "sql (the default), dot, mermaid or html"},
                  {"--force", 0, "", "overwrite a file that people wrote"}},
      .needs = Needs::database,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
