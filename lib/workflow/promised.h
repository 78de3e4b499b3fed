// The schema that a database's applied revisions promise.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/workflow/bench.h"
#include "lib/workflow/facts_file.h"

namespace migrate::workflow {

/// Of `applied` (a mask over the graph), those that nothing applied stands on: targets that lead to
/// all of them.
[[nodiscard]] std::vector<std::string> tips_of(const revision::RevisionGraph& graph,
                                               const std::vector<bool>& applied);

/// The file of facts of `dump --facts` at `path`, or its variant for the engine, where it is there
/// and fits the project and the database of `connection`. `unfit` is why one that is there does
/// not. Throws as read_facts().
[[nodiscard]] std::optional<FactsFile> usable_facts(const std::string& path, const Bench& bench,
                                                    const revision::RevisionGraph& graph,
                                                    db::Connection& connection, std::string& unfit);

/// What a database should be, and where that was made: nowhere, when it was known.
struct Promise {
  schema::Catalog catalog;
  std::optional<Trial> trial;
  bool by_facts = false;  ///< as the file of facts has it: no scratch database could be made
};

enum class Replay {
  where_needed,  ///< not where a digest proves that the schema is as it should be
  where_possible
};

/// What the applied revisions of `database`, whose schema is `actual`, make: known already, where
/// the file of facts (may be null) has its digest; or replayed in scratch; or where that can't be
/// had, as the file says for all revisions. Throws Error{check} where the history can't be
/// replayed: a revision that no file has, or one that is half-run; and {failed} with the code
/// db::kNoScratch.
[[nodiscard]] Promise promised(const Bench& bench, Database& database,
                               const revision::RevisionGraph& graph, const schema::Catalog& actual,
                               const FactsFile* facts, Replay replay);

}  // namespace migrate::workflow
