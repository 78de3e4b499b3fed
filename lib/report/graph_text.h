// The revision graph as lines of text, with lanes as `git log --graph` draws them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lib/report/graph_picture.h"

namespace migrate::report {

/// A line in parts, so that whoever prints it can colour them.
struct GraphLine {
  std::string lanes;                ///< "| *", ASCII
  const GraphNode* node = nullptr;  ///< null: a line between two nodes
  std::string marks;                ///< " (head, label shop)", or nothing
  std::string message;
};

/// Newest first. `picture` must outlive the lines.
[[nodiscard]] std::vector<GraphLine> graph_lines(const GraphPicture& picture);

/// The message is cut to what `columns` leave room for; the lanes and the rest never are.
void cut(GraphLine& line, size_t columns);

/// "| * 5cd038a8f131 applied (head) initial schema", without a line end.
[[nodiscard]] std::string to_text(const GraphLine& line);

}  // namespace migrate::report
