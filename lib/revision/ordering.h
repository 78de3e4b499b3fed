// The total order of revisions, and what is wrong with a set of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/revision/revision.h"

namespace migrate::revision {

/// `revisions` in the total order: topological over parents and depends-on, ties by (created, id).
/// Left out are the second of two with one id, and what stands on a cycle. Every such thing, and
/// every edge to no revision or to itself, is a finding.
[[nodiscard]] std::vector<Revision> in_total_order(std::vector<Revision> revisions,
                                                   std::vector<Diagnostic>& diagnostics);

/// A finding placed at the line of `key` in the header of the revision's up script.
[[nodiscard]] Diagnostic header_finding(const Revision& revision, std::string_view key,
                                        std::string code, std::string message, std::string hint);

}  // namespace migrate::revision
