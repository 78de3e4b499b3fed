#include "lib/report/plan_listing.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/text.h"
#include "lib/report/columns.h"
#include "lib/report/split_listing.h"
#include "lib/report/standing.h"

namespace migrate::report {
namespace {

using sql::Segment;
using Planned = std::vector<PlannedStatement>;

constexpr size_t kTextColumns = 60;
/// Different verbs that a segment's line names before it says "…".
constexpr size_t kMostVerbs = 4;

std::string_view to_text(Segment::Kind kind) {
  switch (kind) {
    case Segment::Kind::transaction:
      return "one transaction";
    case Segment::Kind::own_transaction:
      return "the script's own transaction";
    case Segment::Kind::alone:
      break;
  }
  return "outside a transaction";
}

std::string_view to_code(Segment::Kind kind) {
  switch (kind) {
    case Segment::Kind::transaction:
      return "transaction";
    case Segment::Kind::own_transaction:
      return "own_transaction";
    case Segment::Kind::alone:
      break;
  }
  return "alone";
}

/// The statements of one segment: they stand in order.
struct Slice {
  Planned::const_iterator first, last;
  [[nodiscard]] Planned::const_iterator begin() const { return first; }
  [[nodiscard]] Planned::const_iterator end() const { return last; }
};

Slice of_segment(const Planned& statements, size_t segment) {
  const auto before = [](size_t limit) {
    return [limit](const PlannedStatement& statement) { return statement.segment < limit; };
  };
  return {std::partition_point(statements.begin(), statements.end(), before(segment)),
          std::partition_point(statements.begin(), statements.end(), before(segment + 1))};
}

/// "CREATE TABLE, CREATE INDEX, INSERT INTO": the verbs of a segment, each once.
std::string verbs(const Slice& statements) {
  std::vector<std::string> out;
  for (const PlannedStatement& statement : statements) {
    if (statement.verb.empty()) continue;
    if (std::find(out.begin(), out.end(), statement.verb) != out.end()) continue;
    if (out.size() == kMostVerbs) {
      out.emplace_back("…");
      break;
    }
    out.push_back(statement.verb);
  }
  return join(out, ", ");
}

/// "line 8", "lines 8-20".
std::string lines_text(const Slice& statements) {
  int64_t first = 0;
  int64_t last = 0;
  for (const PlannedStatement& statement : statements) {
    if (statement.kind == sql::Kind::meta) continue;
    if (first == 0) first = statement.line;
    last = statement.end_line;
  }
  return first == last ? fmt::format("line {}", first) : fmt::format("lines {}-{}", first, last);
}

/// Why a segment is one of its own, where a statement says so.
std::string why_text(const Slice& statements) {
  for (const PlannedStatement& statement : statements) {
    if (!statement.why.empty()) return "    " + statement.why + "\n";
  }
  return "";
}

/// An earlier run of the half-run step did it.
bool is_done(const plan::Step& step, const Segment& segment) {
  const auto done = static_cast<size_t>(step.resume ? step.resume->statements_done : 0);
  return segment.first + segment.count <= done;
}

/// A line per segment, and below it why it is one of its own.
std::string segments_text(const plan::Step& step, const Planned& statements) {
  std::vector<Row> rows;
  for (size_t i = 0; i < step.outline.segments.size(); ++i) {
    const Segment& segment = step.outline.segments[i];
    const Slice slice = of_segment(statements, i);
    rows.push_back({fmt::format("segment {}", i + 1), is_done(step, segment) ? "done" : "",
                    std::string(to_text(segment.kind)), lines_text(slice),
                    counted(segment.count, "statement"), verbs(slice)});
  }
  const std::string lines = columns(rows, "  ");
  std::string out;
  size_t at = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    const size_t end = lines.find('\n', at) + 1;
    out += lines.substr(at, end - at) + why_text(of_segment(statements, i));
    at = end;
  }
  return out;
}

std::string statements_text(const Planned& statements) {
  std::vector<Row> rows;
  for (const PlannedStatement& statement : statements) {
    const bool plain = statement.kind == sql::Kind::transactional;
    rows.push_back({fmt::format("line {}", statement.line),
                    plain ? "" : std::string(to_string(statement.kind)), statement.text});
  }
  return columns(rows, "    ");
}

/// "check   line 7: SELECT …" for each.
std::string checks_text(const plan::Step& step) {
  std::string out;
  for (const plan::StepCheck& each : step.checks) {
    out += fmt::format("  check      line {}: {}\n",
                       step.script.source.locate(each.check.offset).position.line,
                       one_line(each.check.query, kTextColumns));
  }
  return out;
}

/// Where a half-run script goes on.
std::string resume_text(const plan::Step& step, const Planned& statements) {
  const auto done = static_cast<size_t>(step.resume->statements_done);
  const std::string place =
      done < statements.size() ? fmt::format("at line {}, ", statements[done].line) : "";
  return fmt::format("{}behind its first {}", place, counted(done, "statement"));
}

std::string step_text(const PlanListing& listing, size_t index, Statements detail) {
  const plan::Step& step = listing.plan.steps[index];
  const Planned& statements = listing.statements[index];
  std::string out =
      fmt::format("{:<4}  {}  {}\n  {}, {}\n", to_string(step.direction), step.id, step.message,
                  step.script.source.name(), format_bytes(step.script.source.size()));
  const bool up = step.direction == plan::Direction::up;
  out += fields({{"goes on", step.resume ? resume_text(step, statements) : ""},
                 {"out of order", step.out_of_order ? "what stands on it is applied already" : ""},
                 {"settings", join(header_settings(step), ", ")},
                 {"variables", join(used_variables(step, listing.variables), ", ")},
                 {up ? "way back" : "lossy", way_back(step)}},
                "  ");
  out += checks_text(step);
  out += statements.empty() ? "  no statements\n" : segments_text(step, statements);
  if (detail == Statements::each) out += statements_text(statements);
  return out;
}

/// "2 revisions, 14 statements: 3 transactions, 1 statement outside a transaction"; of these what
/// is still to do.
std::string sums_text(const plan::Plan& plan) {
  size_t transactions = 0;
  size_t outside = 0;
  for (const plan::Step& step : plan.steps) {
    for (const Segment& segment : step.outline.segments) {
      if (is_done(step, segment)) continue;
      ++(segment.kind == Segment::Kind::alone ? outside : transactions);
    }
  }
  std::vector<std::string> parts;
  if (transactions > 0) parts.push_back(counted(transactions, "transaction"));
  if (outside > 0) parts.push_back(counted(outside, "statement") + " outside a transaction");
  return fmt::format("{}, {}{}{}", counted(plan.steps.size(), "revision"),
                     counted(plan.statements(), "statement"), parts.empty() ? "" : ": ",
                     join(parts, ", "));
}

std::string session_text(const PlanListing& listing) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : listing.session) {
    parts.push_back(fmt::format("{} {}", name, value));
  }
  return parts.empty() ? "" : fmt::format("session {}\n", join(parts, ", "));
}

