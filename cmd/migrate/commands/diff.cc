// migrate diff: from one schema to another, as SQL.
#include <optional>
#include <utility>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "lib/report/diagnostic_text.h"
#include "lib/report/schema_difference.h"
#include "lib/report/schema_html.h"
#include "lib/schema/script.h"
#include "lib/workflow/autogenerate.h"
#include "lib/workflow/schema_files.h"

namespace migrate::cmd {
namespace {

/// One end of the comparison.
struct Side {
  enum class Kind { database, files, directory, revision } kind = Kind::revision;
  std::string text;
};

bool is_url(const std::string& text) {
  return text.find("://") != std::string::npos || text.starts_with("sqlite:") ||
         text.find("dbname=") != std::string::npos || text.find("host=") != std::string::npos;
}

Side side(const std::string& text) {
  if (is_url(text)) return {Side::Kind::database, text};
  if (is_directory(text)) return {Side::Kind::directory, text};
  if (text.ends_with(".sql")) return {Side::Kind::files, text};
  return {Side::Kind::revision, text};
}

/// The engine of the sides: a URL among them says it, else the configuration does.
std::unique_ptr<db::Driver> engine_of(Context& context, const Side& from, const Side& to) {
  for (const Side* end : {&from, &to}) {
    if (end->kind == Side::Kind::database) return driver_for_url(end->text);
  }
  return driver_named(context.engine());
}

/// Scratch databases like the configured one; like the database of a side where that one is of
/// another engine, or none is configured.
OpenBench bench_for(Context& context, const db::Driver& driver, const Side& from, const Side& to) {
  const bool fits = !context.settings().url.empty() && context.engine() == driver.name();
  for (const Side* end : {&from, &to}) {
    if (!fits && end->kind == Side::Kind::database) {
      return open_bench_like(context, driver, end->text);
    }
  }
  return open_bench(context, driver);
}

class Ends {
 public:
  Ends(Context& context, const db::Driver& driver, OpenBench open)
      : context_(context), driver_(driver), open_(std::move(open)) {}

  [[nodiscard]] const workflow::Bench& bench() const { return *open_.bench; }

  /// What is there, and the scratch database that it was read from.
  struct End {
    schema::Catalog catalog;
    std::optional<workflow::Trial> trial;  ///< none for a database
  };

  [[nodiscard]] End read(const Side& side) {
    switch (side.kind) {
      case Side::Kind::database:
        return {of_database(side.text), std::nullopt};
      case Side::Kind::files:
        return of_trial(bench().with_files(files(side)));
      case Side::Kind::directory: {
        const workflow::Project project =
            workflow::load_project({side.text}, std::string(driver_.name()), engine_names());
        return of_trial(workflow::start_at_heads(bench(), project.graph).trial);
      }
      case Side::Kind::revision:
        break;
    }
    context_.load(Needs::revisions);
    std::vector<std::string> targets;
    if (side.text != "base") {
      const revision::RevisionGraph& graph = context_.graph();
      targets = {graph.at(one_revision(graph, side.text)).id};
    }
    return of_trial(bench().with_revisions(context_.graph(), targets));
  }

  /// The way from one side to the other, by way of the renames that are asked for.
  [[nodiscard]] workflow::Comparison compare(const Side& from, const Side& to) {
    End before = read(from);
    const End after = read(to);
    const auto requests = rename_requests(
        context_, to.kind == Side::Kind::files ? files(to) : std::vector<SourceText>(), driver_);
    if (!may_rename(bench(), requests, before.catalog, after.catalog)) {
      return workflow::compare(bench(), std::move(before.catalog), after.catalog,
                               workflow::Losses::allow, style());
    }
    if (!before.trial) before.trial = workflow::start_like(bench(), before.catalog).trial;
    return workflow::compare_renamed(bench(), *before.trial, after.catalog, requests,
                                     workflow::Losses::allow, style());
  }

