#include <utility>

#include "lib/base/error.h"
#include "lib/plan/half_run.h"
#include "lib/plan/plan.h"
#include "lib/plan/whole_graph.h"

namespace migrate::plan {
namespace {

using revision::AppliedRevision;
using revision::RevisionGraph;

/// A stamp would hide what a half-run revision has done.
void refuse_half_run(const State& state, const std::string& id) {
  const AppliedRevision* row = state.row(id);
  if (row != nullptr && row->state == AppliedRevision::State::running) {
    throw Error(ErrorCode::in_doubt, half_run_finding(*row));
  }
}

}  // namespace

Stamp stamped(const RevisionGraph& graph, const State& state,
              const std::vector<std::string>& targets) {
  const WholeGraph whole(graph, state);
  const RevisionGraph& all = whole.graph();
  std::vector<size_t> named;
  std::vector<bool> removed(all.size(), false);
  const auto remove = [&](const std::vector<bool>& mask) {
    for (size_t i = 0; i < mask.size(); ++i) {
      if (mask[i]) removed[i] = true;
    }
  };
  for (const std::string& text : targets) {
    const revision::Target target = revision::parse_target(text);
    if (target.name == "base" && target.steps == 0) {
      remove(whole.above(target));
      continue;
    }
    const std::vector<size_t> found = revision::resolve_target(all, target, whole.present());
    named.insert(named.end(), found.begin(), found.end());
    remove(whole.with_dependents(found));
  }
  const std::vector<bool> kept = all.closure(named);
  Stamp stamp;
  for (size_t i = 0; i < all.size(); ++i) {
    const std::optional<size_t> index = graph.find(all.at(i).id);
    if (!kept[i] || !index || state.applied[*index]) continue;
    refuse_half_run(state, all.at(i).id);
    stamp.add.push_back(*index);
  }
  for (size_t i = all.size(); i-- > 0;) {
    if (!removed[i] || kept[i]) continue;
    refuse_half_run(state, all.at(i).id);
    stamp.remove.push_back(all.at(i).id);
  }
  return stamp;
}

}  // namespace migrate::plan
