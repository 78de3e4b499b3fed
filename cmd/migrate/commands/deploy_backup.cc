#include "cmd/migrate/commands/deploy_backup.h"

#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/lint/lint.h"
#include "lib/report/standing.h"

namespace migrate::cmd {
namespace {

/// What the scripts of a plan lose.
struct Losses {
  std::vector<std::string> ids;  ///< of the steps that lose something, approved or not
  std::set<std::string> tables;  ///< that lose rows or values, as a db::ArchiveOrder names them
  bool all_named = true;         ///< nothing else loses any, as far as anybody can read
};

Losses losses(Context& context, const plan::Plan& plan) {
  Losses result;
  std::vector<size_t> indices;
  for (const plan::Step& step : plan.steps) {
    indices.push_back(context.graph().find(step.id).value());
  }
  std::unique_ptr<lint::Analyzer> analyzer;
  try {
    analyzer = analyzer_named(context.engine());
  } catch (const Error&) {
    // Nobody can read the scripts: all of them might.
    return {report::ids(context.graph(), indices), {}, false};
  }
  const lint::Policy policy;
  const lint::Report report =
      lint::lint_revisions(context.graph(), indices, lint::Arrival::together,
                           {*analyzer, context.driver().dialect(), policy});
  for (const lint::Finding& finding : report.findings) {
    if (!finding.loses()) continue;
    const std::string& id = plan.steps[finding.script].id;
    if (result.ids.empty() || result.ids.back() != id) result.ids.push_back(id);
    if (finding.loser.empty()) {
      result.all_named = false;
    } else {
      result.tables.insert(finding.loser);
    }
  }
  return result;
}

/// The tables that are backed up in place of the whole database; none: that.
std::vector<std::string> tables_of(Context& context, const Losses& lost) {
  if (lost.all_named) return {lost.tables.begin(), lost.tables.end()};
  context.tell(
      "which tables lose something can't be told of all that is pending: the backup is whole");
  return {};
}

BackupDecision skipped(Context& context, const plan::Plan& plan) {
  if (!context.arguments().has(kAllowDestructiveOption.name)) {
    const std::vector<std::string> ids = losses(context, plan).ids;
    if (!ids.empty()) {
      throw Error(ErrorCode::usage,
                  "--skip-backup, and what is pending loses data: " + join(ids, ", "),
                  "make a backup, or add --allow-destructive where there is one already");
    }
  }
  return {nullptr, "--skip-backup"};
}

}  // namespace

BackupDecision decide_backup(Context& context, const plan::Plan& plan, Besides besides) {
  const Arguments& arguments = context.arguments();
  const bool whole = arguments.has(kBackupOption.name);
  const bool tables = arguments.has(kBackupTablesOption.name);
  const bool skip = arguments.has(kSkipBackupOption.name);
  if (int{whole} + int{tables} + int{skip} > 1) {
    throw Error(ErrorCode::usage, "--backup, --backup-tables and --skip-backup exclude each other");
  }
  if (arguments.has(kAllowDestructiveOption.name) && !skip) {
    throw Error(ErrorCode::usage, "--allow-destructive goes with --skip-backup");
  }
  if (plan.empty() && besides == Besides::nothing) return {nullptr, "nothing is pending"};
  const BackupPolicy policy = context.settings().backup.policy;
  const bool silent = !whole && !tables && !skip;
  if (silent && policy == BackupPolicy::never) return {nullptr, "the policy is \"never\""};
  if (besides == Besides::bare_database && !whole) return {nullptr, "the database is empty"};
  if (skip) return skipped(context, plan);
  if (whole || (!tables && policy == BackupPolicy::always)) {
    return {std::make_unique<BackupStep>(context, std::vector<std::string>()), ""};
  }
  const Losses lost = losses(context, plan);
  if (lost.ids.empty()) return {nullptr, "nothing that is pending loses data"};
  return {std::make_unique<BackupStep>(
              context, tables ? tables_of(context, lost) : std::vector<std::string>()),
          ""};
}

}  // namespace migrate::cmd
