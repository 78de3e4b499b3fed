// migrate dump: the database's schema as one SQL file.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/commands/schema_file.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "lib/report/schema_diagram.h"
#include "lib/report/schema_html.h"
#include "lib/workflow/facts_file.h"

namespace migrate::cmd {
namespace {

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
  return schema_sql(context, catalog);
}

/// To the file of --output, else to stdout.
ExitCode deliver(Context& context, const std::string& text) {
  if (const auto file = context.arguments().value("--output")) {
    write_file(*file, text);
    context.tell("wrote " + *file);
  } else {
    context.print(text);
  }
  return ExitCode::done;
}

/// What the revisions make, for where there is no scratch: no database is needed but scratch ones.
std::string facts(Context& context) {
  context.load(Needs::revisions);
  const std::unique_ptr<db::Driver> driver = driver_named(context.engine());
  const OpenBench open = open_bench(context, *driver);
  return workflow::facts_text(workflow::record_facts(*open.bench, context.graph()));
}

ExitCode write_facts(Context& context) {
  if (context.arguments().has("--format")) {
    throw Error(ErrorCode::usage, "--facts and --format exclude each other");
  }
  return deliver(context, facts(context));
}

ExitCode run(Context& context) {
  if (context.arguments().has("--facts")) return write_facts(context);
  const Format format = format_of(context);
  context.load(Needs::database);
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
  const bool keeps = format == Format::sql && !context.arguments().has("--force");
  if (file && keeps) demand_generated(*file);
  return deliver(context, text);
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
                  {"--facts", 0, "", "what the revisions make, as data that check can use"},
                  {"--force", 0, "", "overwrite a file that people wrote"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
