#include "lib/plan/state.h"

#include <algorithm>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/revision/target.h"

namespace migrate::plan {
namespace {

using revision::AppliedRevision;
using revision::RevisionGraph;

/// What an applied set that is closed would also have: ancestors of applied revisions.
std::vector<size_t> find_holes(const RevisionGraph& graph, const State& state) {
  std::vector<size_t> seeds;
  for (size_t i = 0; i < graph.size(); ++i) {
    if (state.applied[i]) seeds.push_back(i);
  }
  if (seeds.size() == graph.size()) return {};
  const std::vector<bool> needed = graph.closure(seeds);
  std::vector<size_t> holes;
  for (size_t i = 0; i < graph.size(); ++i) {
    if (needed[i] && !state.applied[i] && state.row(graph.at(i).id) == nullptr) holes.push_back(i);
  }
  return holes;
}

Diagnostic unknown_finding(const AppliedRevision& row) {
  Diagnostic found;
  found.code = "unknown-revision";
  found.message = "the database has revision " + row.id +
                  (row.message.empty() ? "" : " (" + row.message + ")") + ", which no file has";
  found.hint =
      "use a checkout that has it (this one may be older than the database); `migrate show " +
      row.id + " --sql` prints what ran, `migrate export " + row.id + "` writes its files back";
  return found;
}

/// An applied revision that stands on the hole, to make the message plain.
std::string applied_above(const RevisionGraph& graph, const State& state, size_t hole) {
  const std::vector<bool> above = graph.dependents_closure({hole});
  for (size_t i = 0; i < graph.size(); ++i) {
    if (above[i] && state.applied[i]) return graph.at(i).id;
  }
  return {};
}

Diagnostic hole_finding(const RevisionGraph& graph, size_t hole, const std::string& above) {
  const revision::Revision& revision = graph.at(hole);
  Diagnostic found;
  found.code = "hole";
  found.message = "revision " + revision::describe(revision) + " is not applied, though " + above +
                  " stands on it and is";
  found.location = {revision.up.source.name(), {}};
  found.hint =
      "`migrate upgrade --out-of-order` applies it now; `migrate rebase` gives it a place "
      "behind what is applied; if the database has its changes already, `migrate stamp " +
      above + "` records it";
  return found;
}

/// Applied revisions whose row has other edges than their file.
std::vector<Reparented> find_reparented(const RevisionGraph& graph, const State& state) {
  std::vector<Reparented> found;
  for (size_t i = 0; i < graph.size(); ++i) {
    if (!state.applied[i]) continue;
    const revision::Revision& revision = graph.at(i);
    const AppliedRevision& row = *state.row(revision.id);
    if (row.parents == revision.parents && row.depends_on == revision.depends_on) continue;
    found.push_back(
        {revision.id, revision.parents, revision.depends_on, row.parents, row.depends_on});
  }
  return found;
}

std::string change(const std::string& key, const std::vector<std::string>& from,
                   const std::vector<std::string>& to) {
  if (from == to) return {};
  const auto text = [](const std::vector<std::string>& ids) {
    return ids.empty() ? std::string("none") : join(ids, ", ");
  };
  return key + " " + text(from) + " → " + text(to);
}

}  // namespace

const AppliedRevision* State::row(const std::string& id) const {
  const auto found = places.find(id);
  return found == places.end() ? nullptr : &rows[found->second];
}

const AppliedRevision& named_row(const std::vector<AppliedRevision>& rows,
                                 const std::string& name) {
  std::vector<const AppliedRevision*> found;
  for (const AppliedRevision& row : rows) {
    if (row.id == name) return row;
    if (row.id.starts_with(name)) found.push_back(&row);
  }
  if (found.size() == 1) return *found[0];
  std::vector<std::string> choices;
  for (const AppliedRevision* row : found) choices.push_back(row->id);
  throw Error(
      ErrorCode::usage,
      found.empty()
          ? "no applied revision is called " + name
          : "'" + name + "' is the beginning of several applied revisions: " + join(choices, ", "),
      "`migrate history` lists them");
}

State match(const RevisionGraph& graph, const History& history) {
  State state;
  state.applied.assign(graph.size(), false);
  state.rows = history.rows;
  state.places.reserve(state.rows.size());
  for (size_t i = 0; i < state.rows.size(); ++i) {
    const AppliedRevision& row = state.rows[i];
    state.places.emplace(row.id, i);
    const std::optional<size_t> index = graph.find(row.id);
    if (!index) state.unknown.push_back(i);
    if (row.state == AppliedRevision::State::running) {
      state.running.push_back(i);
    } else if (index) {
      state.applied[*index] = true;
    }
  }
  state.holes = find_holes(graph, state);
  state.reparented = find_reparented(graph, state);
  return state;
}

std::string describe(const Reparented& reparented) {
  std::vector<std::string> changes = {
      change("parents", reparented.old_parents, reparented.parents),
      change("depends-on", reparented.old_depends_on, reparented.depends_on)};
  std::erase(changes, "");
  return reparented.id + ": " + join(changes, "; ");
}

std::vector<Diagnostic> describe_reparented(const RevisionGraph& graph, const State& state) {
  std::vector<Diagnostic> found;
  for (const Reparented& reparented : state.reparented) {
    Diagnostic& finding = found.emplace_back();
    finding.severity = Severity::warning;
    finding.code = "reparented";
    finding.message = "the file has other edges than the history: " + plan::describe(reparented);
    finding.location = {graph.at(*graph.find(reparented.id)).up.source.name(), {}};
    finding.hint = "the next `migrate upgrade` lets the history follow; no script runs for it";
  }
  return found;
}

std::vector<Diagnostic> problems(const RevisionGraph& graph, const State& state, Holes holes) {
  /// So many holes are described one by one; more have one cause, a re-parented branch.
  constexpr size_t kMaxHoles = 20;
  std::vector<Diagnostic> found;
  for (const size_t row : state.unknown) found.push_back(unknown_finding(state.rows[row]));
  if (holes == Holes::fill) return found;
  for (size_t i = 0; i < state.holes.size() && i < kMaxHoles; ++i) {
    const size_t hole = state.holes[i];
    found.push_back(hole_finding(graph, hole, applied_above(graph, state, hole)));
  }
  if (state.holes.size() > kMaxHoles) {
    found.back().notes.push_back("and " + counted(state.holes.size() - kMaxHoles, "revision") +
                                 " more like it");
  }
  return found;
}

}  // namespace migrate::plan
