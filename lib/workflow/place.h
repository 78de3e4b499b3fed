// Which revisions of its project a database without a history has.
#pragma once

#include <string>
#include <vector>

#include "lib/workflow/bench.h"
#include "lib/workflow/facts_file.h"
#include "lib/workflow/interruption.h"

namespace migrate::workflow {

struct Place {
  enum class Verdict {
    empty,      ///< nothing of the project is there
    found,      ///< what the first `count` revisions make is there, and nothing of the others
    undecided,  ///< the same, but the last of them leave no trace in the schema: they may have run
    nowhere,    ///< no number of revisions makes it
  };
  Verdict verdict = Verdict::empty;
  size_t count = 0;     ///< nowhere: of the revisions that come nearest
  size_t at_least = 0;  ///< undecided: so many have run, at most `count`
  /// What no revision makes, without the parts of one another.
  std::vector<schema::Identity> foreign;
  /// Nowhere: what is between the database and those revisions, a line each.
  std::vector<std::string> differences;
  bool only_lacks = false;  ///< nowhere: adding what is missing would make it `found`
};

/// Whether the schema has nothing but what every database of the engine has.
[[nodiscard]] bool is_empty(const schema::Catalog& actual, const schema::Rules& rules);

/// Where a database with the schema `actual` stands: by the file of facts (null: there is none),
/// whose digests may prove it; else by a replay of the revisions in scratch. Throws Error{failed}
/// with the code db::kNoScratch where neither tells, and {interrupted} or {terminated} when a
/// signal came.
[[nodiscard]] Place find_place(const Bench& bench, const revision::RevisionGraph& graph,
                               const schema::Catalog& actual, const FactsFile* facts,
                               const Interruption& interruption);

/// The schema after the first `count` revisions, made in scratch.
[[nodiscard]] schema::Catalog schema_after(const Bench& bench, const revision::RevisionGraph& graph,
                                           size_t count);

}  // namespace migrate::workflow
