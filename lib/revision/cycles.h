// Cycles in a directed graph.
#pragma once

#include <cstddef>
#include <vector>

namespace migrate::revision {

/// One cycle of each strongly connected component, as a path of nodes that begins at the
/// component's lowest node; the edge from the last node back to the first closes it. `edges[i]` are
/// the neighbours of node i; an edge to itself is no cycle here. Linear.
[[nodiscard]] std::vector<std::vector<size_t>> find_cycles(
    const std::vector<std::vector<size_t>>& edges);

}  // namespace migrate::revision
