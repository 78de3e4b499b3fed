// What the revisions make, written down where scratch databases can be made and used where not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/schema/digest.h"
#include "lib/workflow/bench.h"

namespace migrate::workflow {

struct FactsFile {
  /// The schema once a revision was applied on top of those before it in the list.
  struct Step {
    std::string id;
    std::string checksum;  ///< of its up script
    std::string digest;    ///< schema::Digests::whole
  };

  std::string engine;
  std::string server;       ///< major version: "15"; "3" on SQLite
  schema::Filter filter;    ///< what was left out
  std::vector<Step> steps;  ///< in the order of the graph
  schema::Digests digests;  ///< at the end of them
  schema::Catalog head;
};

/// Replays the revisions in scratch, one by one.
[[nodiscard]] FactsFile record_facts(const Bench& bench, const revision::RevisionGraph& graph);

/// The file as JSON.
[[nodiscard]] std::string facts_text(const FactsFile& file);
/// Throws Error{failed} when it is no such file, or was changed.
[[nodiscard]] FactsFile read_facts(const std::string& path);

/// Whether the file was made from these revisions, for databases as `connection`'s, with the
/// bench's filter.
[[nodiscard]] bool matches(const FactsFile& file, const Bench& bench,
                           const revision::RevisionGraph& graph, db::Connection& connection);

/// The digest of the schema where just these revisions of the graph were applied; none when they
/// are not the first ones of the file.
[[nodiscard]] std::optional<std::string> digest_after(const FactsFile& file,
                                                      const std::vector<std::string>& ids);

}  // namespace migrate::workflow
