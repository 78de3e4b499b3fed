#include "lib/workflow/smoke_start.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/workflow/previous.h"

namespace migrate::workflow {

namespace {

constexpr const char* kHeads = "heads";

/// Records what the dump holds, where it doesn't say so itself.
void stamp_dump(Sandbox& sandbox, const SmokeSubject& subject) {
  if (!subject.dump_at.empty()) return sandbox.stamp(subject.graph, {subject.dump_at});
  if (subject.previous == nullptr) {
    throw Error(ErrorCode::usage,
                subject.dump->name() + " has no history, so nobody knows which revisions it holds",
                "--at REV says it; or --base, where it is at the revisions of a git ref");
  }
  if (subject.previous->graph.size() > 0) sandbox.stamp(subject.previous->graph, {kHeads});
}

}  // namespace

void start(Sandbox& sandbox, const SmokeSubject& subject, SmokeOutcome& outcome) {
  if (subject.dump) {
    outcome.from = subject.dump->name();
    outcome.reason = "the dump can't be loaded";
    sandbox.load({*subject.dump});
    sandbox.expect_history_in(subject.history_schema);
    if (!sandbox.history().exists) {
      sandbox.expect_history_in("");
      stamp_dump(sandbox, subject);
    }
  } else {
    outcome.from = subject.previous->name;
    outcome.reason = "the previous revisions can't be applied";
    if (subject.previous->graph.size() > 0) sandbox.upgrade(subject.previous->graph, kHeads);
  }
  outcome.before = sandbox.history().rows.size();
  outcome.reason = "the seed can't be loaded";
  if (!subject.seed.empty()) sandbox.load(subject.seed);
  outcome.reason.clear();
}

bool previous_is_here(const SmokeSubject& subject, SmokeOutcome& outcome) {
  if (subject.previous == nullptr) return true;
  for (const revision::Revision& revision : subject.previous->graph.revisions()) {
    if (subject.graph.find(revision.id)) continue;
    Diagnostic finding;
    finding.code = "revision-gone";
    finding.message =
        "the revision " + revision.id + " of " + subject.previous->name + " is not among the files";
    finding.location.file = revision.up.source.name();
    finding.hint =
        "databases that have it could not be upgraded: bring its files back, and undo it by a new "
        "revision";
    outcome.findings.push_back(std::move(finding));
  }
  if (outcome.findings.empty()) return true;
  outcome.findings = by_name(std::move(outcome.findings), *subject.previous);
  outcome.verdict = SmokeOutcome::Verdict::failed;
  outcome.reason = counted(outcome.findings.size(), "revision") + " gone";
  return false;
}

}  // namespace migrate::workflow
