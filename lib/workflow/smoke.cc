#include "lib/workflow/smoke.h"

#include <algorithm>
#include <utility>

#include "lib/base/text.h"
#include "lib/workflow/previous.h"
#include "lib/workflow/roundtrip.h"
#include "lib/workflow/sandbox.h"
#include "lib/workflow/smoke_start.h"

namespace migrate::workflow {

namespace {

constexpr const char* kHeads = "heads";
/// The code that plan::describe_changed() gives.
constexpr std::string_view kChangedFile = "changed-file";

using Verdict = SmokeOutcome::Verdict;

/// Returns how many revisions were applied.
size_t upgrade_all(Sandbox& sandbox, const SmokeSubject& subject, SmokeOutcome& outcome) {
  outcome.reason = "the upgrade fails";
  const size_t applied = sandbox.upgrade(subject.graph, kHeads).steps.size();
  outcome.reason.clear();
  return applied;
}

/// The same, traced where that is asked for.
size_t upgrade_tried(Sandbox& sandbox, const SmokeSubject& subject, Made made,
                     SmokeOutcome& outcome) {
  if (subject.tracer == nullptr || subject.traced != outcome.mode) {
    return upgrade_all(sandbox, subject, outcome);
  }
  outcome.reason = "the upgrade fails";
  Trace& trace = outcome.trace.emplace();
  const size_t applied =
      sandbox.upgrade_traced(subject.graph, kHeads, *subject.tracer, made, trace).steps.size();
  outcome.reason.clear();
  if (subject.sizes != nullptr) {
    trace.throughput = sandbox.throughput(*subject.tracer);
    estimate(trace, *subject.sizes);
  }
  return applied;
}

void fresh(Sandbox& sandbox, const SmokeSubject& subject, SmokeOutcome& outcome) {
  outcome.applied = upgrade_tried(sandbox, subject, Made::by_revision, outcome);
}

/// Fails the outcome where the sandbox's schema is not `expected`.
void demand_schema(Sandbox& sandbox, const schema::Catalog& expected,
                   const std::vector<std::string>& allow, const char* reason,
                   SmokeOutcome& outcome) {
  Drift drift = find_drift(sandbox.bench(), sandbox.catalog(), expected, {}, allow);
  if (drift.none()) return;
  outcome.verdict = Verdict::failed;
  outcome.reason = reason;
  outcome.difference = std::move(drift);
}

void upgrade_from_previous(Sandbox& sandbox, const SmokeSubject& subject,
                           Interruption& interruption, SmokeOutcome& outcome) {
  if (!previous_is_here(subject, outcome)) return;
  start(sandbox, subject, outcome);
  outcome.applied = upgrade_tried(sandbox, subject, Made::by_run, outcome);
  if (subject.dump) return;  // what such a database has beside the revisions is `check`'s business
  Sandbox from_nothing(sandbox.bench(), interruption);
  (void)upgrade_all(from_nothing, subject, outcome);
  demand_schema(sandbox, from_nothing.catalog(), {},
                "another schema than that of all revisions from nothing", outcome);
}

/// What the schema must be: that of the revisions which the sandbox says are applied.
schema::Catalog promised(Sandbox& sandbox, const SmokeSubject& subject,
                         Interruption& interruption) {
  Sandbox made(sandbox.bench(), interruption);
  for (const revision::AppliedRevision& row : sandbox.history().rows) {
    made.upgrade(subject.graph, row.id);
  }
  return made.catalog();
}

void stamped(Sandbox& sandbox, const SmokeSubject& subject, Interruption& interruption,
             SmokeOutcome& outcome) {
  if (subject.dump) {
    start(sandbox, subject, outcome);
  } else {
    outcome.from = "the schema files";
    outcome.reason = "the schema files can't be loaded";
    sandbox.load(subject.schema);
    outcome.reason = "the revisions can't be recorded";
    if (subject.graph.size() > 0) sandbox.stamp(subject.graph, {kHeads});
    outcome.before = sandbox.history().rows.size();
    outcome.applied = upgrade_all(sandbox, subject, outcome);
  }
  outcome.reason = "the revisions can't be applied";
  const schema::Catalog expected = promised(sandbox, subject, interruption);
  outcome.reason.clear();
  demand_schema(sandbox, expected, subject.drift_allow, "another schema than that of the revisions",
                outcome);
}

/// The findings of an ordinary run, as they are meant in a database that is gone.
std::vector<Diagnostic> meant_here(std::vector<Diagnostic> findings, const SmokeSubject& subject) {
  for (Diagnostic& finding : findings) {
    finding.notes.clear();  // what to run next
    if (finding.code == kChangedFile) {
      finding.hint =
          "databases that have it keep what ran: bring the file back as it was, and change the "
          "schema in a new revision";
    }
  }
  return subject.previous == nullptr ? findings : by_name(std::move(findings), *subject.previous);
}

void run(Sandbox& sandbox, const SmokeSubject& subject, Interruption& interruption,
         SmokeOutcome& outcome) {
  switch (outcome.mode) {
    case SmokeMode::fresh:
      return fresh(sandbox, subject, outcome);
    case SmokeMode::upgrade_from_previous:
      return upgrade_from_previous(sandbox, subject, interruption, outcome);
    case SmokeMode::roundtrip:
      return roundtrip(sandbox, subject, outcome);
    case SmokeMode::stamped:
      return stamped(sandbox, subject, interruption, outcome);
  }
}

}  // namespace

std::string_view to_string(SmokeMode mode) {
  switch (mode) {
    case SmokeMode::fresh:
      return "fresh";
    case SmokeMode::upgrade_from_previous:
      return "upgrade-from-previous";
    case SmokeMode::roundtrip:
      return "roundtrip";
    case SmokeMode::stamped:
      break;
  }
  return "stamped";
}

bool is_about_subject(const Error& error) {
  switch (error.code()) {
    case ErrorCode::failed:
    case ErrorCode::check:
    case ErrorCode::in_doubt:
    case ErrorCode::invalid:
      return error.diagnostics().at(0).code != db::kNoScratch;
    default:
      return false;
  }
}

SmokeOutcome smoke(const Bench& bench, const SmokeSubject& subject, SmokeMode mode,
                   Interruption& interruption) {
  const Stopwatch time;
  SmokeOutcome outcome;
  outcome.mode = mode;
  Sandbox sandbox(bench, interruption);
  try {
    run(sandbox, subject, interruption, outcome);
  } catch (const Error& error) {
    interruption.stop_if_asked();  // a cancelled statement is no finding
    if (!is_about_subject(error)) throw;
    outcome.verdict = Verdict::failed;
    outcome.findings = meant_here(error.diagnostics(), subject);
  }
  outcome.duration = time.elapsed();
  return outcome;
}

}  // namespace migrate::workflow
