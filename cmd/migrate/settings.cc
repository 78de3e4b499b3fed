#include "cmd/migrate/settings.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "cmd/migrate/config_file.h"
#include "cmd/migrate/settings_layers.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/engines.h"

namespace migrate::cmd {
namespace {

const std::string kVariablePrefix = "MIGRATE_VAR_";

constexpr Names kUrl{"--url", "MIGRATE_URL", "url"};
constexpr Names kVersions{"--versions", "MIGRATE_VERSIONS", "versions"};
constexpr Names kHistorySchema{"", "MIGRATE_HISTORY_SCHEMA", "history_schema"};
constexpr Names kRole{"--role", "MIGRATE_ROLE", "role"};
constexpr Names kLockWait{"--lock-wait", "MIGRATE_LOCK_WAIT", "lock_wait"};
constexpr Names kLock{"", "MIGRATE_LOCK", "lock"};
constexpr Names kLeaseTime{"", "MIGRATE_LEASE_TIME", "lease_time"};
constexpr Names kLockTimeout{"", "MIGRATE_LOCK_TIMEOUT", "lock_timeout"};
constexpr Names kTimeout{"--timeout", "", ""};
constexpr Names kWait{"--wait", "MIGRATE_WAIT", "wait"};
constexpr Names kStoredScriptLimit{"", "MIGRATE_STORED_SCRIPT_LIMIT", "stored_script_limit"};
constexpr Names kSchema{"", "MIGRATE_SCHEMA", "schema"};
constexpr Names kFacts{"", "MIGRATE_FACTS", "facts"};
constexpr Names kDevUrl{"--dev-url", "MIGRATE_DEV_URL", "dev_url"};
constexpr Names kAfter{"", "", "after"};
constexpr Names kDriftAllow{"", "MIGRATE_DRIFT_ALLOWLIST", "drift_allow"};
constexpr Names kIgnore{"", "MIGRATE_IGNORE", "ignore"};
constexpr Names kLeaveOut{"", "MIGRATE_LEAVE_OUT", "leave_out"};
constexpr Names kDumpData{"", "MIGRATE_DUMP_DATA", "dump_data"};
constexpr Names kStrictPaths{"--strict-paths", "MIGRATE_STRICT_PATHS", "strict_paths"};
constexpr Names kMode{"", "", "mode"};
constexpr Names kSchemaMode{"", "MIGRATE_SCHEMA_MODE", "schema_mode"};
constexpr Names kProtected{"", "", "protected"};
constexpr Names kAdopt{"", "MIGRATE_ADOPT", "adopt"};
constexpr Names kRequires{"", "", "requires"};
constexpr Names kAs{"--as", "MIGRATE_AS", ""};
constexpr Names kNote{"--note", "MIGRATE_NOTE", ""};

/// A lease that is renewed every second at most survives a slow answer.
constexpr Milliseconds kShortestLease{3000};

/// `path` as messages show it: relative to the working directory where that is shorter.
std::string shown(const std::filesystem::path& path, const std::string& working_directory) {
  const std::string absolute = path.lexically_normal().string();
  const std::string relative = path.lexically_proximate(working_directory).string();
  return relative.size() < absolute.size() ? relative : absolute;
}

/// The directory of the configuration, as relative paths in it are completed: "" for here.
std::string prefix_of(const Settings& settings, const std::string& working_directory) {
  const std::string directory = shown(settings.directory, working_directory);
  return directory == "." ? "" : directory;
}

std::vector<std::string> versions(const Layers& layers, const std::string& prefix) {
  const auto found = layers.find(kVersions);
  std::vector<std::string> directories =
      found ? found->items : std::vector<std::string>{"versions"};
  if (found && found->origin == kVersions.variable) directories = split(found->text(), ':');
  if (found && !found->from_file) return directories;
  for (std::string& directory : directories) {
    const std::filesystem::path path = std::filesystem::path(prefix) / directory;
    directory = path.lexically_normal().string();
  }
  return directories;
}

std::vector<std::string> schema_files(const Layers& layers, const std::string& prefix) {
  const auto found = layers.find(kSchema);
  std::vector<std::string> files =
      found ? found->items : std::vector<std::string>{"sql/schema.sql"};
  if (found && found->origin == kSchema.variable) files = split(found->text(), ':');
  if (found && !found->from_file) return files;
  for (std::string& file : files) {
    file = (std::filesystem::path(prefix) / file).lexically_normal().string();
  }
  return files;
}

/// What comparisons leave out, in the words of the file and in those of lib/schema.
std::vector<std::string> left_out(const Layers& layers) {
  const std::map<std::string, std::string> kinds = {{"owners", "owner"},
                                                    {"grants", "grants"},
                                                    {"comments", "comment"},
                                                    {"extension_versions", "version"}};
  const auto found = layers.find(kLeaveOut);
  if (!found) return {"owner", "version"};
  std::vector<std::string> result;
  for (const std::string& word : list(layers, kLeaveOut)) {
    const auto kind = kinds.find(word);
    if (kind == kinds.end()) {
      throw found->wrong("'" + word + "' can't be left out",
                         "owners, grants, comments and extension_versions can");
    }
    result.push_back(kind->second);
  }
  return result;
}

std::string facts_file(const Layers& layers, const std::string& prefix) {
  const auto found = layers.find(kFacts);
  if (found && !found->from_file) return found->text();
  const std::string file = found ? found->text() : "sql/facts.json";
  return (std::filesystem::path(prefix) / file).lexically_normal().string();
}

std::string masked(const Found& url) { return driver_for_url(url.text())->masked(url.text()); }

/// `--env` was chosen by hand; a MIGRATE_URL that means another database is a trap.
void refuse_two_databases(const Found& chosen, const Layers& layers, const std::string& name) {
  const auto variable = layers.from_variable(kUrl.variable);
  if (!variable || variable->text() == chosen.text()) return;
  throw Error(ErrorCode::usage,
              "--env " + name + " and MIGRATE_URL name different databases: " + masked(chosen) +
                  " and " + masked(*variable),
              "unset MIGRATE_URL, or give --url");
}

std::optional<Found> find_url(const Layers& layers, const Arguments& arguments,
                              const std::string& prefix) {
  const auto absolute = [&](std::optional<Found> found) {
    if (found && found->from_file) found->items[0] = url_below(prefix, found->text());
    return found;
  };
  if (auto flag = layers.from_flag(kUrl)) return flag;
  if (const auto name = arguments.value("--env")) {
    if (auto chosen = absolute(layers.from_table(kUrl))) {
      refuse_two_databases(*chosen, layers, *name);
      return chosen;
    }
  }
  if (auto found = absolute(layers.find(kUrl))) return found;
  return layers.from_variable("DATABASE_URL");
}

Mode mode(const Layers& layers) {
  const auto found = layers.find(kMode);
  if (!found || found->text() == "production") return Mode::production;
  if (found->text() == "development") return Mode::development;
  throw found->wrong("'" + found->text() + "' is no mode",
                     "write \"development\" or \"production\"");
}

/// A dump is one file.
SchemaMode schema_mode(const Layers& layers, const std::vector<std::string>& files) {
  const auto found = layers.find(kSchemaMode);
  if (!found || found->text() == "declared") return SchemaMode::declared;
  if (found->text() == "generated") {
    if (files.size() == 1 && files[0].find_first_of("*?") == std::string::npos) {
      return SchemaMode::generated;
    }
    throw found->wrong("a schema that is generated is one file, and `schema` names several",
                       "schema = \"sql/schema.sql\"");
  }
  if (found->text() == "none") return SchemaMode::none;
  throw found->wrong("'" + found->text() + "' is no schema mode",
                     "write \"declared\", \"generated\" or \"none\"");
}

/// [policy].
void set_policy(const ConfigTable& policy, const std::string& prefix, Settings& settings) {
  if (const ConfigValue* keys = policy.find("require_keys")) settings.required_keys = keys->items;
  if (const ConfigValue* file = policy.find("baseline")) {
    settings.lint_baseline = (std::filesystem::path(prefix) / file->text()).lexically_normal();
  }
  const ConfigValue* approvals = policy.find("approvals");
  if (approvals == nullptr) return;
  settings.named_approvals = approvals->text() == "named";
  if (settings.named_approvals || approvals->text() == "any") return;
  throw Error(ErrorCode::usage, config_finding(*approvals, "approvals are \"any\" or \"named\""));
}

Adoption adoption(const Layers& layers) {
  const auto found = layers.find(kAdopt);
  if (!found || found->text() == "exact") return Adoption::exact;
  if (found->text() == "reconcile") return Adoption::reconcile;
  throw found->wrong("'" + found->text() + "' is no way to adopt a database",
                     "write \"exact\" or \"reconcile\"");
}

db::LockOptions lock(const Layers& layers) {
  db::LockOptions lock;
  const auto kind = layers.find(kLock);
  if (kind && kind->text() == "lease") {
    lock.kind = db::LockOptions::Kind::lease;
  } else if (kind && kind->text() != "advisory") {
    throw kind->wrong("'" + kind->text() + "' is no lock", "write \"advisory\" or \"lease\"");
  }
  if (const auto time = layers.find(kLeaseTime)) {
    lock.lease_time = duration(*time);
    if (lock.lease_time < kShortestLease) {
      throw time->wrong("'" + time->text() + "' is too short for a lease", "write 3s or more");
    }
  }
  return lock;
}

void set_session(const Layers& layers, const ConfigTable& table, Settings& settings) {
  for (const auto& [name, value] : table.session) {
    const auto found = layers.from_value(&value);
    if (!found) continue;
    // The runner turns it off for statements that may wait, so it must know it.
    if (name == "lock_timeout") {
      settings.lock_timeout = duration(*found);
      continue;
    }
    std::erase_if(settings.session, [&key = name](const auto& set) { return set.first == key; });
    settings.session.emplace_back(name, found->text());
  }
}

void set_variable(Settings& settings, const std::string& name, const std::string& value,
                  const std::string& origin) {
  settings.variables[name] = value;
  settings.variable_origins[name] = origin;
}

void set_variables(const Layers& layers, const ConfigTable* table, Settings& settings) {
  if (table == nullptr) return;
  for (const auto& [name, value] : table->variables) {
    const std::string place =
        value.location.file + ":" + std::to_string(value.location.position.line);
    const auto found = layers.from_value(&value);  // none: the value is empty
    set_variable(settings, name, found ? found->text() : "", place);
  }
}

/// MIGRATE_VAR_NAME gives `name` as well as `NAME`; the exact name wins.
void set_variables(const Environment& environment, Settings& settings) {
  const std::map<std::string, std::string> given = environment.with_prefix(kVariablePrefix);
  for (const auto& [name, value] : given) {
    set_variable(settings, to_lower(name), value, kVariablePrefix + name);
  }
  for (const auto& [name, value] : given) {
    set_variable(settings, name, value, kVariablePrefix + name);
  }
}

/// `--set NAME=VALUE`.
void set_variables(const Arguments& arguments, Settings& settings) {
  for (const std::string& assignment : arguments.values("--set")) {
    const size_t equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0) {
      // The text may be a secret's value: it is not repeated.
      throw Error(ErrorCode::usage, "--set needs a name and a value", "write --set NAME=VALUE");
    }
    set_variable(settings, assignment.substr(0, equals), assignment.substr(equals + 1), "--set");
  }
}

const ConfigTable* chosen_table(const ConfigFile* file, const std::string& name) {
  if (name.empty()) return nullptr;
  std::vector<std::string> known;
  if (file != nullptr) {
    const auto found = file->environments.find(name);
    if (found != file->environments.end()) return &found->second;
    for (const auto& [other, table] : file->environments) known.push_back(other);
  }
  const std::string message = "there is no environment '" + name + "'";
  if (file == nullptr) {
    throw Error(ErrorCode::usage, message + ": no migrate.toml was found",
                "'migrate init' writes one; --config FILE names one elsewhere");
  }
  throw Error(
      ErrorCode::usage, message + " in " + file->path,
      known.empty() ? "write an [env." + name + "] table into it" : "it has " + join(known, ", "));
}

/// The URL of the environment `requires` names. One that stands in a variable need not be set here:
/// only a deploy asks for it.
std::string required_url(const Layers& layers, const ConfigFile* file, const std::string& name,
                         const std::string& prefix) {
  const ConfigTable* table = chosen_table(file, name);
  const ConfigValue* value = table == nullptr ? nullptr : table->find(kUrl.key);
  if (value == nullptr) return "";
  try {
    const auto found = layers.from_value(value);
    return found ? url_below(prefix, found->text()) : "";
  } catch (const Error&) {
    return "";
  }
}

std::string config_path(const Layers& layers, const std::string& working_directory) {
  const Names names{"--config", "MIGRATE_CONFIG", ""};
  const auto given = layers.find(names);
  if (!given) return find_config_file(working_directory);
  if (!path_exists(given->text()) || is_directory(given->text())) {
    throw Error(ErrorCode::usage,
                "the configuration " + given->text() + " of " + given->origin + " is no file");
  }
  return std::filesystem::absolute(given->text()).string();
}

}  // namespace

