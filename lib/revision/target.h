// The words that name revisions on the command line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/revision/graph.h"

namespace migrate::revision {

/// A parsed target: `[label@]name[+N|-N]`, where the name may be empty for `+N` and `-N`. An id or
/// prefix may stand for a label: `REV@head` are the heads of the lineage of REV.
struct Target {
  std::string text;   ///< as written
  std::string label;  ///< before '@'
  std::string name;   ///< head, heads, base, current, an id, a prefix, a label; or empty
  int64_t steps = 0;  ///< +N or -N; 0 when there are none
};

/// Throws Error{usage} for a text outside the grammar. Never matches against a graph.
[[nodiscard]] Target parse_target(std::string_view text);

/// `A:B`, `A:`, `:B` or one target (which is then both `from` and `to`).
struct Range {
  std::string from;  ///< empty: base
  std::string to;    ///< empty: heads
  bool single = false;
};
[[nodiscard]] Range parse_range(std::string_view text);

/// What a target means: the revisions it names, as indices in order. `base` names none.
/// `applied` is the mask of applied revisions over the graph's order: `current`, `+N` and `-N`
/// start there. Throws Error{usage} that lists the choices when the target is unknown or
/// ambiguous (a prefix of several ids, a walk that forks), and Error{check} for `head` with several
/// heads, each named with author, message and file.
[[nodiscard]] std::vector<size_t> resolve_target(const RevisionGraph& graph, const Target& target,
                                                 const std::vector<bool>& applied);

/// The one revision that `name` is the id, the label or a unique beginning of the id of. Throws as
/// resolve_target.
[[nodiscard]] size_t find_revision(const RevisionGraph& graph, const std::string& name);

/// "5cd038a8f131 initial schema baseline (Ann, versions/…up.sql)": how lists name a revision.
[[nodiscard]] std::string describe(const Revision& revision);
/// One line for each of `indices`, at most 20 and "and N more": the choices in a message.
[[nodiscard]] std::string list_choices(const RevisionGraph& graph,
                                       const std::vector<size_t>& indices);

}  // namespace migrate::revision
