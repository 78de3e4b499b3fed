// A database that lacks some of what its revisions make: the missing part is added, and what is
// there then recorded, in one transaction.
#pragma once

#include <string>
#include <vector>

#include "lib/run/observer.h"
#include "lib/workflow/bench.h"

namespace migrate::workflow {

/// The statements that add to `actual` what `made` has beyond it; what only `actual` has stays.
/// Throws Error{check} where that takes more than adding, or more than one transaction.
[[nodiscard]] std::vector<std::string> missing_part(const Bench& bench,
                                                    const schema::Catalog& actual,
                                                    const schema::Catalog& made);

/// Runs `statements` and records the revisions of `ids` (in the order of the graph; may be none),
/// which are not in the history yet: all or nothing. The log has an event with that `action` and
/// the statements. Throws as lock_for_writing(), and Error{failed} with the statement that failed.
void reconcile(Database& database, const revision::RevisionGraph& graph, const std::string& action,
               const std::vector<std::string>& ids, const std::vector<std::string>& statements,
               size_t stored_script_bytes, run::Observer& observer);

/// `made`, and what `actual` alone has.
[[nodiscard]] schema::Catalog with_leftovers(const schema::Catalog& actual, schema::Catalog made);

}  // namespace migrate::workflow
