#include "cmd/migrate/context.h"

#include <filesystem>
#include <set>

#include "lib/base/error.h"
#include "lib/base/process.h"
#include "lib/base/text.h"
#include "lib/engines.h"

namespace migrate::cmd {
namespace {

constexpr const char* kHowToSetUrl =
    "give --url URL, set MIGRATE_URL, or write it into migrate.toml: url = \"sqlite:app.db\" or "
    "url = \"postgresql://user@host/database\"";

std::string working_directory() {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::current_path(error);
  if (error) {
    throw Error(ErrorCode::failed, "can't find the working directory: " + error.message());
  }
  return path.string();
}

std::set<std::string> declared_variables(const revision::RevisionGraph& graph) {
  std::set<std::string> names;
  for (const revision::Revision& revision : graph.revisions()) {
    for (const revision::Variable& variable : revision.up.header.variables) {
      names.insert(variable.name);
    }
    if (!revision.down) continue;
    for (const revision::Variable& variable : revision.down->header.variables) {
      names.insert(variable.name);
    }
  }
  return names;
}

/// A `--set` that no script asks for is a slip: the run would go on with another value. The
/// configuration and the environment may serve more than one project.
void refuse_undeclared(const revision::RevisionGraph& graph, const Settings& settings) {
  for (const auto& [name, origin] : settings.variable_origins) {
    if (origin != "--set") continue;
    const std::set<std::string> declared = declared_variables(graph);
    if (declared.contains(name)) continue;
    throw Error(ErrorCode::usage, "no script declares the variable '" + name + "' of --set",
                declared.empty()
                    ? "no script declares any: see `variables:` in a header"
                    : "declared are " + join({declared.begin(), declared.end()}, ", "));
  }
}

}  // namespace

Context::Context(const Arguments& arguments, Terminal& terminal, const Environment& environment,
                 const std::atomic<int>* interrupted)
    : arguments_(arguments),
      terminal_(terminal),
      environment_(environment),
      interrupted_(interrupted),
      settings_(command_line_settings(arguments)) {}

Context::~Context() = default;

void Context::load(Needs needs) {
  if (needs == Needs::nothing) return;
  if (!settings_loaded_)
    settings_ = resolve_settings(arguments_, environment_, working_directory());
  settings_loaded_ = true;
  using Missing = db::ConnectOptions::Missing;
  switch (needs) {
    case Needs::nothing:
    case Needs::settings:
      break;
    case Needs::connection:
      open_database(Missing::fail);
      break;
    case Needs::revisions:
      load_project();
      break;
    case Needs::database:
      open_project_database(Missing::fail);
      break;
    case Needs::empty_database:
      open_project_database(Missing::empty);
      break;
    case Needs::new_database:
      open_project_database(Missing::create);
      break;
  }
}

void Context::reload_revisions() {
  project_.reset();
  load_project();
}

void Context::wait_by_default(Milliseconds time) {
  if (settings_.connect_wait == Milliseconds(0)) settings_.connect_wait = time;
}

const db::Driver& Context::driver() {
  if (!driver_) {
    if (settings_.url.empty()) {
      throw Error(ErrorCode::usage, "no database is configured", kHowToSetUrl);
    }
    try {
      driver_ = driver_for_url(settings_.url);
    } catch (Error& error) {
      error.first().notes.push_back("the URL comes from " + settings_.url_origin);
      throw;
    }
  }
  return *driver_;
}

std::string Context::engine() {
  return settings_.url.empty() ? engine_names().front() : std::string(driver().name());
}

std::string Context::target() {
  const std::string masked = driver().masked(settings_.url);
  return settings_.environment.empty() ? masked : masked + " [" + settings_.environment + "]";
}

Progress& Context::progress() {
  if (!progress_) {
    progress_ = std::make_unique<Progress>(terminal_, target(), settings_.verbosity);
  }
  return *progress_;
}

void Context::tell(std::string_view line) {
  if (settings_.verbosity != Verbosity::quiet) terminal_.tell(line);
}

void Context::confirm(std::string_view question) {
  if (settings_.yes) return;
  if (!terminal_.can_ask()) {
    throw Error(ErrorCode::usage,
                "nobody is there to answer the question: " + std::string(question),
                "give --yes to answer it beforehand");
  }
  if (!terminal_.ask(question)) throw Error(ErrorCode::failed, "stopped: the answer was no");
}

void Context::load_project() {
  if (project_) return;
  project_ = workflow::load_project(settings_.versions, engine(), engine_names(),
                                    settings_.required_keys, settings_.paths_within);
  refuse_undeclared(project_->graph, settings_);
}

void Context::open_project_database(db::ConnectOptions::Missing missing) {
  (void)driver();  // without a URL the revisions need not be read
  load_project();
  open_database(missing);
}

void Context::open_database(db::ConnectOptions::Missing missing) {
  if (database_) return;
  workflow::DatabaseOptions options = database_options();
  options.connect.missing = missing;
  database_ = std::make_unique<workflow::Database>(driver(), std::move(options));
  cancel_ = std::make_unique<CancelOnSignal>(database_->canceller());
}

void Context::close_database() {
  cancel_.reset();
  database_.reset();
}

void Context::assume_database(plan::History history) {
  if (settings_.url.empty()) driver_ = driver_named(engine());
  database_ =
      std::make_unique<workflow::Database>(driver(), database_options(), std::move(history));
}

workflow::DatabaseOptions Context::database_options() const {
  workflow::DatabaseOptions options;
  options.connect.url = settings_.url;
  options.connect.session = settings_.session;
  options.connect.role = settings_.role;
  options.connect.lock_timeout = settings_.lock_timeout;
  options.connect.lock = settings_.lock;
  options.schema = settings_.history_schema;
  options.actor.user = settings_.as.empty() ? user_name() : settings_.as;
  options.actor.host = host_name();
  options.actor.tool = "migrate " MIGRATE_VERSION;
  options.actor.commit = git_commit(settings_.directory);
  options.actor.note = settings_.note;
  options.lock_wait = settings_.lock_wait;
  options.connect_wait = settings_.connect_wait;
  options.interrupted = interrupted_;
  return options;
}

}  // namespace migrate::cmd
