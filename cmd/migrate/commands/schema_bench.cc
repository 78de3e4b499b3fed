#include "cmd/migrate/commands/schema_bench.h"

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/shell_word.h"
#include "lib/engines.h"
#include "lib/workflow/rename_comments.h"
#include "lib/workflow/schema_files.h"

namespace migrate::cmd {
namespace {

workflow::Bench::Options bench_options(Context& context) {
  const Settings& settings = context.settings();
  workflow::Bench::Options options;
  options.connect = context.database_options().connect;
  options.server = settings.dev_url;
  options.filter = {settings.ignore, settings.leave_out};
  options.variables = settings.variables;
  return options;
}

/// Null where the database doesn't exist: a project may begin with its files.
std::unique_ptr<db::Connection> connect_if_there(const db::Driver& driver,
                                                 db::ConnectOptions options, Milliseconds wait) {
  options.missing = db::ConnectOptions::Missing::empty;
  try {
    return workflow::connect(driver, options, wait);
  } catch (const Error& error) {
    if (error.diagnostics().at(0).code == db::kNoSuchDatabase) return nullptr;
    throw;
  }
}

OpenBench bench_like_configured(Context& context, const db::Driver& driver,
                                workflow::Bench::Options options) {
  OpenBench result;
  if (!context.settings().url.empty() && options.server.empty()) {
    result.like = connect_if_there(driver, options.connect, context.settings().connect_wait);
  }
  result.bench = std::make_unique<workflow::Bench>(driver, std::move(options), result.like.get());
  return result;
}

}  // namespace

OpenBench open_bench(Context& context, const db::Driver& driver) {
  return bench_like_configured(context, driver, bench_options(context));
}

OpenBench open_bench_like(Context& context, const db::Driver& driver, const std::string& url) {
  workflow::Bench::Options options = bench_options(context);
  options.connect = options_of_other(context, url).connect;
  OpenBench result;
  if (options.server.empty()) {
    result.like = workflow::connect(driver, options.connect, context.settings().connect_wait);
  }
  result.bench = std::make_unique<workflow::Bench>(driver, std::move(options), result.like.get());
  return result;
}

OpenBench open_roomy_bench(Context& context, const db::Driver& driver) {
  workflow::Bench::Options options = bench_options(context);
  const std::string parent = context.environment().temporary_directory();
  auto files = std::make_unique<TemporaryDirectory>(parent);
  const std::string server = server_for_rows(std::string(driver.name()), files->path());
  if (!server.empty()) options.server = server;
  OpenBench result = bench_like_configured(context, driver, std::move(options));
  result.files = std::move(files);
  return result;
}

OpenBench open_bench_of_database(Context& context, const db::Driver& driver) {
  (void)context.driver();  // says how to configure one
  workflow::Bench::Options options = bench_options(context);
  options.connect.missing = db::ConnectOptions::Missing::fail;
  OpenBench result;
  result.like = workflow::connect(driver, options.connect, context.settings().connect_wait);
  result.bench = std::make_unique<workflow::Bench>(driver, std::move(options), result.like.get());
  return result;
}

workflow::DatabaseOptions options_of_other(Context& context, const std::string& url) {
  workflow::DatabaseOptions options = context.database_options();
  if (url != context.settings().url) {
    options.connect.role.clear();
    options.connect.session.clear();
  }
  options.connect.url = url;
  options.connect.missing = db::ConnectOptions::Missing::fail;
  return options;
}

workflow::Bench bench_beside(Context& context, db::Connection& connection) {
  return {context.driver(), bench_options(context), &connection};
}

bool has_schema_files(const Context& context, const db::Driver& driver) {
  const Settings& settings = context.settings();
  return settings.schema_mode != SchemaMode::none &&
         path_exists(workflow::variant_or_path(settings.schema_files.at(0), driver.name()));
}

std::vector<SourceText> schema_files(Context& context, const db::Driver& driver) {
  if (context.settings().schema_mode == SchemaMode::none) {
    throw Error(ErrorCode::usage, "the project has no schema files: schema_mode is \"none\"",
                "schema_mode = \"declared\" and schema = \"sql/schema.sql\" name them");
  }
  return workflow::read_schema_files(context.settings().schema_files, driver, engine_names());
}

workflow::RenameRequests rename_requests(const Context& context,
                                         const std::vector<SourceText>& files,
                                         const db::Driver& driver) {
  return {workflow::read_rename_comments(files, driver.dialect()),
          context.arguments().values("--accept-rename")};
}

void tell_lookalikes(Context& context, const workflow::Comparison& comparison) {
  for (const schema::Lookalike& pair : comparison.lookalikes) {
    context.tell("looks like a rename: --accept-rename " + shell_word(pair.accept) +
                 ", or '-- renamed-from: " + pair.old_name + "' above " + describe(pair.after));
  }
}

}  // namespace migrate::cmd
