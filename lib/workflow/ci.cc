#include "lib/workflow/ci.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/text.h"
#include "lib/revision/rebase.h"

namespace migrate::workflow {

namespace {

using Verdict = SmokeOutcome::Verdict;

struct StepName {
  CiStep step;
  std::string_view name;
  std::optional<SmokeMode> mode;
};
constexpr std::array<StepName, std::size(kCiSteps)> kNames = {
    {{CiStep::edited, "edited", {}},
     {CiStep::count, "count", {}},
     {CiStep::heads, "heads", {}},
     {CiStep::lint, "lint", {}},
     {CiStep::fresh, "fresh", SmokeMode::fresh},
     {CiStep::upgrade_from_previous, "upgrade-from-previous", SmokeMode::upgrade_from_previous},
     {CiStep::roundtrip, "roundtrip", SmokeMode::roundtrip},
     {CiStep::schema, "schema", {}}}};

const StepName& row_of(CiStep step) { return kNames[static_cast<size_t>(step)]; }

Verdict verdict_if(bool passed) { return passed ? Verdict::passed : Verdict::failed; }

}  // namespace

std::string_view to_string(CiStep step) { return row_of(step).name; }

std::optional<SmokeMode> smoke_mode_of(CiStep step) { return row_of(step).mode; }

std::optional<CiStep> ci_step_named(std::string_view name) {
  const auto* found = std::find_if(kNames.begin(), kNames.end(),
                                   [&](const StepName& row) { return row.name == name; });
  return found == kNames.end() ? std::nullopt : std::optional(found->step);
}

size_t CiReport::count(Verdict verdict) const {
  return static_cast<size_t>(std::count_if(checks.begin(), checks.end(), [&](const CiCheck& check) {
    return check.verdict == verdict;
  }));
}

const SmokeOutcome* CiReport::outcome_of(CiStep step) const {
  const auto mode = smoke_mode_of(step);
  const auto found = std::find_if(smoke.begin(), smoke.end(), [&](const SmokeOutcome& outcome) {
    return mode == outcome.mode;
  });
  return found == smoke.end() ? nullptr : &*found;
}

CiCheck check_edited(const plan::Change& change) {
  const size_t count = change.edited.size();
  return {CiStep::edited, verdict_if(count == 0),
          count == 0 ? "" : counted(count, "earlier revision") + " changed", change.edited};
}

CiCheck check_count(const revision::RevisionGraph& graph, const plan::Change& change,
                    std::optional<size_t> limit) {
  size_t count = 0;
  for (const size_t index : change.added) count += graph.parents(index).size() < 2 ? 1 : 0;
  CiCheck check{CiStep::count, verdict_if(!limit || count <= *limit), counted(count, "revision")};
  if (check.verdict == Verdict::passed) return check;
  check.reason += " added, where a change may have " + std::to_string(*limit);
  Diagnostic& finding = check.findings.emplace_back();
  finding.code = "too-many-revisions";
  std::vector<std::string> ids;
  for (const size_t index : change.added) ids.push_back(graph.at(index).id);
  finding.message = "the change adds " + join(ids, ", ");
  finding.hint =
      "only your own databases have run them: make one of them, or make several changes; "
      "--max-revisions N allows more";
  return check;
}

CiCheck check_heads(const revision::RevisionGraph& graph) {
  const std::vector<size_t> heads = graph.heads();
  if (heads.size() < 2) return {CiStep::heads, Verdict::passed, counted(heads.size(), "head")};
  std::vector<std::string> ids;
  for (const size_t head : heads) ids.push_back(graph.at(head).id);
  CiCheck check{CiStep::heads, Verdict::failed, counted(heads.size(), "head")};
  Diagnostic& finding = check.findings.emplace_back();
  finding.code = "several-heads";
  finding.message = "the revisions end in " + join(ids, ", ");
  finding.hint =
      join(revision::ways_to_join(graph, heads, std::vector<bool>(graph.size(), false)), "\n");
  return check;
}

CiCheck check_lint(const lint::Report& report) {
  const size_t errors = report.count(Severity::error);
  const size_t warnings = report.count(Severity::warning) - errors;
  std::vector<std::string> parts;
  if (errors > 0) parts.push_back(counted(errors, "error"));
  if (warnings > 0) parts.push_back(counted(warnings, "warning"));
  return {CiStep::lint, verdict_if(errors == 0),
          parts.empty() ? counted(report.scripts.size(), "script") : join(parts, ", ")};
}

CiCheck check_smoke(CiStep step, const SmokeOutcome& outcome) {
  return {step, outcome.verdict, outcome.reason};
}

CiCheck check_schema(const Declared& declared) {
  const size_t count = declared.drift.count();
  CiCheck check{CiStep::schema, verdict_if(declared.drift.none())};
  if (check.verdict == Verdict::passed) return check;
  if (declared.files == SchemaFiles::generated) {
    check.reason = "the schema file is stale: " + counted(count, "difference");
  } else {
    check.reason =
        "the revisions don't make what the schema files say: " + counted(count, "difference");
    check.findings = declared.refusals;
  }
  return check;
}

}  // namespace migrate::workflow
