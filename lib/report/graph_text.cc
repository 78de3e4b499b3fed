// Lane i stands in character 2i; between two lanes there is one character for what crosses from one
// to the other. A stroke to the left ends in the lane it points at, unless the line below takes it
// on, two characters further left: then it crosses the lane between them.
//
//   * |     the lane of column 2 goes to column 0: it starts down-left,
//   | |_|/  runs along below the lanes that it crosses,
//   |/| |   and ends
#include "lib/report/graph_text.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/report/columns.h"
#include "lib/report/graph_lanes.h"

namespace migrate::report {
namespace {

using Kind = LaneMove::Kind;

/// At least this much of a message is shown: less says nothing.
constexpr size_t kLeastMessage = 8;

/// One line of lanes, by character.
class Strokes {
 public:
  /// Lanes [first, end) that go straight down.
  Strokes& straight(size_t first, size_t end) {
    for (size_t lane = first; lane < end; ++lane) put(2 * lane, '|');
    return *this;
  }
  Strokes& left_of(size_t lane, char stroke = '/') {
    put(2 * lane - 1, stroke);
    return *this;
  }
  Strokes& right_of(size_t lane) {
    put(2 * lane + 1, '\\');
    return *this;
  }
  /// Lanes [first, end), each to the place of its left neighbour.
  Strokes& closing_up(size_t first, size_t end) {
    for (size_t lane = first; lane < end; ++lane) left_of(lane);
    return *this;
  }
  Strokes& giving_way(size_t first, size_t end) {
    for (size_t lane = first; lane < end; ++lane) right_of(lane);
    return *this;
  }
  void put(size_t place, char stroke) {
    if (text_.size() <= place) text_.resize(place + 1, ' ');
    text_[place] = stroke;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// The lines of a row, under each other.
class RowText {
 public:
  explicit RowText(const LaneRow& row) : width_(row.width) {
    Strokes line;
    line.straight(0, width_).put(2 * row.column, '*');
    add(line);
    for (const LaneMove& move : row.moves) add(move);
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(lines_); }

 private:
  void add(const Strokes& line) { lines_.push_back(line.text()); }

  void add(const LaneMove& move) {
    switch (move.kind) {
      case Kind::fork_left:
        add(Strokes().straight(0, width_), move);
        break;
      case Kind::fork_right:
        add(Strokes().straight(0, width_).right_of(move.from));
        break;
      case Kind::fan_out:
        add(Strokes().straight(0, move.to).giving_way(move.from, width_));
        ++width_;
        break;
      case Kind::join:
        add(Strokes().straight(0, move.from).closing_up(move.from + 1, width_--), move);
        break;
      case Kind::close:
        add(Strokes().straight(0, move.from).closing_up(move.from + 1, width_--));
        break;
    }
  }

  // The edge of `move`, which goes left: in `line`, and in a second one when it crosses lanes.
  void add(Strokes line, const LaneMove& move) {
    line.left_of(move.from);
    if (move.from == move.to + 1) {
      add(line);
      return;
    }
    for (size_t lane = move.to + 2; lane < move.from; ++lane) line.left_of(lane, '_');
    add(line);
    add(Strokes().straight(0, width_).left_of(move.to + 1));
  }

  size_t width_;
  std::vector<std::string> lines_;
};

/// `text` without what a terminal would obey: control characters, C1 ones too (C2 80 to C2 9F).
std::string printable(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 =
        byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    out += byte < ' ' || byte == 0x7F || c1 ? ' ' : text[i];
    if (c1) ++i;
  }
  return out;
}

std::string before_message(const GraphLine& line) {
  const std::string_view state = to_string(line.node->state);
  return line.lanes + " " + line.node->revision->id + (state.empty() ? "" : " ") +
         std::string(state) + line.marks;
}

}  // namespace

std::vector<GraphLine> graph_lines(const GraphPicture& picture) {
  std::vector<std::vector<size_t>> parents;
  parents.reserve(picture.nodes.size());
  for (const GraphNode& node : picture.nodes) parents.push_back(node.parents);
  const std::vector<LaneRow> rows = lay_out(parents);
  std::vector<GraphLine> out;
  out.reserve(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const GraphNode& node = picture.nodes[i];
    const size_t first = out.size();
    for (std::string& lanes : RowText(rows[i]).take()) {
      out.push_back({.lanes = std::move(lanes), .marks = "", .message = ""});
    }
    out[first].node = &node;
    out[first].marks = in_parentheses(node_marks(node));
    out[first].message = printable(node.revision->message);
  }
  return out;
}

void cut(GraphLine& line, size_t columns) {
  if (line.node == nullptr) return;
  const size_t taken = display_width(before_message(line)) + 1;
  const size_t room = std::max(kLeastMessage, columns > taken ? columns - taken : 0);
  if (display_width(line.message) <= room) return;
  size_t end = 0;
  size_t width = 1;  // of the ellipsis
  while (true) {
    const std::string_view rest = std::string_view(line.message).substr(end);
    const size_t next = std::max<size_t>(1, code_point_offset(rest, 1));
    width += display_width(rest.substr(0, next));
    if (width > room) break;
    end += next;
  }
  line.message = std::string(trim(std::string_view(line.message).substr(0, end))) + "…";
}

std::string to_text(const GraphLine& line) {
  if (line.node == nullptr) return line.lanes;
  return before_message(line) + (line.message.empty() ? "" : " ") + line.message;
}

}  // namespace migrate::report
