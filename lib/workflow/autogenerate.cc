#include "lib/workflow/autogenerate.h"

#include <functional>
#include <utility>

#include "lib/base/error.h"
#include "lib/revision/generated.h"
#include "lib/schema/script.h"

namespace migrate::workflow {

namespace {

constexpr const char* kWriteByHand = "write this revision by hand, and report the case";

void fill(revision::NewRevision& revision, const schema::SchemaPlan& up,
          const schema::SchemaPlan& down) {
  revision.up_body = schema::script_text(up.statements, schema::Checks::written);
  revision.down_body = schema::script_text(down.statements, schema::Checks::written);
  revision.up_keys = schema::script_header(up.statements);
  revision.down_keys = schema::script_header(down.statements);
  revision.up_keys.push_back(revision::generated_key(revision.up_body));
  revision.down_keys.push_back(revision::generated_key(revision.down_body));
}

Error disproved(const char* direction, const std::string& text,
                const std::vector<schema::PlannedStatement>& left) {
  Diagnostic diagnostic;
  diagnostic.message = std::string("the generated ") + direction +
                       " script does not lead to the schema that it should; nothing was written";
  diagnostic.detail =
      "the script:\n" + text + "what is left to do after it:\n" + schema::script_text(left);
  diagnostic.hint = kWriteByHand;
  return {ErrorCode::failed, std::move(diagnostic)};
}

/// Runs a generated script in scratch. One that fails there is a bug of ours, and says so.
void try_out(const std::function<void()>& act, const char* direction, const std::string& text) {
  try {
    act();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::failed) throw;
    Diagnostic diagnostic = error.diagnostics().at(0);
    diagnostic.notes = {};
    diagnostic.message = std::string("the generated ") + direction +
                         " script fails; nothing was written: " + diagnostic.message;
    diagnostic.detail = "the script:\n" + text;
    // A check fails on rows: in scratch there are none but those that the revisions put there.
    diagnostic.hint = diagnostic.rows ? "rows that the revisions themselves insert are in the way: "
                                        "write a revision first that sees to them"
                                      : kWriteByHand;
    throw Error(ErrorCode::failed, std::move(diagnostic));
  }
}

std::vector<std::string> head_ids(const revision::RevisionGraph& graph) {
  std::vector<std::string> ids;
  for (const size_t head : graph.heads()) ids.push_back(graph.at(head).id);
  return ids;
}

/// `graph` with the revision behind its heads, whatever the revision itself is to follow.
revision::RevisionGraph on_top(const revision::RevisionGraph& graph,
                               revision::NewRevision revision) {
  revision.parents = head_ids(graph);
  revision.depends_on.clear();
  return with_revision(graph, revision);
}

/// Throws unless the trial's database has the schema `wanted` now.
void demand(const Bench& bench, Trial& trial, const schema::Catalog& wanted, const char* direction,
            const std::string& text) {
  const Comparison left = compare(bench, bench.read(*trial.connection), wanted, Losses::allow);
  if (!left.changes().empty()) throw disproved(direction, text, left.plan.statements);
}

}  // namespace

Start start_at_heads(const Bench& bench, const revision::RevisionGraph& graph) {
  return {bench.with_revisions(graph, head_ids(graph)), graph};
}

Start start_like(const Bench& bench, const schema::Catalog& catalog) {
  const schema::SchemaPlan plan = schema::plan_from_nothing(catalog, bench.driver().schema_rules());
  Start start{bench.with_statements(plan.statements), {}};
  if (!plan.statements.empty()) start.graph = with_revision({}, scripted(plan.statements));
  return start;
}

Generated generate(const Bench& bench, Start& start, const schema::Catalog& wanted,
                   revision::NewRevision revision, const RenameRequests& renames, Losses losses,
                   const schema::Style& style) {
  Generated result;
  result.revision = std::move(revision);
  const schema::Catalog before = bench.read(*start.trial.connection);
  result.up = compare_renamed(bench, start.trial, wanted, renames, losses, style);
  if (!result.up.plan.impossible.empty()) {
    throw Error(ErrorCode::failed, result.up.plan.impossible);
  }
  if (result.empty()) return result;
  schema::SchemaPlan down =
      schema::plan(result.up.after, result.up.before, bench.driver().schema_rules(), style);
  for (auto& statement : renames_back(result.up.renames)) down.statements.push_back(statement);
  fill(result.revision, result.up.plan, down);

  const revision::RevisionGraph extended = on_top(start.graph, result.revision);
  try_out([&] { bench.upgrade(start.trial, extended, result.revision.id); }, "up",
          result.revision.up_body);
  demand(bench, start.trial, result.up.after, "up", result.revision.up_body);
  try_out([&] { bench.downgrade(start.trial, extended, "-1"); }, "down", result.revision.down_body);
  demand(bench, start.trial, before, "down", result.revision.down_body);
  result.proved = true;
  return result;
}

}  // namespace migrate::workflow
