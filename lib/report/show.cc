#include "lib/report/show.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/report/columns.h"

namespace migrate::report {
namespace {

using revision::AppliedRevision;
using revision::Revision;
using Fields = std::vector<std::pair<std::string, std::string>>;

/// Keys that have a line of their own below; every other line of the header is shown as written.
constexpr std::array<std::string_view, 8> kShownKeys = {
    "revision", "parents", "message", "created", "author", "branch", "depends-on", "irreversible"};

std::string list_or_none(const std::vector<std::string>& ids) {
  return ids.empty() ? "none" : join(ids, ", ");
}

std::string script_text(const revision::ScriptFile& script,
                        const std::optional<sql::Outline>& outline) {
  if (!outline) return script.source.name();
  return fmt::format("{} ({}, {})", script.source.name(), counted(outline->statements, "statement"),
                     counted(outline->segments.size(), "segment"));
}

std::string row_text(const AppliedRevision& row) {
  if (row.state == AppliedRevision::State::running) {
    return fmt::format("half-run ({}): {} done",
                       row.direction == AppliedRevision::Direction::up ? "upgrade" : "downgrade",
                       counted(static_cast<size_t>(row.statements_done), "statement"));
  }
  return fmt::format("applied {} by {} in {} (run {})", row.applied_at, row.applied_by,
                     format_duration(Milliseconds(row.duration_ms)), row.run_id);
}

std::string state_text(const Shown& shown) {
  if (shown.row != nullptr) return row_text(*shown.row);
  return shown.index ? std::string(shown_standing(shown.view, *shown.index)) : "";
}

void add_file_fields(Fields& out, const Shown& shown) {
  const Revision& revision = shown.view.graph.at(*shown.index);
  out.emplace_back("created", revision.created);
  out.emplace_back("author", revision.author);
  out.emplace_back("labels", join(revision.labels, ", "));
  out.emplace_back("children",
                   join(ids(shown.view.graph, shown.view.graph.children(*shown.index)), ", "));
  out.emplace_back("up", script_text(revision.up, shown.up));
  if (revision.down) out.emplace_back("down", script_text(*revision.down, shown.down));
  out.emplace_back("irreversible", revision.irreversible.value_or(""));
  for (const revision::HeaderLine& line : revision.up.header.lines) {
    if (std::find(kShownKeys.begin(), kShownKeys.end(), line.key) == kShownKeys.end()) {
      out.emplace_back(line.key, line.value);
    }
  }
}

json::Value outline_json(const std::string& file, const std::optional<sql::Outline>& outline) {
  json::Value out = json::Object{{"file", file}};
  if (outline) {
    out.set("statements", uint64_t{outline->statements});
    out.set("segments", uint64_t{outline->segments.size()});
  }
  return out;
}

json::Value header_json(const revision::Header& header) {
  json::Array lines;
  for (const revision::HeaderLine& line : header.lines) {
    lines.push_back(json::Object{{"key", line.key}, {"value", line.value}});
  }
  return lines;
}

json::Value running_json(const AppliedRevision& row) {
  if (row.state != AppliedRevision::State::running) return {};
  return json::Object{{"direction", to_string(row.direction)},
                      {"statements_done", row.statements_done},
                      {"trying", row.trying ? json::Value(*row.trying) : json::Value()}};
}

}  // namespace

std::string show_text(const Shown& shown) {
  const Revision* revision = shown.index ? &shown.view.graph.at(*shown.index) : nullptr;
  Fields out;
  out.emplace_back("revision", revision ? revision->id : shown.row->id);
  out.emplace_back("message", revision ? revision->message : shown.row->message);
  out.emplace_back("parents", list_or_none(revision ? revision->parents : shown.row->parents));
  out.emplace_back("depends on",
                   join(revision ? revision->depends_on : shown.row->depends_on, ", "));
  if (revision != nullptr) {
    add_file_fields(out, shown);
  } else {
    out.emplace_back("files", "none here; the database knows this revision");
  }
  out.emplace_back("state", state_text(shown));
  if (shown.row != nullptr) {
    out.emplace_back("up checksum", shown.row->up_checksum);
    out.emplace_back("down checksum", shown.row->down_checksum);
  }
  return fields(out);
}

json::Value show_json(const Shown& shown) {
  json::Value out = shape();
  if (shown.index) {
    const Revision& revision = shown.view.graph.at(*shown.index);
    out.set("revision", revision_json(shown.view, *shown.index));
    out.set("children", ids(shown.view.graph, shown.view.graph.children(*shown.index)));
    out.set("header", header_json(revision.up.header));
    out.set("up", outline_json(revision.up.source.name(), shown.up));
    out.set("down",
            revision.down ? outline_json(revision.down->source.name(), shown.down) : json::Value());
  } else {
    out.set("revision", json::Value());
  }
  out.set("row", shown.row != nullptr ? row_json(*shown.row) : json::Value());
  out.set("running", shown.row != nullptr ? running_json(*shown.row) : json::Value());
  return out;
}

}  // namespace migrate::report
