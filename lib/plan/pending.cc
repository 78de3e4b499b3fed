#include <utility>

#include "lib/base/error.h"
#include "lib/plan/half_run.h"
#include "lib/plan/plan.h"

namespace migrate::plan {
namespace {

using revision::RevisionGraph;

/// Nothing goes up while a way down is unfinished: the two would meet in the middle of a revision.
void refuse_half_undone(const State& state) {
  for (const size_t row : state.running) {
    if (half_undone(state.rows[row])) {
      throw Error(ErrorCode::in_doubt, half_run_finding(state.rows[row]));
    }
  }
}

}  // namespace

std::vector<size_t> pending(const RevisionGraph& graph, const State& state,
                            const std::string& target, Holes holes) {
  refuse_half_undone(state);
  std::vector<Diagnostic> found = problems(graph, state, holes);
  if (!found.empty()) throw Error(ErrorCode::check, std::move(found));

  const std::vector<bool> wanted =
      graph.closure(revision::resolve_target(graph, revision::parse_target(target), state.applied));
  std::vector<size_t> indices;
  std::vector<bool> half_run(graph.size(), false);
  for (const size_t row : state.running) {
    const size_t index = *graph.find(state.rows[row].id);
    half_run[index] = true;
    indices.push_back(index);
  }
  for (size_t i = 0; i < graph.size(); ++i) {
    if (wanted[i] && !state.applied[i] && !half_run[i]) indices.push_back(i);
  }
  return indices;
}

}  // namespace migrate::plan
