#include "lib/report/deploy.h"

#include <fmt/format.h>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/report/diagnostic_json.h"
#include "lib/report/schema_difference.h"
#include "lib/report/standing.h"
#include "lib/report/summary.h"
#include "lib/schema/script.h"

namespace migrate::report {
namespace {

using workflow::DeployResult;
using workflow::DriftVerdict;
using workflow::Standing;

constexpr const char* kCritical = "CRITICAL: Database schema is out of sync";
constexpr const char* kLeftovers = "Partial sync complete. Schema drift persists.";

/// Lines of what was promised, or of what only the database has.
enum class Side { promised, leftover };
std::string lines_of(const DriftVerdict& verdict, Side side) {
  std::string out;
  if (side == Side::promised) {
    for (const schema::Rename& rename : verdict.drift.comparison.told_renames()) {
      out += "  " + workflow::drift_line(rename) + "\n";
    }
  }
  for (const schema::Change& change : verdict.drift.comparison.told_changes()) {
    if ((change.after == nullptr) != (side == Side::leftover)) continue;
    out += "  " +
           (side == Side::leftover ? describe(change.identity()) : workflow::drift_line(change)) +
           "\n";
  }
  return out;
}

std::string proposal_text(const DriftVerdict& verdict) {
  std::string out;
  const std::string sql = schema::script_text(verdict.proposal.statements);
  if (!sql.empty()) {
    out += verdict.by == DriftVerdict::By::schema_files ? "proposed revision:\n\n"
                                                        : "what would put it right:\n\n";
    for (const std::string& line : schema::script_header(verdict.proposal.statements)) {
      out += "-- " + line + "\n";
    }
    out += sql + "\n";
  }
  for (const Diagnostic& diagnostic : verdict.proposal.impossible) {
    out += "no statement can: " + diagnostic.message + "\n";
  }
  return out;
}

json::Value drift_json(const DriftVerdict& verdict) {
  json::Value out;
  out.set("verdict", to_string(verdict.kind));
  if (verdict.kind == DriftVerdict::Kind::not_checked) return out;
  const json::Value members = drift_members(verdict.drift);
  for (const auto& [name, value] : members.members()) {
    if (name != "sql" && name != "impossible") out.set(name, value);
  }
  out.set("proposal", schema::script_text(verdict.proposal.statements));
  out.set("header", schema::script_header(verdict.proposal.statements));
  out.set("impossible", to_json(verdict.proposal.impossible));
  return out;
}

json::Value steps_json(const std::vector<workflow::DeployStep>& steps) {
  json::Array out;
  for (const workflow::DeployStep& step : steps) {
    out.emplace_back(json::Object{{"step", step.name},
                                  {"outcome", step.outcome},
                                  {"duration_ms", int64_t{step.duration.count()}}});
  }
  return out;
}

}  // namespace

std::string standing_text(const Standing& standing) {
  std::string out(to_string(standing.kind));
  if (standing.kind == Standing::Kind::unmanaged) {
    out += standing.adopt.empty() ? ", taken for an empty one"
                                  : ", taken for " + standing.adopt.back();
  }
  const size_t pending = standing.plan.steps.size();
  out += pending == 0 ? ", nothing pending" : fmt::format(", {} pending", pending);
  for (const std::string& statement : standing.missing) out += "\n  to be added: " + statement;
  for (const schema::Identity& identity : standing.foreign) {
    out += "\n  not of this project: " + describe(identity);
  }
  return out;
}

std::string applied_text(const workflow::ApplyResult& result) {
  size_t statements = 0;
  for (const workflow::AppliedStep& step : result.steps) statements += step.statements;
  std::string out =
      counted(result.steps.size(), "revision") + ", " + counted(statements, "statement");
  if (result.left > 0) out += fmt::format("; stopped, {} pending", result.left);
  return out;
}

std::string verdict_text(const DriftVerdict& verdict) {
  switch (verdict.kind) {
    case DriftVerdict::Kind::none:
      return "no drift";
    case DriftVerdict::Kind::leftovers:
      return "the database has more than was promised";
    case DriftVerdict::Kind::critical:
      return "the database lacks what was promised";
    case DriftVerdict::Kind::not_checked:
      break;
  }
  return "drift not checked";
}

std::string step_text(const workflow::DeployStep& step) {
  const size_t end = step.outcome.find('\n');
  return fmt::format("{:<8} {} ({}){}", step.name, step.outcome.substr(0, end),
                     format_duration(step.duration),
                     end == std::string::npos ? "" : step.outcome.substr(end));
}

std::string drift_report(const DriftVerdict& verdict, Where where) {
  std::string out;
  if (verdict.kind == DriftVerdict::Kind::critical) {
    out += kCritical;
    out += where == Where::production ? " in PRODUCTION\n" : "\n";
    out += lines_of(verdict, Side::promised) + proposal_text(verdict);
  } else if (verdict.kind == DriftVerdict::Kind::leftovers) {
    out += std::string(kLeftovers) + "\n";
  }
  const std::string leftovers = lines_of(verdict, Side::leftover);
  if (!leftovers.empty()) out += "only the database has:\n" + leftovers;
  for (const std::string& line : verdict.drift.allowed) out += "allowed: " + line + "\n";
  return out;
}

std::string deploy_text(const DeployResult& result, std::string_view target) {
  std::string out;
  if (!result.run) {
    for (const std::string& id : result.standing.adopt) out += "would record  " + id + "\n";
    for (const plan::Step& step : result.standing.plan.steps) {
      out += "would apply   " + step.id + " " + step.message + "\n";
    }
  }
  out += target;
  if (result.run && !result.run->steps.empty()) {
    out += ": applied " + applied_text(*result.run);
  } else if (result.run && result.run->left > 0) {
    out += ": " + applied_text(*result.run);
  } else if (!result.run && !result.standing.plan.empty()) {
    out += fmt::format(": {} pending", result.standing.plan.steps.size());
  } else {
    out += " is at head: nothing to do";
  }
  if (result.run && !result.standing.adopt.empty()) {
    out += "; adopted at " + result.standing.adopt.back();
  }
  if (result.drift) out += "; " + verdict_text(*result.drift);
  return out + "\n";
}

json::Value deploy_json(const DeployResult& result, std::string_view target, const RunLog& log) {
  json::Value out = shape();
  out.set("target", target);
  out.set("standing", to_string(result.standing.kind));
  out.set("adopted", result.standing.adopt);
  out.set("missing", result.standing.missing);
  out.set("foreign", identities_json(result.standing.foreign));
  json::Array pending;
  for (const plan::Step& step : result.standing.plan.steps) pending.push_back(step.id);
  out.set("pending", std::move(pending));
  out.set("steps", steps_json(result.steps));
  out.set("run",
          result.run ? run_json(*result.run, target, plan::Direction::up, log) : json::Value());
  out.set("drift", result.drift ? drift_json(*result.drift) : json::Value());
  return out;
}

}  // namespace migrate::report
