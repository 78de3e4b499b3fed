#include "lib/report/revision_list.h"

#include <fmt/format.h>

#include "lib/base/text.h"
#include "lib/report/columns.h"

namespace migrate::report {
namespace {

using revision::AppliedRevision;
using revision::Revision;

constexpr size_t kDayLength = 10;  // "2025-10-24"

Row brief_row(const View& view, size_t index) {
  const Revision& revision = view.graph.at(index);
  return {revision.id, revision.created.substr(0, kDayLength), std::string(standing(view, index)),
          revision.message + in_parentheses(marks(view.graph, index))};
}

std::string full_block(const View& view, size_t index) {
  const Revision& revision = view.graph.at(index);
  return fmt::format(
      "{}{}\n{}", revision.id, in_parentheses(marks(view.graph, index)),
      fields({{"message", revision.message},
              {"parents", revision.parents.empty() ? "none" : join(revision.parents, ", ")},
              {"created", revision.created},
              {"author", revision.author},
              {"state", std::string(standing(view, index))},
              {"up", revision.up.source.name()},
              {"down", revision.down ? revision.down->source.name() : ""},
              {"irreversible", revision.irreversible.value_or("")}},
             "  "));
}

/// Branch points and labelled revisions, in order.
std::vector<size_t> branch_starts(const revision::RevisionGraph& graph) {
  std::vector<size_t> out;
  for (size_t i = 0; i < graph.size(); ++i) {
    if (graph.children(i).size() > 1 || !graph.at(i).labels.empty()) out.push_back(i);
  }
  return out;
}

json::Value revision_array(const View& view, const std::vector<size_t>& indices) {
  json::Array items;
  items.reserve(indices.size());
  for (const size_t index : indices) items.push_back(revision_json(view, index));
  return items;
}

}  // namespace

std::string revisions_text(const View& view, const std::vector<size_t>& indices, Detail detail) {
  if (detail == Detail::brief) {
    std::vector<Row> rows;
    rows.reserve(indices.size());
    for (const size_t index : indices) rows.push_back(brief_row(view, index));
    return columns(rows);
  }
  std::string out;
  for (const size_t index : indices) {
    if (!out.empty()) out += '\n';
    out += full_block(view, index);
  }
  return out;
}

json::Value revisions_json(const View& view, const std::vector<size_t>& indices) {
  json::Value out = shape();
  out.set("revisions", revision_array(view, indices));
  json::Array unknown;
  if (view.state != nullptr) {
    for (const size_t row : view.state->unknown) {
      unknown.push_back(row_json(view.state->rows[row]));
    }
  }
  out.set("unknown", std::move(unknown));
  return out;
}

std::string unknown_text(const plan::State& state) {
  if (state.unknown.empty()) return "";
  std::vector<Row> rows;
  for (const size_t index : state.unknown) {
    const AppliedRevision& row = state.rows[index];
    rows.push_back({row.id, row.applied_at.substr(0, kDayLength), row.message});
  }
  return "only in the database (no file has them here):\n" + columns(rows, "  ");
}

std::string branches_text(const View& view) {
  std::string out;
  for (const size_t start : branch_starts(view.graph)) {
    out += columns({brief_row(view, start)});
    if (view.graph.children(start).size() < 2) continue;
    std::vector<Row> rows;
    for (const size_t child : view.graph.children(start)) {
      rows.push_back(brief_row(view, child));
    }
    out += columns(rows, "  -> ");
  }
  return out;
}

json::Value branches_json(const View& view) {
  json::Array branches;
  for (const size_t start : branch_starts(view.graph)) {
    json::Value branch = revision_json(view, start);
    branch.set("children", ids(view.graph, view.graph.children(start)));
    branches.push_back(std::move(branch));
  }
  json::Value out = shape();
  out.set("branches", std::move(branches));
  return out;
}

}  // namespace migrate::report
