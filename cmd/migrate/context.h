// What a command gets: its arguments, the settings, the terminal, and what it declared to need.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "cmd/migrate/arguments.h"
#include "cmd/migrate/command.h"
#include "cmd/migrate/environment.h"
#include "cmd/migrate/progress.h"
#include "cmd/migrate/settings.h"
#include "cmd/migrate/signals.h"
#include "cmd/migrate/terminal.h"
#include "lib/base/json.h"
#include "lib/workflow/database.h"

namespace migrate::cmd {

class Context {
 public:
  Context(const Arguments& arguments, Terminal& terminal, const Environment& environment,
          const std::atomic<int>* interrupted);
  ~Context();

  /// Loads what `needs` says, once; a command may ask for more than its row in the table does.
  /// Throws Error.
  void load(Needs needs);

  /// Reads the revisions again, behind files that the command has written.
  void reload_revisions();

  /// Lets --wait default to `time`. Call before the database is opened.
  void wait_by_default(Milliseconds time);

  [[nodiscard]] const Arguments& arguments() const { return arguments_; }
  [[nodiscard]] Terminal& terminal() { return terminal_; }
  [[nodiscard]] const Environment& environment() const { return environment_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] bool json() const { return settings_.output == Output::json; }
  [[nodiscard]] const std::atomic<int>* interrupted() const { return interrupted_; }

  /// The engine of the configured URL. Throws Error{usage} that shows how to set one when there is
  /// no URL.
  [[nodiscard]] const db::Driver& driver();
  /// Its name; where no URL is configured the first engine's, so that graphs can be read without.
  [[nodiscard]] std::string engine();
  /// "sqlite:build/shop.db [development]": masked.
  [[nodiscard]] std::string target();

  /// The graph. Precondition: the command needs revisions.
  [[nodiscard]] const revision::RevisionGraph& graph() const { return project_->graph; }
  [[nodiscard]] const workflow::Project& project() const { return *project_; }
  /// Precondition: the command needs a database.
  [[nodiscard]] workflow::Database& database() { return *database_; }
  /// Ends the command's connection; nothing may refer to it any more.
  void close_database();
  /// How the configured database is opened, for acts that open it themselves.
  [[nodiscard]] workflow::DatabaseOptions database_options() const;
  /// Gives the command a database that nobody connects to, with this history; of the first engine
  /// where no URL is configured. Precondition: the revisions are loaded.
  void assume_database(plan::History history);
  /// The progress of this run, for functions that take an Observer.
  [[nodiscard]] Progress& progress();

  /// Prints a result: text as it is, JSON as one line.
  void print(std::string_view text) { terminal_.print(text); }
  void print(const std::string& text) { terminal_.print(text); }
  void print(const json::Value& value) { terminal_.print(json::dump(value) + "\n"); }
  /// A line for people beside the result; not shown with --quiet.
  void tell(std::string_view line);
  /// Asks `question`; `--yes` answers it. Throws Error{usage} that names --yes when nobody is there
  /// to ask, and Error{failed} on a no.
  void confirm(std::string_view question);

 private:
  void load_project();
  void open_project_database(db::ConnectOptions::Missing missing);
  void open_database(db::ConnectOptions::Missing missing);

  const Arguments& arguments_;
  Terminal& terminal_;
  const Environment& environment_;
  const std::atomic<int>* interrupted_;
  Settings settings_;
  bool settings_loaded_ = false;
  std::unique_ptr<db::Driver> driver_;
  std::optional<workflow::Project> project_;
  std::unique_ptr<workflow::Database> database_;
  std::unique_ptr<CancelOnSignal> cancel_;
  std::unique_ptr<Progress> progress_;
};

}  // namespace migrate::cmd
