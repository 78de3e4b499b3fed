#include "lib/report/graph_diagram.h"

#include <fmt/format.h>

#include "lib/base/text.h"
#include "lib/report/diagram_text.h"

namespace migrate::report {
namespace {

/// How a node of a state looks in both languages.
struct Look {
  NodeState state;
  std::string_view fill;
  std::string_view border;
};
constexpr Look kLooks[] = {
    {NodeState::not_asked, "#ffffff", "#57606a"}, {NodeState::pending, "#ffffff", "#9a6700"},
    {NodeState::half_run, "#ffd8b5", "#bc4c00"},  {NodeState::applied, "#d2f4d9", "#1a7f37"},
    {NodeState::unknown, "#ffd7d5", "#cf222e"},
};

const Look& look_of(NodeState state) {
  for (const Look& look : kLooks) {
    if (look.state == state) return look;
  }
  return kLooks[0];
}

/// What stands in a node: id, message, then its state and marks, those without text left out.
std::vector<std::string> label_lines(const GraphNode& node) {
  std::vector<std::string> lines = {node.revision->id};
  if (!node.revision->message.empty()) lines.push_back(node.revision->message);
  std::vector<std::string> words;
  if (node.state != NodeState::not_asked) words.emplace_back(to_string(node.state));
  if (node.current) words.emplace_back("current");
  if (node.head) words.emplace_back("head");
  for (const std::string& label : node.revision->labels) words.push_back("label " + label);
  if (!words.empty()) lines.push_back(join(words, ", "));
  return lines;
}

std::string dot_node(size_t place, const GraphNode& node) {
  std::string label;
  for (const std::string& line : label_lines(node)) {
    label += (label.empty() ? "" : "\\n") + dot_text(line);
  }
  const Look& look = look_of(node.state);
  return fmt::format("  n{} [label=\"{}\", fillcolor=\"{}\", color=\"{}\"{}];\n", place, label,
                     look.fill, look.border, node.head ? ", penwidth=3" : "");
}

/// Class names of Mermaid know no hyphen.
std::string mermaid_class(NodeState state) {
  return state == NodeState::not_asked ? "" : replace_all(to_string(state), "-", "_");
}

std::string mermaid_node(size_t place, const GraphNode& node) {
  std::vector<std::string> lines;
  for (const std::string& line : label_lines(node)) lines.push_back(mermaid_text(line));
  const std::string name = mermaid_class(node.state);
  std::string out = fmt::format("  n{}[\"{}\"]{}{}\n", place, join(lines, "<br/>"),
                                name.empty() ? "" : ":::", name);
  if (node.head) out += fmt::format("  style n{} stroke-width:3px\n", place);
  return out;
}

/// A line per edge, from what is applied first to what stands on it.
std::string edges(const GraphPicture& picture, std::string_view parent, std::string_view needed) {
  std::string out;
  for (size_t place = 0; place < picture.nodes.size(); ++place) {
    for (const size_t end : picture.nodes[place].parents) {
      out += fmt::format(fmt::runtime(parent), end, place);
    }
    for (const size_t end : picture.nodes[place].needs) {
      out += fmt::format(fmt::runtime(needed), end, place);
    }
  }
  return out;
}

}  // namespace

std::string graph_dot(const GraphPicture& picture) {
  std::string out =
      "digraph migrate {\n"
      "  rankdir=BT;\n"
      "  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\"];\n";
  for (size_t i = 0; i < picture.nodes.size(); ++i) out += dot_node(i, picture.nodes[i]);
  return out + edges(picture, "  n{} -> n{};\n", "  n{} -> n{} [style=dashed];\n") + "}\n";
}

std::string graph_mermaid(const GraphPicture& picture) {
  std::string out = "flowchart BT\n";
  for (size_t i = 0; i < picture.nodes.size(); ++i) out += mermaid_node(i, picture.nodes[i]);
  out += edges(picture, "  n{} --> n{}\n", "  n{} -.-> n{}\n");
  if (picture.target.empty()) return out;
  for (const Look& look : kLooks) {
    if (look.state == NodeState::not_asked) continue;
    out += fmt::format("  classDef {} fill:{},stroke:{},color:#1f2328\n", mermaid_class(look.state),
                       look.fill, look.border);
  }
  return out;
}

}  // namespace migrate::report
