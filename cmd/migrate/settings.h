// What a command works with: the command line, the environment and migrate.toml put together.
//
// Precedence: flag > environment > [env.NAME] table > top of the file > default. `--env` on the
// command line beats MIGRATE_URL; when they name different databases, that is an error.
// DATABASE_URL counts only when nothing else names a database.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cmd/migrate/arguments.h"
#include "cmd/migrate/config_file.h"
#include "cmd/migrate/environment.h"
#include "cmd/migrate/settings_backup.h"
#include "lib/base/clock.h"
#include "lib/db/driver.h"

namespace migrate::cmd {

enum class Mode { production, development };
/// What the schema files are: written by people, a dump that follows the database, or not in use.
enum class SchemaMode { declared, generated, none };
/// What a deploy does with a database that has a schema and no history.
enum class Adoption {
  exact,     ///< it must be just what a revision makes
  reconcile  ///< or lack only what can be added
};
enum class Verbosity { quiet, normal, verbose };
enum class Output { text, json };

struct Settings {
  std::string config_file;  ///< path of migrate.toml; empty: there is none
  std::string directory;    ///< that relative paths of the file are relative to
  std::string environment;  ///< name of the [env.NAME] table in use; empty: none
  Mode mode = Mode::production;
  bool protects = false;  ///< `protected = true`: changes want a yes

  std::string url;                    ///< with its password; empty: none configured
  std::string url_origin;             ///< "--url", "MIGRATE_URL", "migrate.toml:3"
  std::vector<std::string> versions;  ///< directories, as shown in messages
  /// Directory that versions directories, revisions and includes may not lead out of: `directory`
  /// with `--strict-paths`; empty: anything goes.
  std::string paths_within;
  std::string history_schema;  ///< empty: the connection's first schema
  std::string role;
  std::vector<std::pair<std::string, std::string>> session;
  db::LockOptions lock;             ///< its `holder` is left empty
  Milliseconds lock_wait{0};        ///< for the run lock
  Milliseconds lock_timeout{2000};  ///< of transactional statements
  Milliseconds connect_wait{0};     ///< `--wait`
  size_t stored_script_bytes = 1 << 20;

  SchemaMode schema_mode = SchemaMode::declared;
  std::vector<std::string> schema_files = {"sql/schema.sql"};  ///< paths and patterns
  std::string facts_file = "sql/facts.json";  ///< of `dump --facts`; it need not be there
  std::string dev_url;                   ///< server for scratch databases; empty: the database's
  std::vector<std::string> drift_allow;  ///< texts of differences that `check` lets pass
  std::vector<std::string> ignore;       ///< patterns of tables that are managed by hand
  /// Attributes of the schema that comparisons and dumps leave out, as lib/schema names them.
  std::vector<std::string> leave_out = {"owner", "version"};
  std::vector<std::string> dump_data;  ///< tables whose rows belong to dumps, where they are there

  std::map<std::string, std::string> variables;  ///< values for scripts, by name
  /// Who gave each of them: "--set", "MIGRATE_VAR_TENANT", "migrate.toml:3".
  std::map<std::string, std::string> variable_origins;
  std::vector<std::string> required_keys;  ///< header keys that every script must have
  std::vector<std::pair<std::string, ConfigValue>> lint;  ///< severities, by the rule's id
  bool named_approvals = false;  ///< a review tag needs the name of who approves
  std::string lint_baseline;     ///< file of findings that don't count; empty: none

  BackupSettings backup;
  Adoption adoption = Adoption::exact;
  std::vector<std::string> after;  ///< what must pass behind a deploy: see lib/workflow/after.h
  std::string required;      ///< environment that must have what a deploy applies; empty: none
  std::string required_url;  ///< its database, with its password; empty: not known

  std::string as;  ///< who runs, for the event log; empty: the login name
  std::string note;

  Output output = Output::text;
  Verbosity verbosity = Verbosity::normal;
  bool yes = false;  ///< `--yes`: answers every question
};

/// Reads everything. `working_directory` is where migrate.toml is looked for, upwards. Throws
/// Error{usage} with every finding of the file, each with its place.
[[nodiscard]] Settings resolve_settings(const Arguments& arguments, Environment environment,
                                        const std::string& working_directory);
/// As far as the command line alone says: for commands that need no configuration, and for errors.
[[nodiscard]] Settings command_line_settings(const Arguments& arguments);

}  // namespace migrate::cmd
