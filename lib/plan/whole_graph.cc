#include "lib/plan/whole_graph.h"

#include <utility>

#include "lib/base/error.h"

namespace migrate::plan {
namespace {

using revision::AppliedRevision;
using revision::Revision;
using revision::RevisionGraph;
using revision::Target;

Revision from_row(const AppliedRevision& row) {
  Revision revision;
  revision.id = row.id;
  revision.parents = row.parents;
  revision.depends_on = row.depends_on;
  revision.message = row.message;
  std::vector<Diagnostic> ignored;  // the header was checked when it ran
  const revision::Header header = revision::read_header(SourceText::from_memory(row.id, row.header),
                                                        revision::ScriptRole::up, ignored);
  if (const std::string* created = header.find("created")) revision.created = *created;
  return revision;
}

RevisionGraph extend(const RevisionGraph& graph, const State& state) {
  std::vector<Revision> revisions = graph.revisions();
  for (const size_t row : state.unknown) revisions.push_back(from_row(state.rows[row]));
  // Edges to revisions that have neither file nor row are left out; match() has reported the row.
  std::vector<Diagnostic> ignored;
  return {std::move(revisions), ignored};
}

}  // namespace

WholeGraph::WholeGraph(const RevisionGraph& graph, const State& state) : graph_(&graph) {
  if (!state.unknown.empty()) {
    extended_ = extend(graph, state);
    graph_ = &*extended_;
  }
  present_.assign(graph_->size(), false);
  for (const AppliedRevision& row : state.rows) {
    if (const std::optional<size_t> index = graph_->find(row.id)) present_[*index] = true;
  }
}

std::vector<bool> WholeGraph::with_dependents(const std::vector<size_t>& seeds) const {
  std::vector<bool> mask = graph_->dependents_closure(seeds);
  for (size_t i = 0; i < mask.size(); ++i) mask[i] = mask[i] && present_[i];
  return mask;
}

std::vector<size_t> WholeGraph::present_in(const std::string& label) const {
  std::vector<bool> members(graph_->size(), true);
  if (!label.empty()) members = graph_->lineage(revision::find_revision(*graph_, label));
  std::vector<size_t> found;
  for (size_t i = 0; i < members.size(); ++i) {
    if (members[i] && present_[i]) found.push_back(i);
  }
  return found;
}

std::vector<bool> WholeGraph::above(const Target& target) const {
  if (target.name == "base" && target.steps == 0) return with_dependents(present_in(target.label));
  const std::vector<size_t> stay = revision::resolve_target(*graph_, target, present_);
  if (stay.empty() && target.steps < 0) return above_base(target);
  for (const size_t index : stay) {
    if (!present_[index]) {
      throw Error(ErrorCode::usage, "revision " + graph_->at(index).id + " is not applied",
                  "`migrate current` shows where the database stands");
    }
  }
  std::vector<bool> mask = with_dependents(stay);
  for (const size_t index : stay) mask[index] = false;
  return mask;
}

/// `REV-N` that ends exactly below the first revision of its lineage: that one goes, too.
std::vector<bool> WholeGraph::above_base(const Target& target) const {
  Target first = target;
  ++first.steps;
  return with_dependents(revision::resolve_target(*graph_, first, present_));
}

}  // namespace migrate::plan
