#include "cmd/migrate/commands.h"

#include <algorithm>

namespace migrate::cmd {

const std::vector<const Command*>& commands() {
  static const std::vector<const Command*> table = {
      &init_command(),    &revision_command(),   &edit_command(),     &merge_command(),
      &rebase_command(),  &export_command(),     &upgrade_command(),  &downgrade_command(),
      &redo_command(),    &stamp_command(),      &resolve_command(),  &deploy_command(),
      &sync_command(),    &backup_command(),     &seed_command(),     &reset_command(),
      &current_command(), &status_command(),     &history_command(),  &log_command(),
      &show_command(),    &heads_command(),      &branches_command(), &graph_command(),
      &plan_command(),    &split_command(),      &wait_command(),     &create_database_command(),
      &diff_command(),    &dump_command(),       &stats_command(),    &validate_command(),
      &check_command(),   &lint_command(),       &smoke_command(),    &ci_command(),
      &doctor_command(),  &completion_command(),
  };
  return table;
}

const Command* find_command(std::string_view name) {
  const auto& table = commands();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Command* command) { return command->name == name; });
  return found == table.end() ? nullptr : *found;
}

const std::vector<OptionSpec>& global_options() {
  using Count = OptionSpec::Count;
  static const std::vector<OptionSpec> table = {
      {"--url", 0, "URL", "the database: postgresql://…, sqlite:path, or libpq keywords"},
      {"--env", 0, "NAME", "the [env.NAME] table of the configuration"},
      {"--config", 0, "FILE", "the configuration, instead of the migrate.toml found upwards"},
      {"--versions", 0, "DIR", "where the revisions are (repeatable)", Count::any},
      {"--strict-paths", 0, "", "refuse revisions and includes that lead out of the project"},
      {"--env-file", 0, "FILE", "read variables that are not set from an .env file"},
      {"--wait", 0, "TIME", "go on trying to connect for this long: 30s, 2min"},
      {"--role", 0, "NAME", "SET ROLE after login (PostgreSQL)"},
      {"--dev-url", 0, "URL",
       "the server that scratch databases are made on, or\nephemeral: one that is started for them "
       "(PostgreSQL)"},
      {"--set", 0, "NAME=VALUE", "a value for a variable that scripts declare (repeatable)",
       Count::any},
      {"--as", 0, "NAME", "who runs this, for the event log"},
      {"--note", 0, "TEXT", "kept in the event log, such as a ticket"},
      {"--json", 0, "", "the result as JSON on stdout"},
      {"--yes", 'y', "", "answer every question with yes"},
      {"--quiet", 'q', "", "results and errors only"},
      {"--verbose", 'v', "", "more about what runs; rows that scripts select"},
      {"--help", 'h', "", "this help"},
  };
  return table;
}

}  // namespace migrate::cmd
