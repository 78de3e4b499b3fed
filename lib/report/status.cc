#include "lib/report/status.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/text.h"
#include "lib/report/columns.h"

namespace migrate::report {
namespace {

using revision::AppliedRevision;
using revision::RevisionGraph;
using workflow::ChangedScript;

/// A list in `status` longer than this is cut: the count says it all, and `history` has the rest.
constexpr size_t kMostLines = 20;

/// Neither applied nor half-run, and with nothing applied on top (those are holes). In order.
std::vector<size_t> pending(const View& view) {
  const std::vector<size_t>& holes = view.state->holes;
  std::vector<size_t> out;
  for (size_t i = 0; i < view.graph.size(); ++i) {
    if (standing(view, i) == "pending" && !std::binary_search(holes.begin(), holes.end(), i)) {
      out.push_back(i);
    }
  }
  return out;
}

bool is_head(const RevisionGraph& graph, const std::string& id) {
  const auto index = graph.find(id);
  return index && graph.children(*index).empty();
}

Row current_row(const View& view, const AppliedRevision& row, Show show) {
  std::vector<std::string> notes;
  if (is_head(view.graph, row.id)) notes.emplace_back("head");
  if (!view.graph.find(row.id)) notes.emplace_back("no file here");
  if (row.state == AppliedRevision::State::running) notes.emplace_back("half-run");
  Row out = {row.id, row.message + in_parentheses(notes)};
  if (show == Show::full && row.state == AppliedRevision::State::applied) {
    out.push_back(row.applied_at + " by " + row.applied_by);
  }
  return out;
}

/// `title` with the count, then the rows; nothing without rows.
std::string section(const std::string& title, std::vector<Row> rows) {
  if (rows.empty()) return "";
  const size_t hidden = rows.size() > kMostLines ? rows.size() - kMostLines : 0;
  rows.resize(rows.size() - hidden);
  std::string out = title + ":\n" + columns(rows, "  ");
  if (hidden > 0) out += fmt::format("  … and {} more\n", hidden);
  return out;
}

std::vector<Row> revision_rows(const RevisionGraph& graph, const std::vector<size_t>& indices) {
  std::vector<Row> rows;
  for (const size_t index : indices) {
    rows.push_back({graph.at(index).id, graph.at(index).message});
  }
  return rows;
}

std::vector<Row> database_rows(const plan::State& state, const std::vector<size_t>& indices) {
  std::vector<Row> rows;
  for (const size_t index : indices) {
    const AppliedRevision& row = state.rows[index];
    const std::string how =
        row.state == AppliedRevision::State::running
            ? fmt::format("{} done", counted(static_cast<size_t>(row.statements_done), "statement"))
            : "applied " + row.applied_at;
    rows.push_back({row.id, row.message, how});
  }
  return rows;
}

std::vector<Row> changed_rows(const std::vector<ChangedScript>& changed) {
  std::vector<Row> rows;
  for (const ChangedScript& script : changed) {
    rows.push_back(
        {script.id, script.which == ChangedScript::Which::up ? "up" : "down", script.path});
  }
  return rows;
}

std::vector<Row> reparented_rows(const plan::State& state) {
  std::vector<Row> rows;
  for (const plan::Reparented& moved : state.reparented) rows.push_back({plan::describe(moved)});
  return rows;
}

bool up_changed(const std::vector<ChangedScript>& changed) {
  return std::any_of(changed.begin(), changed.end(), [](const ChangedScript& script) {
    return script.which == ChangedScript::Which::up;
  });
}

std::string heads_line(const RevisionGraph& graph) {
  const std::vector<size_t> heads = graph.heads();
  if (heads.size() < 2) return "";
  return fmt::format("{} (how to make them one: migrate heads --check)", heads.size());
}

json::Value changed_json(const std::vector<ChangedScript>& changed) {
  json::Array out;
  for (const ChangedScript& script : changed) {
    out.push_back(json::Object{{"id", script.id},
                               {"which", script.which == ChangedScript::Which::up ? "up" : "down"},
                               {"file", script.path},
                               {"recorded", script.recorded},
                               {"found", script.file}});
  }
  return out;
}

json::Value revisions(const View& view, const std::vector<size_t>& indices) {
  json::Array out;
  for (const size_t index : indices) out.push_back(revision_json(view, index));
  return out;
}

json::Value rows_array(const plan::State& state, const std::vector<size_t>& indices) {
  json::Array out;
  for (const size_t index : indices) {
    const AppliedRevision& row = state.rows[index];
    json::Value item = row_json(row);
    item.set("direction", to_string(row.direction));
    item.set("statements_done", row.statements_done);
    item.set("trying", row.trying ? json::Value(*row.trying) : json::Value());
    out.push_back(std::move(item));
  }
  return out;
}

std::vector<std::string> tip_ids(const plan::State& state) {
  std::vector<std::string> out;
  for (const AppliedRevision* row : tips(state.rows, Rows::applied)) out.push_back(row->id);
  return out;
}

}  // namespace

std::string current_text(const Standing& standing, Show show) {
  std::vector<Row> rows;
  for (const AppliedRevision* row : tips(standing.view.state->rows, Rows::all)) {
    rows.push_back(current_row(standing.view, *row, show));
  }
  return rows.empty() ? "base (nothing is applied)\n" : columns(rows);
}

json::Value current_json(const Standing& standing) {
  json::Array current;
  for (const AppliedRevision* row : tips(standing.view.state->rows, Rows::all)) {
    json::Value item = row_json(*row);
    item.set("head", is_head(standing.view.graph, row->id));
    item.set("known", standing.view.graph.find(row->id).has_value());
    current.push_back(std::move(item));
  }
  json::Value out = shape();
  out.set("target", standing.target);
  out.set("current", std::move(current));
  out.set("heads", ids(standing.view.graph, standing.view.graph.heads()));
  out.set("at_heads", at_heads(standing.view));
  return out;
}

bool at_heads(const View& view) {
  const std::vector<size_t> heads = view.graph.heads();
  return view.state->unknown.empty() && std::all_of(heads.begin(), heads.end(), [&](size_t head) {
           return view.state->applied[head];
         });
}

bool in_order(const Standing& standing) {
  const plan::State& state = *standing.view.state;
  return pending(standing.view).empty() && state.unknown.empty() && state.running.empty() &&
         state.holes.empty() && !up_changed(standing.validation.changed) &&
         standing.view.graph.heads().size() < 2;
}

std::string status_text(const Standing& standing) {
  const plan::State& state = *standing.view.state;
  const RevisionGraph& graph = standing.view.graph;
  const std::vector<size_t> waiting = pending(standing.view);
  const auto applied = std::count(state.applied.begin(), state.applied.end(), true);
  const std::vector<std::string> at = tip_ids(state);
  std::string out = fields({
      {"database", standing.target},
      {"history", standing.history_exists ? "" : "none yet (the first upgrade makes it)"},
      {"applied", fmt::format("{} of {}", applied, counted(graph.size(), "revision"))},
      {"current", at.empty() ? "base" : join(at, ", ")},
      {"heads", heads_line(graph)},
      {"pending", fmt::format("{}", waiting.size())},
  });
  out += section("pending (run: migrate upgrade)", revision_rows(graph, waiting));
  out += section("half-run (go on: migrate upgrade; see: migrate resolve --help)",
                 database_rows(state, state.running));
  out += section("applied here, but in no file (an older checkout? see: migrate show ID --sql)",
                 database_rows(state, state.unknown));
  out += section(
      "not applied, though a revision that stands on it is (run: migrate upgrade --out-of-order)",
      revision_rows(graph, state.holes));
  out += section("moved since applied (the next migrate upgrade lets the history follow)",
                 reparented_rows(state));
  out +=
      section("changed since applied (see: migrate show ID --diff; migrate validate --accept ID)",
              changed_rows(standing.validation.changed));
  if (in_order(standing)) out += "everything is applied and in order\n";
  return out;
}

json::Value status_json(const Standing& standing) {
  const plan::State& state = *standing.view.state;
  const auto applied = std::count(state.applied.begin(), state.applied.end(), true);
  json::Value out = shape();
  out.set("target", standing.target);
  out.set("history", standing.history_exists);
  out.set("ok", in_order(standing));
  out.set("revisions", uint64_t{standing.view.graph.size()});
  out.set("applied", static_cast<int64_t>(applied));
  out.set("current", tip_ids(state));
  out.set("heads", ids(standing.view.graph, standing.view.graph.heads()));
  out.set("pending", revisions(standing.view, pending(standing.view)));
  out.set("running", rows_array(state, state.running));
  out.set("unknown", rows_array(state, state.unknown));
  out.set("holes", revisions(standing.view, state.holes));
  out.set("reparented", reparented_json(state.reparented));
  out.set("changed", changed_json(standing.validation.changed));
  return out;
}

}  // namespace migrate::report