 private:
  [[nodiscard]] schema::Style style() const {
    schema::Style result;
    if (!context_.arguments().has("--online")) return result;
    result.locks = schema::Style::Locks::online;
    return result;
  }

  [[nodiscard]] std::vector<SourceText> files(const Side& side) const {
    return workflow::read_schema_files({side.text}, driver_, engine_names());
  }

  [[nodiscard]] End of_trial(workflow::Trial trial) const {
    schema::Catalog catalog = bench().read(*trial.connection);
    return {std::move(catalog), std::move(trial)};
  }

  [[nodiscard]] schema::Catalog of_database(const std::string& url) const {
    const auto connection = workflow::connect(driver_, options_of_other(context_, url).connect,
                                              context_.settings().connect_wait);
    return bench().read(*connection);
  }

  Context& context_;
  const db::Driver& driver_;
  OpenBench open_;
};

void print(Context& context, const workflow::Comparison& comparison, const Side& from,
           const Side& to, const db::Driver& driver) {
  const auto shown = [&](const Side& side) {
    return side.kind == Side::Kind::database ? driver.masked(side.text) : side.text;
  };
  if (const auto file = context.arguments().value("--html")) {
    write_file(*file, report::difference_html(comparison, shown(from), shown(to)));
    context.tell("wrote " + *file);
  } else if (context.json()) {
    context.print(report::difference_json(comparison, shown(from), shown(to)));
  } else if (context.arguments().has("--summary")) {
    context.print(report::difference_summary(comparison));
  } else {
    context.print(schema::script_text(comparison.plan.statements));
  }
}

void demand_one_form(const Context& context) {
  const Arguments& arguments = context.arguments();
  const int forms = (context.json() ? 1 : 0) + (arguments.has("--summary") ? 1 : 0) +
                    (arguments.has("--html") ? 1 : 0);
  if (forms <= 1) return;
  throw Error(ErrorCode::usage, "--summary, --html and --json exclude each other");
}

ExitCode run(Context& context) {
  demand_one_form(context);
  const Side from = side(context.arguments().value_or("FROM", ""));
  const Side to = side(context.arguments().value_or("TO", ""));
  const std::unique_ptr<db::Driver> driver = engine_of(context, from, to);
  Ends ends(context, *driver, bench_for(context, *driver, from, to));
  const workflow::Comparison comparison = ends.compare(from, to);
  print(context, comparison, from, to, *driver);
  tell_lookalikes(context, comparison);
  for (const schema::Identity& identity : comparison.after.unmodelled) {
    context.tell("not compared: " + describe(identity));
  }
  if (!comparison.plan.impossible.empty()) {
    throw Error(ErrorCode::failed, comparison.plan.impossible);
  }
  return ExitCode::done;
}

}  // namespace

const Command& diff_command() {
  static const Command command = {
      .name = "diff",
      .group = Group::looking,
      .summary = "print the SQL that turns one schema into another",
      .description =
          "Each side is a database URL, a .sql file, a directory of revisions, or a\n"
          "revision of the project (head, base, an id). Files and revisions are run in\n"
          "scratch databases: SQLite in memory, PostgreSQL on the configured server or on\n"
          "that of --dev-url. Statements that lose data are among those that are printed.",
      .example =
          "migrate diff head sql/schema.sql\n"
          "migrate diff postgresql://localhost/shop postgresql://staging/shop --summary",
      .options = {{"FROM", 0, "", "what there is", OptionSpec::Count::required},
                  {"TO", 0, "", "what there should be", OptionSpec::Count::required},
                  {"--summary", 0, "", "a line for each difference instead of SQL"},
                  {"--online", 0, "", "with few and short locks (PostgreSQL)"},
                  {"--html", 0, "FILE", "draw both sides, and list what differs, as a page"},
                  {"--accept-rename", 0, "OLD=NEW", "this is a rename (repeatable)",
                   OptionSpec::Count::any}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
