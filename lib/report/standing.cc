#include "lib/report/standing.h"

#include <algorithm>
#include <unordered_set>

#include "lib/base/text.h"

namespace migrate::report {

using revision::AppliedRevision;
using revision::Revision;
using revision::RevisionGraph;

std::string_view shown_standing(const View& view, size_t index) {
  const std::string_view state = standing(view, index);
  return state == "running" ? "half-run" : state;
}

std::string_view standing(const View& view, size_t index) {
  if (view.state == nullptr) return "";
  if (view.state->applied[index]) return "applied";
  const std::string& id = view.graph.at(index).id;
  const auto& running = view.state->running;  // at most one or two
  const bool half = std::any_of(running.begin(), running.end(),
                                [&](size_t row) { return view.state->rows[row].id == id; });
  return half ? "running" : "pending";
}

std::vector<std::string> marks(const RevisionGraph& graph, size_t index) {
  const Revision& revision = graph.at(index);
  std::vector<std::string> out;
  if (graph.children(index).empty()) out.emplace_back("head");
  if (revision.parents.empty()) out.emplace_back("base");
  if (graph.children(index).size() > 1) out.emplace_back("branch point");
  if (revision.parents.size() > 1) out.push_back("merge of " + join(revision.parents, ", "));
  for (const std::string& label : revision.labels) out.push_back("label " + label);
  if (!revision.depends_on.empty()) {
    out.push_back("depends on " + join(revision.depends_on, ", "));
  }
  if (revision.irreversible) out.emplace_back("irreversible");
  return out;
}

std::vector<std::string> ids(const RevisionGraph& graph, const std::vector<size_t>& indices) {
  std::vector<std::string> out;
  out.reserve(indices.size());
  for (const size_t index : indices) out.push_back(graph.at(index).id);
  return out;
}

std::vector<const AppliedRevision*> tips(const std::vector<AppliedRevision>& rows, Rows which) {
  const auto counts = [which](const AppliedRevision& row) {
    return which == Rows::all || row.state == AppliedRevision::State::applied;
  };
  std::unordered_set<std::string> parents;
  for (const AppliedRevision& row : rows) {
    if (counts(row)) parents.insert(row.parents.begin(), row.parents.end());
  }
  std::vector<const AppliedRevision*> out;
  for (const AppliedRevision& row : rows) {
    if (counts(row) && !parents.contains(row.id)) out.push_back(&row);
  }
  return out;
}

json::Value revision_json(const View& view, size_t index) {
  const RevisionGraph& graph = view.graph;
  const Revision& revision = graph.at(index);
  const std::string_view state = standing(view, index);
  return json::Object{
      {"id", revision.id},
      {"message", revision.message},
      {"parents", revision.parents},
      {"depends_on", revision.depends_on},
      {"labels", revision.labels},
      {"author", revision.author},
      {"created", revision.created},
      {"head", graph.children(index).empty()},
      {"up", revision.up.source.name()},
      {"down", revision.down ? json::Value(revision.down->source.name()) : json::Value()},
      {"irreversible", revision.irreversible ? json::Value(*revision.irreversible) : json::Value()},
      {"state", state.empty() ? json::Value() : json::Value(state)},
  };
}

json::Value row_json(const AppliedRevision& row) {
  return json::Object{
      {"id", row.id},
      {"message", row.message},
      {"parents", row.parents},
      {"depends_on", row.depends_on},
      {"state", row.state == AppliedRevision::State::applied ? "applied" : "running"},
      {"applied_at", row.applied_at},
      {"applied_by", row.applied_by},
      {"duration_ms", row.duration_ms},
      {"run", row.run_id},
      {"up_checksum", row.up_checksum},
      {"down_checksum", row.down_checksum},
  };
}

json::Value reparented_json(const std::vector<plan::Reparented>& reparented) {
  json::Array out;
  for (const plan::Reparented& moved : reparented) {
    out.push_back(json::Object{{"id", moved.id},
                               {"parents", moved.parents},
                               {"depends_on", moved.depends_on},
                               {"old_parents", moved.old_parents},
                               {"old_depends_on", moved.old_depends_on}});
  }
  return out;
}

std::string_view to_string(AppliedRevision::Direction direction) {
  return direction == AppliedRevision::Direction::up ? "up" : "down";
}

json::Value shape() { return json::Object{{"version", 1}}; }

}  // namespace migrate::report
