// migrate dump: the database's schema as one SQL file.
#include "lib/workflow/dump.h"

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/commands/schema_file.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/db/snapshot.h"
#include "lib/engines.h"
#include "lib/report/schema_diagram.h"
#include "lib/report/schema_html.h"
#include "lib/schema/filter.h"
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

/// Throws Error{usage} for options that are given together.
void refuse_both(const Context& context, std::string_view one, std::string_view other) {
  if (!context.arguments().has(one) || !context.arguments().has(other)) return;
  throw Error(ErrorCode::usage,
              std::string(one) + " and " + std::string(other) + " exclude each other");
}

ExitCode write_facts(Context& context) {
  refuse_both(context, "--facts", "--format");
  refuse_both(context, "--facts", "--data");
  return deliver(context, facts(context));
}

void tell_unmodelled(Context& context, const schema::Catalog& catalog) {
  for (const schema::Identity& identity : catalog.unmodelled) {
    context.tell("not dumped: " + describe(identity));
  }
}

/// A file that somebody wrote is not overwritten.
void protect_output(const Context& context) {
  const auto file = context.arguments().value("--output");
  if (file && !context.arguments().has("--force")) demand_generated(*file);
}

class PrintSink final : public Sink {
 public:
  explicit PrintSink(Context& context) : context_(context) {}
  void write(std::string_view bytes) override { context_.print(bytes); }

 private:
  Context& context_;
};

/// Schema and rows of one moment, piece by piece.
ExitCode write_with_rows(Context& context) {
  if (format_of(context) != Format::sql) {
    throw Error(ErrorCode::usage, "only a dump as SQL has rows: --data and --format " +
                                      context.arguments().value_or("--format", "") +
                                      " exclude each other");
  }
  protect_output(context);
  context.load(Needs::database);
  const DumpedMoment moment = dumped_moment(context, context.arguments().values("--data"));
  tell_unmodelled(context, moment.catalog);
  if (const auto file = context.arguments().value("--output")) {
    FileSink sink(*file, FileSink::Readers::everyone);
    moment.write(context.driver(), sink);
    sink.commit();
    context.tell("wrote " + *file);
  } else {
    PrintSink sink(context);
    moment.write(context.driver(), sink);
  }
  return ExitCode::done;
}

ExitCode run(Context& context) {
  if (context.arguments().has("--facts")) return write_facts(context);
  if (context.arguments().has("--data")) return write_with_rows(context);
  const Format format = format_of(context);
  if (format == Format::sql && !context.settings().dump_data.empty()) {
    return write_with_rows(context);
  }
  if (format == Format::sql) protect_output(context);
  context.load(Needs::database);
  workflow::Database& database = context.database();
  const workflow::Bench bench = bench_beside(context, database.connection());
  const schema::Catalog catalog = bench.read(database.connection());
  if (format == Format::sql) tell_unmodelled(context, catalog);
  return deliver(context, rendered(context, catalog, format));
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
          "with --force. --data adds the rows of a table, behind what they need; its name is\n"
          "written as in SQL, and '*' stands for any characters; `dump_data` in migrate.toml\n"
          "does so each time. --format draws the tables and their foreign keys instead.",
      .example =
          "migrate dump\nmigrate dump -o sql/schema.sql\nmigrate dump --data countries "
          "--data 'plan_*'\nmigrate dump --format html -o schema.html",
      .options = {{"--output", 'o', "FILE", "write to this file instead of stdout"},
                  {"--format", 0, "FORMAT", "sql (the default), dot, mermaid or html"},
                  {"--data", 0, "TABLE", "with the rows of this table (repeatable)",
                   OptionSpec::Count::any},
                  {"--facts", 0, "", "what the revisions make, as data that check can use"},
                  {"--force", 0, "", "overwrite a file that people wrote"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
