#include "lib/report/revision_list.h"

#include <fmt/format.h>

#include <unordered_set>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/report/columns.h"

namespace migrate::report {
namespace {

using revision::AppliedRevision;
using revision::Revision;

constexpr size_t kDayLength = 10;  // "2025-10-24"

using Ids = std::unordered_set<std::string>;

/// The ids of the rows that the applied ones end in.
Ids current_ids(const std::vector<AppliedRevision>& rows) {
  Ids out;
  for (const AppliedRevision* row : tips(rows, Rows::applied)) out.insert(row->id);
  return out;
}
Ids current_ids(const View& view) {
  return view.state == nullptr ? Ids() : current_ids(view.state->rows);
}

std::vector<std::string> all_marks(const View& view, size_t index, const Ids& current) {
  std::vector<std::string> out = marks(view.graph, index);
  if (current.contains(view.graph.at(index).id)) out.insert(out.begin(), "current");
  return out;
}

Row brief_row(const View& view, size_t index, const std::vector<std::string>& marks) {
  const Revision& revision = view.graph.at(index);
  return {revision.id, revision.created.substr(0, kDayLength),
          std::string(shown_standing(view, index)), revision.message + in_parentheses(marks)};
}

std::string full_block(const View& view, size_t index, const std::vector<std::string>& marks) {
  const Revision& revision = view.graph.at(index);
  return fmt::format(
      "{}{}\n{}", revision.id, in_parentheses(marks),
      fields({{"message", revision.message},
              {"parents", revision.parents.empty() ? "none" : join(revision.parents, ", ")},
              {"created", revision.created},
              {"author", revision.author},
              {"state", std::string(shown_standing(view, index))},
              {"up", revision.up.source.name()},
              {"down", revision.down ? revision.down->source.name() : ""},
              {"irreversible", revision.irreversible.value_or("")}},
             "  "));
}

bool half_run(const AppliedRevision& row) { return row.state == AppliedRevision::State::running; }

Row brief_row(const AppliedRevision& row, const Ids& current) {
  return {row.id, row.applied_at, row.applied_by, half_run(row) ? "half-run" : "",
          row.message + (current.contains(row.id) ? " (current)" : "")};
}

std::string full_block(const AppliedRevision& row, const Ids& current) {
  return fmt::format("{}{}\n{}", row.id, current.contains(row.id) ? " (current)" : "",
                     fields({{"message", row.message},
                             {"parents", row.parents.empty() ? "none" : join(row.parents, ", ")},
                             {"depends on", join(row.depends_on, ", ")},
                             {"state", half_run(row) ? "half-run" : "applied"},
                             {half_run(row) ? "started" : "applied", row.applied_at},
                             {"by", row.applied_by},
                             {"took", format_duration(Milliseconds(row.duration_ms))},
                             {"run", row.run_id},
                             {"up checksum", row.up_checksum},
                             {"down checksum", row.down_checksum}},
                            "  "));
}

/// Branch points and labelled revisions, newest first.
std::vector<size_t> branch_starts(const revision::RevisionGraph& graph) {
  std::vector<size_t> out;
  for (size_t i = graph.size(); i-- > 0;) {
    if (graph.children(i).size() > 1 || !graph.at(i).labels.empty()) out.push_back(i);
  }
  return out;
}

/// The labels of the lineages that a revision belongs to, its own left out: over the order.
std::vector<std::vector<std::string>> inherited_labels(const revision::RevisionGraph& graph) {
  std::vector<std::vector<std::string>> out(graph.size());
  for (const std::string& label : graph.labels()) {
    const size_t start = *graph.find_label(label);
    const std::vector<bool> members = graph.lineage(start);
    for (size_t i = 0; i < members.size(); ++i) {
      if (members[i] && i != start) out[i].push_back(label);
    }
  }
  return out;
}

json::Value revision_array(const View& view, const std::vector<size_t>& indices) {
  json::Array items;
  items.reserve(indices.size());
  const Ids current = current_ids(view);
  for (const size_t index : indices) {
    items.push_back(revision_json(view, index));
    items.back().set("current", view.state == nullptr
                                    ? json::Value()
                                    : json::Value(current.contains(view.graph.at(index).id)));
  }
  return items;
}

}  // namespace

std::string revisions_text(const View& view, const std::vector<size_t>& indices, Detail detail) {
  const Ids current = current_ids(view);
  if (detail == Detail::brief) {
    std::vector<Row> rows;
    rows.reserve(indices.size());
    for (const size_t index : indices) {
      rows.push_back(brief_row(view, index, all_marks(view, index, current)));
    }
    return columns(rows);
  }
  std::string out;
  for (const size_t index : indices) {
    if (!out.empty()) out += '\n';
    out += full_block(view, index, all_marks(view, index, current));
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

std::string rows_text(const std::vector<AppliedRevision>& rows, Detail detail) {
  const Ids current = current_ids(rows);
  if (detail == Detail::brief) {
    std::vector<Row> lines;
    lines.reserve(rows.size());
    for (const AppliedRevision& row : rows) lines.push_back(brief_row(row, current));
    return columns(lines);
  }
  std::string out;
  for (const AppliedRevision& row : rows) {
    out += (out.empty() ? "" : "\n") + full_block(row, current);
  }
  return out;
}

json::Value rows_json(const std::vector<AppliedRevision>& rows, std::string_view target) {
  const Ids current = current_ids(rows);
  json::Array items;
  items.reserve(rows.size());
  for (const AppliedRevision& row : rows) {
    items.push_back(row_json(row));
    items.back().set("current", current.contains(row.id));
  }
  json::Value out = shape();
  out.set("target", target);
  out.set("rows", std::move(items));
  return out;
}

std::string branches_text(const View& view, Detail detail) {
  const revision::RevisionGraph& graph = view.graph;
  const std::vector<std::vector<std::string>> inherited = inherited_labels(graph);
  std::string out;
  for (const size_t start : branch_starts(graph)) {
    if (detail == Detail::full) {
      out += (out.empty() ? "" : "\n") + full_block(view, start, marks(graph, start));
    } else {
      out += columns({brief_row(view, start, marks(graph, start))});
    }
    if (graph.children(start).size() < 2) continue;
    std::vector<Row> rows;
    for (const size_t child : graph.children(start)) {
      std::vector<std::string> words = marks(graph, child);
      for (const std::string& label : inherited[child]) words.push_back("in " + label);
      rows.push_back(brief_row(view, child, words));
    }
    out += columns(rows, "  -> ");
  }
  return out;
}

json::Value branches_json(const View& view) {
  const std::vector<std::vector<std::string>> inherited = inherited_labels(view.graph);
  json::Array branches;
  for (const size_t start : branch_starts(view.graph)) {
    json::Value branch = revision_json(view, start);
    branch.set("in_labels", inherited[start]);
    branch.set("children", ids(view.graph, view.graph.children(start)));
    branches.push_back(std::move(branch));
  }
  json::Value out = shape();
  out.set("branches", std::move(branches));
  return out;
}

}  // namespace migrate::report
