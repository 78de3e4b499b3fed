#include <algorithm>
#include <utility>

#include "lib/base/error.h"
#include "lib/plan/plan.h"

namespace migrate::plan {
namespace {

using revision::RevisionGraph;
using revision::Target;

/// What goes down: as a downgrade where `target` counts, else what it names with all above.
Undo going_down(const RevisionGraph& graph, const State& state, const std::string& target_text) {
  const Target target = revision::parse_target(target_text);
  if (target.name.empty()) return undone(graph, state, target_text);
  std::vector<std::string> ids;
  for (const size_t index : revision::resolve_target(graph, target, state.applied)) {
    const std::string& id = graph.at(index).id;
    if (state.row(id) == nullptr) {
      throw Error(ErrorCode::usage, "revision " + id + " is not applied: there is nothing to redo",
                  "`migrate upgrade " + id + "` applies it");
    }
    ids.push_back(id);
  }
  if (ids.empty()) {
    throw Error(ErrorCode::usage, "'" + target_text + "' names no revision to redo",
                "`migrate current` shows where the database stands");
  }
  return undone_with(graph, state, ids);
}

}  // namespace

Redo redone(const RevisionGraph& graph, const State& state, const std::string& target) {
  std::vector<Diagnostic> found = problems(graph, state);
  if (!found.empty()) throw Error(ErrorCode::check, std::move(found));
  Redo redo;
  redo.down = going_down(graph, state, target);
  for (const std::string& id : redo.down.ids) redo.up.push_back(*graph.find(id));
  std::sort(redo.up.begin(), redo.up.end());
  return redo;
}

}  // namespace migrate::plan
