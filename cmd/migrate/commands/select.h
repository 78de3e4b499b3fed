// Words of the command line as revisions of the graph.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lib/plan/state.h"
#include "lib/revision/graph.h"

namespace migrate::cmd {

/// The one revision that `text` (any target that needs no database) names. Throws Error{usage} when
/// it names none or several.
[[nodiscard]] size_t one_revision(const revision::RevisionGraph& graph, const std::string& text);

/// The parents of a new revision: the single head, or what `targets` (`--head`) name; `base` alone
/// means none. Throws Error: check for several heads without `targets`, usage for a parent that is
/// no head unless `splice` allows it.
enum class Splice { no, yes };
[[nodiscard]] std::vector<size_t> new_parents(const revision::RevisionGraph& graph,
                                              const std::vector<std::string>& targets,
                                              Splice splice);

/// The revisions of a range A:B, in order: what B names and stands on, without what A stands on
/// (A itself is in). A single target is itself.
[[nodiscard]] std::vector<size_t> revisions_in(const revision::RevisionGraph& graph,
                                               const std::string& range,
                                               const std::vector<bool>& applied);

/// A range that says `current`, or counts from what is applied (+N, -N), needs the database.
[[nodiscard]] bool counts_from_current(const std::string& range);

}  // namespace migrate::cmd
