#include "lib/report/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/report/columns.h"
#include "lib/report/diagnostic_json.h"
#include "lib/report/standing.h"

namespace migrate::report {
namespace {

using workflow::ChangedScript;
using workflow::Resolution;

std::string_view to_code(ChangedScript::Which which) {
  return which == ChangedScript::Which::up ? "up" : "down";
}

std::string_view to_code(Resolution resolution) {
  switch (resolution) {
    case Resolution::retry:
      return "retry";
    case Resolution::applied:
      return "applied";
    case Resolution::reverted:
      break;
  }
  return "reverted";
}

json::Value shape_for(std::string_view target) {
  json::Value out = shape();
  out.set("target", target);
  return out;
}

json::Value step_json(const workflow::AppliedStep& step) {
  return json::Object{{"id", step.id},
                      {"message", step.message},
                      {"direction", to_string(step.direction)},
                      {"statements", uint64_t{step.statements}},
                      {"duration_ms", int64_t{step.duration.count()}}};
}

size_t statements_of(const workflow::ApplyResult& result) {
  size_t statements = 0;
  for (const workflow::AppliedStep& step : result.steps) statements += step.statements;
  return statements;
}

json::Value run_shape(const workflow::ApplyResult& result, std::string_view target,
                      std::string_view direction, const RunLog& log) {
  json::Array steps;
  for (const workflow::AppliedStep& step : result.steps) steps.push_back(step_json(step));
  json::Value out = shape_for(target);
  out.set("run", result.run_id);
  out.set("direction", direction);
  out.set("revisions", std::move(steps));
  out.set("reparented", reparented_json(result.reparented));
  out.set("left", uint64_t{result.left});
  out.set("answers", log.answers());
  out.set("retries", log.retries());
  out.set("killed", log.killed());
  out.set("warnings", to_json(result.warnings));
  out.set("duration_ms", int64_t{result.duration.count()});
  return out;
}

}  // namespace

std::string run_text(const workflow::ApplyResult& result, std::string_view target,
                     plan::Direction direction, std::string_view at) {
  std::string out;
  for (const plan::Reparented& moved : result.reparented) {
    out += "the history follows  " + plan::describe(moved) + "\n";
  }
  const std::string stopped =
      result.left == 0 ? ""
                       : fmt::format("stopped, {} {}\n", result.left,
                                     direction == plan::Direction::up ? "pending" : "to go");
  if (result.steps.empty() && result.left > 0) return out + stopped;
  if (result.steps.empty()) return out + fmt::format("{} is at {}: nothing to do\n", target, at);
  return out +
         fmt::format("{} {}, {} in {}\n", direction == plan::Direction::up ? "applied" : "undid",
                     counted(result.steps.size(), "revision"),
                     counted(statements_of(result), "statement"),
                     format_duration(result.duration)) +
         stopped;
}

json::Value run_json(const workflow::ApplyResult& result, std::string_view target,
                     plan::Direction direction, const RunLog& log) {
  return run_shape(result, target, to_string(direction), log);
}

std::string redo_text(const workflow::ApplyResult& result) {
  const auto up = std::count_if(
      result.steps.begin(), result.steps.end(),
      [](const workflow::AppliedStep& step) { return step.direction == plan::Direction::up; });
  return fmt::format("redid {}, {} in {}\n", counted(static_cast<size_t>(up), "revision"),
                     counted(statements_of(result), "statement"), format_duration(result.duration));
}

json::Value redo_json(const workflow::ApplyResult& result, std::string_view target,
                      const RunLog& log) {
  return run_shape(result, target, "redo", log);
}

std::string stamp_text(const workflow::StampResult& result) {
  if (result.added.empty() && result.removed.empty()) {
    return "nothing to record: the history says so already\n";
  }
  std::string out;
  for (const std::string& id : result.removed) out += "removed   " + id + "\n";
  for (const std::string& id : result.added) out += "recorded  " + id + "\n";
  return out +
         "Only the history was changed: no script ran, and the schema was not compared with what\n"
         "these revisions promise.\n";
}

json::Value stamp_json(const workflow::StampResult& result, std::string_view target) {
  json::Value out = shape_for(target);
  out.set("added", result.added);
  out.set("removed", result.removed);
  out.set("schema_compared", false);
  return out;
}

std::string resolve_text(const workflow::ResolveResult& result, Resolution resolution) {
  const std::string done = counted(result.statements_done, "statement");
  const std::string which = result.statement.empty() ? "" : ": " + result.statement;
  switch (resolution) {
    case Resolution::retry:
      return fmt::format("{}: {} done; 'migrate upgrade' tries the next one again{}\n", result.id,
                         done, which);
    case Resolution::applied:
      return fmt::format("{}: taken as applied; {} done; 'migrate upgrade' goes on behind them{}\n",
                         result.id, done, which);
    case Resolution::reverted:
      break;
  }
  return fmt::format("{}: taken as undone; the history no longer has it\n", result.id);
}

json::Value resolve_json(const workflow::ResolveResult& result, Resolution resolution,
                         std::string_view target) {
  json::Value out = shape_for(target);
  out.set("id", result.id);
  out.set("resolution", to_code(resolution));
  out.set("statements_done", uint64_t{result.statements_done});
  out.set("statement", result.statement);
  return out;
}

std::string validation_text(const workflow::Validation& validation) {
  std::string out;
  for (const ChangedScript& script : validation.changed) {
    out += fmt::format(
        "{} changed since it was applied: {}\n{}",
        script.which == ChangedScript::Which::up ? "up file" : "down file", script.path,
        fields({{"revision", script.id}, {"recorded", script.recorded}, {"found", script.file}},
               "  "));
  }
  return out + fmt::format("{} compared, {} changed\n",
                           counted(validation.compared, "applied revision"),
                           counted(validation.changed.size(), "file"));
}

json::Value validation_json(const workflow::Validation& validation, std::string_view target) {
  json::Array changed;
  for (const ChangedScript& script : validation.changed) {
    changed.push_back(json::Object{{"id", script.id},
                                   {"which", to_code(script.which)},
                                   {"file", script.path},
                                   {"recorded", script.recorded},
                                   {"found", script.file}});
  }
  json::Value out = shape_for(target);
  out.set("ok", valid(validation));
  out.set("compared", uint64_t{validation.compared});
  out.set("changed", std::move(changed));
  out.set("problems", to_json(validation.problems));
  return out;
}

bool valid(const workflow::Validation& validation) {
  const bool errors =
      std::any_of(validation.problems.begin(), validation.problems.end(),
                  [](const Diagnostic& problem) { return problem.severity == Severity::error; });
  const bool up_changed = std::any_of(
      validation.changed.begin(), validation.changed.end(),
      [](const ChangedScript& script) { return script.which == ChangedScript::Which::up; });
  return !errors && !up_changed;
}

std::string accept_text(const std::vector<std::string>& accepted) {
  if (accepted.empty()) return "nothing to accept: the files are as they were applied\n";
  std::string out;
  for (const std::string& id : accepted) out += "accepted  " + id + "\n";
  return out;
}

json::Value accept_json(const std::vector<std::string>& accepted, std::string_view target) {
  json::Value out = shape_for(target);
  out.set("accepted", accepted);
  return out;
}

}  // namespace migrate::report
