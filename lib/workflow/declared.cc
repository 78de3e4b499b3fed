#include "lib/workflow/declared.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/workflow/rename_comments.h"

namespace migrate::workflow {

Declared hold_against_files(const Bench& bench, const revision::RevisionGraph& graph,
                            SchemaFiles kind, const std::vector<SourceText>& files,
                            const std::vector<std::string>& allow, revision::NewRevision revision) {
  Start start = start_at_heads(bench, graph);
  schema::Catalog made = bench.read(*start.trial.connection);
  schema::Catalog said = bench.read(*bench.with_files(files).connection);
  if (kind == SchemaFiles::generated) {
    return {kind, find_drift(bench, std::move(said), std::move(made), {}, allow)};
  }
  const std::vector<schema::RenameComment> renames =
      read_rename_comments(files, bench.driver().dialect());
  Declared result{kind, find_drift(bench, std::move(made), said, renames, allow)};
  if (result.drift.none()) return result;
  try {
    result.proposal =
        generate(bench, start, said, std::move(revision), {renames, {}}, Losses::allow);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::failed) throw;
    result.refusals = error.diagnostics();
  }
  return result;
}

}  // namespace migrate::workflow
