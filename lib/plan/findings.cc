#include "lib/plan/findings.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lib/base/text.h"
#include "lib/plan/half_run.h"
#include "lib/revision/rebase.h"
#include "lib/revision/target.h"

namespace migrate::plan {
namespace {

using revision::RevisionGraph;

void append(std::vector<Diagnostic>& all, std::vector<Diagnostic> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

std::optional<Diagnostic> several_heads(const RevisionGraph& graph, const State& state) {
  const std::vector<size_t> heads = graph.heads();
  if (heads.size() < 2) return std::nullopt;
  Diagnostic found;
  found.severity = Severity::warning;
  found.code = "several-heads";
  found.message =
      "there are " + std::to_string(heads.size()) + " heads, so `migrate upgrade` refuses to guess";
  found.detail = revision::list_choices(graph, heads);
  found.hint = "make them one:";
  found.notes = revision::ways_to_join(graph, heads, state.applied);
  return found;
}

/// One finding for all: who works without down files would not read one for each.
std::optional<Diagnostic> missing_down(const RevisionGraph& graph) {
  std::vector<size_t> missing;
  for (size_t i = 0; i < graph.size(); ++i) {
    if (!graph.at(i).down) missing.push_back(i);
  }
  if (missing.empty()) return std::nullopt;
  Diagnostic found;
  found.severity = Severity::note;
  found.code = "missing-down";
  found.message = counted(missing.size(), "revision") + (missing.size() == 1 ? " has" : " have") +
                  " no down file";
  found.detail = revision::list_choices(graph, missing);
  found.hint =
      "write it, or a down file whose header says `-- irreversible: reason`, so that the way back "
      "is known before it is needed";
  return found;
}

}  // namespace

std::vector<Diagnostic> findings(const RevisionGraph& graph, const State& state,
                                 const sql::Dialect& dialect) {
  std::vector<Diagnostic> found = problems(graph, state);
  for (const size_t row : state.running) found.push_back(half_run_finding(state.rows[row]));
  append(found, describe_changed(graph, changed_files(graph, state, dialect)));
  append(found, describe_reparented(graph, state));
  for (auto& finding : {several_heads(graph, state), missing_down(graph)}) {
    if (finding) found.push_back(*finding);
  }
  return found;
}

size_t waiting(const RevisionGraph& graph, const State& state) {
  size_t count = 0;
  for (size_t i = 0; i < graph.size(); ++i) {
    if (!state.applied[i] && state.row(graph.at(i).id) == nullptr) ++count;
  }
  return count;
}

}  // namespace migrate::plan
