#include <algorithm>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/plan/half_run.h"
#include "lib/plan/plan.h"
#include "lib/plan/whole_graph.h"

// A way down is chosen as a mask over the whole graph (files, and rows without a file), and undone
// in the reverse of the total order. A half-undone revision goes on first, whatever the target.

namespace migrate::plan {
namespace {

using revision::AppliedRevision;
using revision::RevisionGraph;
using revision::Target;

bool is_half_undone(const State& state, const std::string& id) {
  const AppliedRevision* row = state.row(id);
  return row != nullptr && half_undone(*row);
}

Error too_far(const Target& target, size_t possible) {
  Diagnostic found;
  found.code = "bad-target";
  found.message =
      "'" + target.text + "' goes too far: " +
      (possible == 0 ? "nothing is"
                     : counted(possible, "revision") + (possible == 1 ? " is" : " are")) +
      " applied" + (target.label.empty() ? "" : " in the lineage of " + target.label);
  found.hint = possible == 0 ? "`migrate current` shows where the database stands"
                             : "`base` is below the first one";
  return {ErrorCode::usage, std::move(found)};
}

/// Of `candidates`, in order, those that no other present revision stands on.
std::vector<size_t> tops(const WholeGraph& whole, const State& state,
                         const std::vector<size_t>& candidates) {
  std::vector<size_t> found;
  for (const size_t index : candidates) {
    const std::vector<size_t>& above = whole.graph().dependents(index);
    const bool covered = std::any_of(above.begin(), above.end(), [&](size_t other) {
      return whole.present()[other] && !is_half_undone(state, whole.graph().at(other).id);
    });
    if (!covered) found.push_back(index);
  }
  return found;
}

/// `-N`: the last N in plan order, where it is plain which one is the last. A half-undone revision
/// counts as the first of them.
std::vector<bool> last(const WholeGraph& whole, const State& state, const Target& target) {
  std::vector<size_t> candidates = whole.present_in(target.label);
  const size_t present = candidates.size();
  std::erase_if(candidates,
                [&](size_t index) { return is_half_undone(state, whole.graph().at(index).id); });
  const size_t resumed = present - candidates.size();
  const auto wanted = static_cast<size_t>(-target.steps);
  const size_t count = wanted - std::min(resumed, wanted);
  if (count == 0) return std::vector<bool>(whole.graph().size(), false);
  if (count > candidates.size()) throw too_far(target, present);
  const std::vector<size_t> choices = tops(whole, state, candidates);
  if (choices.size() > 1) {
    Diagnostic found;
    found.code = "ambiguous";
    found.message = "'" + target.text + "' is ambiguous: " + std::to_string(choices.size()) +
                    " applied revisions have no applied successor";
    found.detail = revision::list_choices(whole.graph(), choices);
    found.hint = "`migrate downgrade " + whole.graph().at(choices[0]).id + "@" +
                 std::to_string(target.steps) +
                 "` counts in the lineage of one; an id names the revision that stays";
    throw Error(ErrorCode::usage, std::move(found));
  }
  return whole.with_dependents(
      {candidates.end() - static_cast<std::ptrdiff_t>(count), candidates.end()});
}

/// Refuses, with all findings at once, what can't be undone.
void check_ways_back(const WholeGraph& whole, const State& state, const std::vector<bool>& going) {
  std::vector<Diagnostic> found;
  for (size_t i = whole.graph().size(); i-- > 0;) {
    if (!going[i]) continue;
    const revision::Revision& revision = whole.graph().at(i);
    const AppliedRevision& row = *state.row(revision.id);
    if (half_applied(row)) {
      found.push_back(half_run_finding(row));
    } else if (revision.irreversible && !half_undone(row)) {
      Diagnostic& finding = found.emplace_back();
      finding.code = "irreversible";
      finding.message = "revision " + revision.id + " can't be undone: " + *revision.irreversible;
      finding.location = {revision.down ? revision.down->source.name() : revision.up.source.name(),
                          {}};
      finding.hint = "nothing was undone; `migrate downgrade " + revision.id +
                     "` goes down to it and leaves it";
    }
  }
  if (!found.empty()) throw Error(ErrorCode::failed, std::move(found));
}

Undo in_order(const WholeGraph& whole, const State& state, const std::vector<bool>& going) {
  check_ways_back(whole, state, going);
  Undo undo;
  for (const size_t row : state.running) {
    if (half_undone(state.rows[row])) undo.ids.push_back(state.rows[row].id);
  }
  for (size_t i = whole.graph().size(); i-- > 0;) {
    const std::string& id = whole.graph().at(i).id;
    if (going[i] && !is_half_undone(state, id)) undo.ids.push_back(id);
  }
  return undo;
}

}  // namespace

Undo undone(const RevisionGraph& graph, const State& state, const std::string& target_text) {
  const Target target = revision::parse_target(target_text);
  if (target.steps > 0) {
    throw Error(ErrorCode::usage, "'" + target.text + "' goes up, and a downgrade goes down",
                "write -" + std::to_string(target.steps) + ", or use `migrate upgrade`");
  }
  const WholeGraph whole(graph, state);
  const bool counts = target.name.empty();
  return in_order(whole, state, counts ? last(whole, state, target) : whole.above(target));
}

Undo undone_with(const RevisionGraph& graph, const State& state,
                 const std::vector<std::string>& ids) {
  const WholeGraph whole(graph, state);
  std::vector<size_t> seeds;
  for (const std::string& id : ids) seeds.push_back(whole.graph().find(id).value());
  return in_order(whole, state, whole.with_dependents(seeds));
}

}  // namespace migrate::plan
