// One function per command; each is defined in commands/<name>.cc.
#pragma once

#include "cmd/migrate/command.h"

namespace migrate::cmd {

const Command& init_command();
const Command& revision_command();
const Command& edit_command();
const Command& merge_command();
const Command& rebase_command();
const Command& export_command();
const Command& upgrade_command();
const Command& downgrade_command();
const Command& redo_command();
const Command& stamp_command();
const Command& resolve_command();
const Command& deploy_command();
const Command& current_command();
const Command& status_command();
const Command& history_command();
const Command& log_command();
const Command& show_command();
const Command& heads_command();
const Command& branches_command();
const Command& graph_command();
const Command& plan_command();
const Command& split_command();
const Command& wait_command();
const Command& create_database_command();
const Command& backup_command();
const Command& seed_command();
const Command& reset_command();
const Command& diff_command();
const Command& dump_command();
const Command& stats_command();
const Command& validate_command();
const Command& check_command();
const Command& lint_command();
const Command& smoke_command();
const Command& ci_command();
const Command& sync_command();
const Command& doctor_command();
const Command& completion_command();

}  // namespace migrate::cmd
