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

/// "CREATE TABLE, CREATE INDEX, INSERT INTO": the verbs of a segment, each once.
std::string verbs(const Planned& statements, size_t segment) {
  std::vector<std::string> out;
  for (const PlannedStatement& statement : statements) {
    if (statement.segment != segment || statement.verb.empty()) continue;
    if (std::find(out.begin(), out.end(), statement.verb) != out.end()) continue;
    if (out.size() == kMostVerbs) {
      out.emplace_back("…");
      break;
    }
    out.push_back(statement.verb);
  }
  return join(out, ", ");
}

std::string segments_text(const plan::Step& step, const Planned& statements) {
  std::vector<Row> rows;
  for (size_t i = 0; i < step.outline.segments.size(); ++i) {
    const Segment& segment = step.outline.segments[i];
    rows.push_back({fmt::format("segment {}", i + 1), std::string(to_text(segment.kind)),
                    counted(segment.count, "statement"), verbs(statements, i)});
  }
  return columns(rows, "  ");
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

std::string step_text(const plan::Step& step, const Planned& statements, Statements detail) {
  std::string out = fmt::format("{:<4}  {}  {}\n  {}\n", to_string(step.direction), step.id,
                                step.message, step.script.source.name());
  if (step.resume) {
    out += fmt::format("  goes on behind its first {}\n",
                       counted(static_cast<size_t>(step.resume->statements_done), "statement"));
  }
  if (step.out_of_order) out += "  out of order: what stands on it is applied already\n";
  out += segments_text(step, statements);
  if (detail == Statements::each) out += statements_text(statements);
  return out;
}

json::Value statements_json(const Planned& statements) {
  json::Array out;
  for (const PlannedStatement& statement : statements) {
    out.push_back(json::Object{{"file", statement.file},
                               {"line", statement.line},
                               {"kind", to_string(statement.kind)},
                               {"segment", uint64_t{statement.segment}},
                               {"verb", statement.verb},
                               {"why", statement.why},
                               {"text", statement.text}});
  }
  return out;
}

json::Value segments_json(const plan::Step& step) {
  json::Array out;
  for (const Segment& segment : step.outline.segments) {
    out.push_back(json::Object{{"kind", to_code(segment.kind)},
                               {"first", uint64_t{segment.first}},
                               {"count", uint64_t{segment.count}}});
  }
  return out;
}

json::Value step_json(const plan::Step& step, const Planned& statements) {
  return json::Object{
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
  };
}

}  // namespace

Planned planned_statements(const plan::Step& step, const sql::Dialect& dialect) {
  const SourceText& source = step.script.source;
  sql::Splitter splitter(source, dialect);
  sql::Segmenter segmenter(source, step.script.header.transaction);
  Planned out;
  while (const auto statement = splitter.next()) {
    const size_t segment = segmenter.add(*statement, splitter.checkpoint());
    out.push_back({statement->begin.line, source.name(), statement->kind, segment, statement->verb,
                   statement->why, one_line(splitter.text(), kTextColumns)});
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
    out += step_text(plan.steps[i], listing.statements[i], statements);
  }
  out += fmt::format("{}, {}\ndigest {}\n", counted(plan.steps.size(), "revision"),
                     counted(plan.statements(), "statement"), listing.digest);
  return out;
}

json::Value plan_json(const PlanListing& listing) {
  json::Array steps;
  for (size_t i = 0; i < listing.plan.steps.size(); ++i) {
    steps.push_back(step_json(listing.plan.steps[i], listing.statements[i]));
  }
  json::Value out = shape();
  out.set("target", listing.target);
  out.set("reparented", reparented_json(listing.plan.reparented));
  out.set("steps", std::move(steps));
  out.set("statements", uint64_t{listing.plan.statements()});
  out.set("digest", listing.digest);
  return out;
}

}  // namespace migrate::report