Settings command_line_settings(const Arguments& arguments) {
  Settings settings;
  if (arguments.has("--json")) settings.output = Output::json;
  if (arguments.has("--verbose")) settings.verbosity = Verbosity::verbose;
  if (arguments.has("--quiet")) settings.verbosity = Verbosity::quiet;
  settings.yes = arguments.has("--yes");
  return settings;
}

Settings resolve_settings(const Arguments& arguments, Environment environment,
                          const std::string& working_directory) {
  if (const auto file = arguments.value("--env-file")) environment.add_file(*file);
  Settings settings = command_line_settings(arguments);
  Layers layers(arguments, environment);

  settings.config_file = config_path(layers, working_directory);
  settings.directory = working_directory;
  std::optional<ConfigFile> file;
  if (!settings.config_file.empty()) {
    settings.directory = std::filesystem::path(settings.config_file).parent_path().string();
    file = read_config_file(settings.config_file, shown(settings.config_file, working_directory));
  }
  const ConfigFile* read = file ? &*file : nullptr;
  settings.environment = layers.text({"--env", "MIGRATE_ENV", ""});
  const ConfigTable* table = chosen_table(read, settings.environment);
  layers.use_file(read, table);

  const std::string prefix = prefix_of(settings, working_directory);
  if (const auto url = find_url(layers, arguments, prefix)) {
    settings.url = url->text();
    settings.url_origin = url->origin;
  }
  settings.mode = mode(layers);
  settings.protects = layers.text(kProtected) == "true";
  settings.versions = versions(layers, prefix);
  if (is_on(layers, kStrictPaths)) settings.paths_within = settings.directory;
  settings.history_schema = layers.text(kHistorySchema);
  settings.schema_files = schema_files(layers, prefix);
  settings.schema_mode = schema_mode(layers, settings.schema_files);
  settings.facts_file = facts_file(layers, prefix);
  settings.dev_url = layers.text(kDevUrl);
  settings.drift_allow = list(layers, kDriftAllow);
  settings.ignore = list(layers, kIgnore);
  settings.leave_out = left_out(layers);
  settings.dump_data = list(layers, kDumpData);
  settings.adoption = adoption(layers);
  settings.after = list(layers, kAfter);
  settings.required = layers.text(kRequires);
  settings.required_url = required_url(layers, read, settings.required, prefix);
  settings.backup = backup_settings(
      layers, prefix,
      settings.mode == Mode::production ? BackupPolicy::always : BackupPolicy::never);
  settings.role = layers.text(kRole);
  settings.as = layers.text(kAs);
  settings.note = layers.text(kNote);
  set_duration(layers, kLockTimeout, settings.lock_timeout);
  if (read != nullptr) set_session(layers, read->top, settings);
  if (table != nullptr) set_session(layers, *table, settings);
  set_variables(layers, read == nullptr ? nullptr : &read->top, settings);
  set_variables(layers, table, settings);
  set_variables(environment, settings);
  set_variables(arguments, settings);
  if (read != nullptr) {
    set_policy(read->policy, prefix, settings);
    settings.lint = read->lint;
  }
  settings.lock = lock(layers);
  set_duration(layers, kLockWait, settings.lock_wait);
  set_duration(layers, kWait, settings.connect_wait);
  set_duration(layers, kTimeout, settings.connect_wait);
  if (const auto limit = layers.find(kStoredScriptLimit)) {
    settings.stored_script_bytes = size_in_bytes(*limit);
  }
  return settings;
}

}  // namespace migrate::cmd
