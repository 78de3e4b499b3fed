// The revision graph in the languages of diagram programs.
#pragma once

#include <string>

#include "lib/report/graph_picture.h"

namespace migrate::report {

/// Graphviz DOT: arrows in the direction of an upgrade, newest on top; applied revisions filled,
/// heads with a thick border, depends-on edges dashed.
[[nodiscard]] std::string graph_dot(const GraphPicture& picture);

/// A Mermaid flowchart, as GitHub and GitLab render it inside a ```mermaid block; drawn like the
/// DOT one. Their renderers take up to 500 edges.
[[nodiscard]] std::string graph_mermaid(const GraphPicture& picture);

}  // namespace migrate::report
