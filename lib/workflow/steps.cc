#include "lib/workflow/steps.h"

#include <optional>
#include <utility>

#include "lib/base/error.h"

namespace migrate::workflow {

using revision::AppliedRevision;
using revision::RevisionGraph;

namespace {

std::optional<revision::ScriptFile> down_file(const RevisionGraph& graph,
                                              const AppliedRevision& row) {
  const std::optional<size_t> index = graph.find(row.id);
  return index ? graph.at(*index).down : std::nullopt;
}

std::optional<revision::ScriptFile> stored_down(Database& database, const AppliedRevision& row) {
  std::optional<std::string> text = database.script(row.down_checksum);
  if (!text) return std::nullopt;
  revision::ScriptFile script;
  script.source = SourceText::from_memory(row.id + " (stored down script)", std::move(*text));
  std::vector<Diagnostic> ignored;  // the header was checked when it was stored
  script.header = revision::read_header(script.source, revision::ScriptRole::down, ignored);
  return script;
}

revision::ScriptFile down_script(Database& database, const RevisionGraph& graph,
                                 const AppliedRevision& row, DownScript preferred) {
  std::optional<revision::ScriptFile> file = down_file(graph, row);
  if (file && preferred == DownScript::file) return std::move(*file);
  std::optional<revision::ScriptFile> stored = stored_down(database, row);
  if (stored && (!file || stored->header.find("irreversible") == nullptr)) {
    return std::move(*stored);
  }
  if (file) return std::move(*file);
  throw Error(ErrorCode::failed,
              "revision " + row.id +
                  " can't be undone: it has no down file here, and the database keeps no down "
                  "script of it",
              "run this from a checkout that has the revision");
}

}  // namespace

plan::Step downgrade_step(Database& database, const RevisionGraph& graph,
                          const AppliedRevision& row, DownScript preferred) {
  plan::Step step = plan::prepare_downgrade(row, down_script(database, graph, row, preferred),
                                            database.driver().dialect());
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
