#include "lib/workflow/steps.h"

#include <optional>
#include <utility>

#include "lib/base/error.h"

namespace migrate::workflow {

using revision::AppliedRevision;
using revision::RevisionGraph;

namespace {

revision::ScriptFile down_script(Database& database, const RevisionGraph& graph,
                                 const AppliedRevision& row) {
  if (const auto index = graph.find(row.id); index && graph.at(*index).down) {
    return *graph.at(*index).down;
  }
  std::optional<std::string> text = database.script(row.down_checksum);
  if (!text) {
    throw Error(ErrorCode::failed,
                "revision " + row.id +
                    " can't be undone: it has no down file here, and the database keeps no down "
                    "script of it",
                "run this from a checkout that has the revision");
  }
  revision::ScriptFile script;
  script.source = SourceText::from_memory(row.id + " (stored down script)", std::move(*text));
  std::vector<Diagnostic> diagnostics;
  script.header = revision::read_header(script.source, revision::ScriptRole::down, diagnostics);
  return script;
}

}  // namespace

plan::Step downgrade_step(Database& database, const RevisionGraph& graph,
                          const AppliedRevision& row) {
  plan::Step step =
      plan::prepare_downgrade(row, down_script(database, graph, row), database.driver().dialect());
  if (row.state == AppliedRevision::State::running) step.resume = row;
  return step;
}

plan::Step half_run_step(Database& database, const RevisionGraph& graph,
                         const AppliedRevision& row) {
  if (row.direction == AppliedRevision::Direction::down) {
    return downgrade_step(database, graph, row);
  }
  const std::optional<size_t> index = graph.find(row.id);
  if (!index) {
    throw Error(ErrorCode::usage, "revision " + row.id + " has no file here",
                "run this from a checkout that has it");
  }
  plan::Plan plan = plan::prepare_upgrade(graph, plan::match(graph, database.history()), {*index},
                                          database.driver().dialect());
  plan.steps[0].resume = row;
  return std::move(plan.steps[0]);
}

std::optional<std::string> stored_script(Database& database, const AppliedRevision& row) {
  return database.script(row.direction == AppliedRevision::Direction::up ? row.up_checksum
                                                                         : row.down_checksum);
}

}  // namespace migrate::workflow
