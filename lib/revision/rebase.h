// Moving a line of revisions onto another one: what may move where, and what to suggest where heads
// meet. Pure: the files are rewritten elsewhere.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lib/revision/graph.h"

namespace migrate::revision {

/// Throws Error{usage}, with what to do instead, unless the parents of `moved` may become `onto`:
/// - `onto` stands on `moved`: that would be a cycle;
/// - `moved` is a merge;
/// - `moved` stands on revisions that are not below `onto` (and `onto` not below it): the line
/// would
///   be torn, so its root is named.
void check_rebase(const RevisionGraph& graph, size_t moved, size_t onto);

/// The one revision that has to move for the whole line below `head` to stand on `onto`: of what is
/// below `head` and not below `onto`, the one whose parents are. None when there are several, when
/// it is a merge, or when `onto` needs it.
[[nodiscard]] std::optional<size_t> line_root(const RevisionGraph& graph, size_t head, size_t onto);

/// The commands that make one head of several, ready to copy, one a line with what it does. What is
/// `applied` stays where it is if either line could move. `heads`: two or more, in order.
[[nodiscard]] std::vector<std::string> ways_to_join(const RevisionGraph& graph,
                                                    const std::vector<size_t>& heads,
                                                    const std::vector<bool>& applied);

}  // namespace migrate::revision
