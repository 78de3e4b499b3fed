#include "cmd/migrate/commands/deploy_backup.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/lint/lint.h"

namespace migrate::cmd {
namespace {

/// Ids of the steps of `plan` that lose data: those in which a rule of the tag "destructive" finds
/// something, approved or not. Where nobody can read the scripts, all of them might.
std::vector<std::string> losing(Context& context, const plan::Plan& plan) {
  std::vector<std::string> ids;
  std::unique_ptr<lint::Analyzer> analyzer;
  try {
    analyzer = analyzer_named(context.engine());
  } catch (const Error&) {
    for (const plan::Step& step : plan.steps) ids.push_back(step.id);
    return ids;
  }
  const lint::Policy policy;
  const lint::Judging judging{*analyzer, context.driver().dialect(), policy};
  for (const plan::Step& step : plan.steps) {
    const size_t index = context.graph().find(step.id).value();
    const lint::Report report =
        lint::lint_revisions(context.graph(), {index}, lint::Arrival::one_by_one, judging);
    const bool loses =
        std::any_of(report.findings.begin(), report.findings.end(), [](const lint::Finding& each) {
          return each.rule->tag == lint::Tag::destructive && each.rule->severity != Severity::note;
        });
    if (loses) ids.push_back(step.id);
  }
  return ids;
}

BackupDecision skipped(Context& context, const plan::Plan& plan) {
  if (!context.arguments().has(kAllowDestructiveOption.name)) {
    const std::vector<std::string> ids = losing(context, plan);
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
  const bool forced = arguments.has(kBackupOption.name);
  const bool skip = arguments.has(kSkipBackupOption.name);
  if (forced && skip) {
    throw Error(ErrorCode::usage, "--backup and --skip-backup exclude each other");
  }
  if (arguments.has(kAllowDestructiveOption.name) && !skip) {
    throw Error(ErrorCode::usage, "--allow-destructive goes with --skip-backup");
  }
  if (plan.empty() && besides == Besides::nothing) return {nullptr, "nothing is pending"};
  if (skip) return skipped(context, plan);
  const BackupPolicy policy = context.settings().backup.policy;
  if (!forced && policy == BackupPolicy::never) return {nullptr, "the policy is \"never\""};
  if (!forced && policy == BackupPolicy::destructive && losing(context, plan).empty()) {
    return {nullptr, "nothing that is pending loses data"};
  }
  return {std::make_unique<BackupStep>(context, std::vector<std::string>()), ""};
}

}  // namespace migrate::cmd
