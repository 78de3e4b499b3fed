#include "lib/report/graph_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/text.h"
#include "lib/report/diagram_text.h"
#include "lib/report/graph_html_page.h"
#include "lib/report/graph_lanes.h"

namespace migrate::report {
namespace {

constexpr size_t kDayLength = 10;  // "2025-10-24"

// Pixels.
constexpr size_t kRowHeight = 32;
constexpr size_t kLaneWidth = 16;
constexpr size_t kRadius = 5;
/// How far a depends-on edge swings out to the right of the lanes.
constexpr size_t kSwing = 20;

constexpr size_t kLaneColours = 5;

size_t lane_x(size_t column) { return column * kLaneWidth + kLaneWidth / 2; }

/// From the middle of one row to the middle of the next.
std::string link_svg(const LaneLink& link) {
  constexpr size_t kTop = kRowHeight / 2;
  constexpr size_t kBottom = kTop + kRowHeight;
  const size_t from = lane_x(link.from);
  const size_t to = lane_x(link.to);
  return fmt::format("<path class=\"lane{}\" d=\"M{} {}C{} {} {} {} {} {}\"/>",
                     std::max(link.from, link.to) % kLaneColours, from, kTop, from, kRowHeight, to,
                     kRowHeight, to, kBottom);
}

class Page {
 public:
  explicit Page(const GraphPicture& picture) : picture_(picture), rows_(lanes_of(picture)) {
    size_t lanes = 1;
    for (const LaneRow& row : rows_) lanes = std::max(lanes, row.width);
    width_ = lanes * kLaneWidth;
    const bool needs = std::any_of(picture.nodes.begin(), picture.nodes.end(),
                                   [](const GraphNode& node) { return !node.needs.empty(); });
    if (needs) width_ += kSwing;
  }

  std::string text() const {
    std::string out =
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Revisions</title>\n";
    out += fmt::format("<style>{}</style>\n</head>\n<body>\n{}<main>\n<table>\n{}<tbody>\n",
                       kGraphStyle, header(), table_head());
    for (size_t i = 0; i < rows_.size(); ++i) out += row(i);
    return out + fmt::format("</tbody>\n</table>\n</main>\n<script>{}</script>\n</body>\n</html>\n",
                             kGraphScript);
  }

 private:
  static std::vector<LaneRow> lanes_of(const GraphPicture& picture) {
    std::vector<std::vector<size_t>> parents;
    parents.reserve(picture.nodes.size());
    for (const GraphNode& node : picture.nodes) parents.push_back(node.parents);
    return lay_out(parents);
  }

  bool asked() const { return !picture_.target.empty(); }

  /// "sqlite:shop.db: 3 revisions, 2 applied, 1 pending".
  std::string summary() const {
    std::string out = counted(picture_.nodes.size(), "revision");
    if (!asked()) return out;
    for (const NodeState state :
         {NodeState::applied, NodeState::pending, NodeState::half_run, NodeState::unknown}) {
      const auto count = std::count_if(picture_.nodes.begin(), picture_.nodes.end(),
                                       [&](const GraphNode& node) { return node.state == state; });
      if (count > 0) out += fmt::format(", {} {}", count, to_string(state));
    }
    return html_text(picture_.target) + ": " + out;
  }

  std::string header() const {
    return fmt::format(
        "<header>\n<h1>Revisions</h1>\n<p>{}</p>\n"
        "<label>Search <input type=\"search\" id=\"search\" autocomplete=\"off\"></label>\n"
        "<output id=\"found\" for=\"search\"></output>\n</header>\n",
        summary());
  }

  std::string table_head() const {
    std::string out =
        "<caption>Newest first. A dashed line leads to a revision that another one needs "
        "(depends-on).</caption>\n<thead><tr><td></td>";
    for (const std::string_view title :
         {"Revision", "State", "Message", "Marks", "Follows", "Needs", "Author", "Created"}) {
      if (title == "State" && !asked()) continue;
      out += fmt::format("<th scope=\"col\">{}</th>", title);
    }
    return out + "</tr></thead>\n";
  }

  std::string row(size_t place) const {
    const GraphNode& node = picture_.nodes[place];
    const revision::Revision& revision = *node.revision;
    const std::string id = html_text(revision.id);
    std::string out = fmt::format("<tr id=\"r-{}\"><td>{}</td>", id, lanes(place));
    out += fmt::format("<th scope=\"row\"><code>{}</code></th>", id);
    if (asked()) {
      const std::string_view state = to_string(node.state);
      out += fmt::format("<td><span class=\"state {}\">{}</span></td>", state, state);
    }
    const std::string message = html_text(revision.message);
    out += fmt::format("<td class=\"message\" title=\"{}\">{}</td><td>{}</td>", message, message,
                       marks(node));
    out +=
        fmt::format("<td>{}</td><td>{}</td>", links(revision.parents), links(revision.depends_on));
    return out + fmt::format("<td>{}</td><td>{}</td></tr>\n", html_text(revision.author),
                             html_text(revision.created.substr(0, kDayLength)));
  }

  static std::string marks(const GraphNode& node) {
    std::string out;
    const auto add = [&](std::string_view mark) {
      out += fmt::format("<span class=\"mark\">{}</span>", html_text(mark));
    };
    if (node.current) add("current");
    if (node.head) add("head");
    for (const std::string& label : node.revision->labels) add(label);
    if (node.revision->irreversible) add("irreversible");
    return out;
  }

  static std::string links(const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids) {
      const std::string text = html_text(id);
      out += fmt::format("{}<a href=\"#r-{}\"><code>{}</code></a>", out.empty() ? "" : ", ", text,
                         text);
    }
    return out;
  }

  // The links go on into the next row, depends-on edges as far as their end: the picture of a row
  // may leave its box.
  std::string lanes(size_t place) const {
    const GraphNode& node = picture_.nodes[place];
    std::string out =
        fmt::format("<svg aria-hidden=\"true\" width=\"{}\" height=\"{}\">", width_, kRowHeight);
    for (const LaneLink& link : rows_[place].links) out += link_svg(link);
    for (const size_t end : node.needs) out += needs_svg(place, end);
    out += fmt::format("<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", to_string(node.state),
                       lane_x(rows_[place].column), kRowHeight / 2, kRadius);
    return out + "</svg>";
  }

  std::string needs_svg(size_t place, size_t end) const {
    constexpr size_t kTop = kRowHeight / 2;
    const size_t bottom = kTop + (end - place) * kRowHeight;
    const size_t from = lane_x(rows_[place].column);
    const size_t to = lane_x(rows_[end].column);
    const size_t out = std::min(width_, std::max(from, to) + 2 * kSwing);
    return fmt::format("<path class=\"needs\" d=\"M{} {}C{} {} {} {} {} {}\"/>", from, kTop, out,
                       kTop + kRowHeight / 2, out, bottom - kRowHeight / 2, to, bottom);
  }

  const GraphPicture& picture_;
  std::vector<LaneRow> rows_;
  size_t width_ = 0;
};

}  // namespace

std::string graph_html(const GraphPicture& picture) { return Page(picture).text(); }

}  // namespace migrate::report