json::Value statements_json(const Planned& statements) {
  json::Array out;
  for (const PlannedStatement& statement : statements) {
    out.push_back(json::Object{{"file", statement.file},
                               {"line", statement.line},
                               {"end_line", statement.end_line},
                               {"kind", to_string(statement.kind)},
                               {"segment", uint64_t{statement.segment}},
                               {"verb", statement.verb},
                               {"why", statement.why},
                               {"text", statement.text}});
  }
  return out;
}

json::Value checks_json(const plan::Step& step) {
  json::Array out;
  for (const auto& [statement, check] : step.checks) {
    const Location place = step.script.source.locate(check.offset);
    out.push_back(json::Object{{"file", place.file},
                               {"line", place.position.line},
                               {"statement", uint64_t{statement}},
                               {"query", one_line(check.query, SIZE_MAX)}});
  }
  return out;
}

json::Value segments_json(const plan::Step& step) {
  json::Array out;
  for (const Segment& segment : step.outline.segments) {
    out.push_back(json::Object{{"kind", to_code(segment.kind)},
                               {"first", uint64_t{segment.first}},
                               {"count", uint64_t{segment.count}},
                               {"done", is_done(step, segment)}});
  }
  return out;
}

json::Value step_json(const PlanListing& listing, size_t index) {
  const plan::Step& step = listing.plan.steps[index];
  const Planned& statements = listing.statements[index];
  json::Value out = json::Object{
      {"direction", to_string(step.direction)},
      {"id", step.id},
      {"message", step.message},
      {"parents", step.parents},
      {"depends_on", step.depends_on},
      {"file", step.script.source.name()},
      {"checksum", step.direction == plan::Direction::up ? step.up_checksum : step.down_checksum},
      {"statements_done", step.resume ? json::Value(step.resume->statements_done) : json::Value(0)},
      {"out_of_order", step.out_of_order},
      {"segments", segments_json(step)},
      {"statements", statements_json(statements)},
      {"checks", checks_json(step)},
  };
  add_facts(out, step, listing.variables);
  return out;
}

json::Value session_json(const PlanListing& listing) {
  json::Array out;
  for (const auto& [name, value] : listing.session) {
    out.push_back(json::Object{{"name", name}, {"value", value}});
  }
  return out;
}

}  // namespace

Planned planned_statements(const plan::Step& step, const sql::Dialect& dialect) {
  const SourceText& source = step.script.source;
  sql::Splitter splitter(source, dialect);
  sql::Segmenter segmenter(source, step.script.header.transaction);
  Planned out;
  while (const auto statement = splitter.next()) {
    const size_t segment = segmenter.add(*statement, splitter.checkpoint());
    out.push_back({statement->begin.line, statement->end.line, source.name(), statement->kind,
                   segment, statement->verb, statement->why,
                   one_line(splitter.text(), kTextColumns)});
  }
  return out;
}

std::string plan_text(const PlanListing& listing, Statements statements) {
  const plan::Plan& plan = listing.plan;
  std::string out;
  for (const plan::Reparented& moved : plan.reparented) {
    out += "history follows  " + plan::describe(moved) + "\n";
  }
  if (plan.empty()) return out + (out.empty() ? "nothing to do\n" : "nothing to run\n");
  for (size_t i = 0; i < plan.steps.size(); ++i) {
    out += step_text(listing, i, statements);
  }
  return out + sums_text(plan) + "\n" + session_text(listing) + "digest " + listing.digest + "\n";
}

json::Value plan_json(const PlanListing& listing) {
  json::Array steps;
  for (size_t i = 0; i < listing.plan.steps.size(); ++i) {
    steps.push_back(step_json(listing, i));
  }
  json::Value out = shape();
  out.set("target", listing.target);
  out.set("reparented", reparented_json(listing.plan.reparented));
  out.set("steps", std::move(steps));
  out.set("statements", uint64_t{listing.plan.statements()});
  out.set("session", session_json(listing));
  out.set("digest", listing.digest);
  return out;
}

}  // namespace migrate::report
