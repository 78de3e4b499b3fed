#include "lib/report/schema_html.h"

#include <fmt/format.h>

#include "lib/base/text.h"
#include "lib/report/diagram_text.h"
#include "lib/report/schema_layout.h"
#include "lib/schema/script.h"

namespace migrate::report {
namespace {

constexpr size_t kRow = SchemaLayout::kRowHeight;
constexpr size_t kIndent = 10;

constexpr std::string_view kStyle = R"css(
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1f2328; --soft: #59636e; --line: #8c959f; --head: #eaeef2;
  --added: #1a7f37; --removed: #cf222e; --changed: #9a6700;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #f0f6fc; --soft: #9198a1; --line: #6e7681; --head: #212830;
    --added: #3fb950; --removed: #ff7b72; --changed: #d29922;
  }
}
body { margin: 0; padding: 1rem; background: var(--page); color: var(--text);
       font: 14px/1.4 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.25rem; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p { margin: .25rem 0; color: var(--soft); }
.sides { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
.side { flex: 1 1 30rem; min-width: 0; }
.drawing { overflow-x: auto; }
svg { display: block; font: 13px ui-monospace, monospace; fill: var(--text); }
rect { fill: var(--page); stroke: var(--line); }
rect.head { fill: var(--head); }
.name { font-weight: 600; }
.type { fill: var(--soft); text-anchor: end; }
.key { text-decoration: underline; }
path { fill: none; stroke: var(--line); stroke-width: 1.5; }
path.optional { stroke-dasharray: 5 3; }
.added { fill: var(--added); color: var(--added); }
.removed { fill: var(--removed); color: var(--removed); }
.changed { fill: var(--changed); color: var(--changed); }
rect.added { fill: var(--head); stroke: var(--added); stroke-width: 2; }
rect.removed { fill: var(--head); stroke: var(--removed); stroke-width: 2; }
rect.changed { fill: var(--head); stroke: var(--changed); stroke-width: 2; }
table { border-collapse: collapse; }
td, th { text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0; }
td { border-top: 1px solid var(--head); }
code, pre { font: 13px ui-monospace, monospace; white-space: pre-wrap; }
pre { background: var(--head); padding: .75rem; }
)css";

std::string_view word(Mark mark) {
  switch (mark) {
    case Mark::added:
      return "added";
    case Mark::removed:
      return "removed";
    case Mark::changed:
      return "changed";
    case Mark::none:
      break;
  }
  return "";
}

/// Colour alone tells nobody who doesn't see it.
std::string_view sign(Mark mark) {
  switch (mark) {
    case Mark::added:
      return "+ ";
    case Mark::removed:
      return "− ";
    case Mark::changed:
      return "~ ";
    case Mark::none:
      break;
  }
  return "";
}

std::string text_at(size_t x, size_t y, std::string_view classes, const std::string& text) {
  return fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>", x, y + kRow * 7 / 10,
                     classes, html_text(text));
}

std::string table_svg(const PictureTable& table, const PlacedTable& at) {
  std::string out = fmt::format(
      "<g><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>"
      "<rect class=\"head {}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
      at.x, at.y, at.width, at.height, word(table.mark), at.x, at.y, at.width, kRow);
  out += text_at(at.x + kIndent, at.y, fmt::format("name {}", word(table.mark)),
                 std::string(sign(table.mark)) + table.name);
  size_t y = at.y;
  for (const PictureColumn& column : table.columns) {
    y += kRow;
    out +=
        text_at(at.x + kIndent, y, fmt::format("{} {}", column.key ? "key" : "", word(column.mark)),
                std::string(sign(column.mark)) + column.name);
    out += text_at(at.x + at.width - kIndent, y, "type",
                   column.type + (column.not_null || column.key ? "" : " ?"));
  }
  return out + "</g>\n";
}

/// From the column's left edge to the right edge of the table that it leads to.
std::string link_svg(const PictureLink& link, const SchemaLayout& layout) {
  const PlacedTable& from = layout.tables[link.from];
  const PlacedTable& to = layout.tables[link.to];
  const size_t y = from.y + (link.column + 1) * kRow + kRow / 2;
  const size_t end = to.y + kRow / 2;
  const char* optional = link.optional ? "optional" : "";
  if (link.from == link.to) {
    const size_t x = from.x + from.width;
    return fmt::format("<path class=\"{}\" d=\"M{} {}C{} {} {} {} {} {}\"/>\n", optional, x, y,
                       x + 36, y, x + 36, end, x, end);
  }
  const size_t right = to.x + to.width;
  const size_t middle = (from.x + right) / 2;
  return fmt::format("<path class=\"{}\" d=\"M{} {}C{} {} {} {} {} {}\"/>\n", optional, from.x, y,
                     middle, y, middle, end, right, end);
}

std::string drawing(const SchemaPicture& picture) {
  const SchemaLayout layout = lay_out(picture);
  std::string out = fmt::format(
      "<div class=\"drawing\"><svg width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "role=\"img\">\n",
      layout.width + 40, layout.height);
  for (const PictureLink& link : picture.links) out += link_svg(link, layout);
  for (size_t i = 0; i < picture.tables.size(); ++i) {
    out += table_svg(picture.tables[i], layout.tables[i]);
  }
  return out + "</svg></div>\n";
}

std::string page(std::string_view title, const std::string& body) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n"
      "<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
      html_text(title), kStyle, body);
}

std::string legend() {
  return "<p>Underlined: primary key. ?: may be NULL. Lines: foreign keys, dashed where they may "
         "be NULL.</p>\n";
}

std::string side(const schema::Catalog& catalog, const std::vector<schema::Change>& changes,
                 std::string_view name) {
  SchemaPicture picture = schema_picture(catalog);
  mark(picture, catalog, changes);
  return fmt::format("<section class=\"side\"><h2>{}</h2>\n{}</section>\n", html_text(name),
                     drawing(picture));
}

std::string value(const schema::Fact* fact, const std::string& attribute) {
  if (fact == nullptr || !fact->has(attribute)) return "";
  return "<code>" + html_text(fact->attribute(attribute)) + "</code>";
}

std::string rename_row(const schema::Rename& rename) {
  return fmt::format("<tr><td class=\"{}\">{}{}</td><td>renamed</td><td>{}</td><td>{}</td></tr>\n",
                     word(Mark::changed), sign(Mark::changed), html_text(describe(rename.after)),
                     html_text(rename.before.name.back()), html_text(rename.after.name.back()));
}

std::string change_rows(const schema::Change& change) {
  const Mark mark = mark_of(change);
  const std::string what = fmt::format("<td class=\"{}\">{}{}</td>", word(mark), sign(mark),
                                       html_text(describe(change.identity())));
  if (change.attributes.empty()) {
    return fmt::format("<tr>{}<td>{}</td><td></td><td></td></tr>\n", what, word(mark));
  }
  std::string out;
  for (const std::string& attribute : change.attributes) {
    out += fmt::format("<tr>{}<td>{}</td><td>{}</td><td>{}</td></tr>\n", what, html_text(attribute),
                       value(change.before, attribute), value(change.after, attribute));
  }
  return out;
}

}  // namespace

std::string schema_html(const SchemaPicture& picture, std::string_view title) {
  return page(title,
              fmt::format("<h1>{}</h1>\n<p>{}</p>\n{}{}", html_text(title),
                          counted(picture.tables.size(), "table"), legend(), drawing(picture)));
}

std::string difference_html(const workflow::Comparison& comparison, std::string_view from,
                            std::string_view to) {
  const std::vector<schema::Change> changes = comparison.changes();
  const size_t count = changes.size() + comparison.told_renames().size();
  const std::string title = fmt::format("{} → {}", from, to);
  std::string body = fmt::format("<h1>{}</h1>\n<p>{}</p>\n{}<div class=\"sides\">\n",
                                 html_text(title), counted(count, "change"), legend());
  body += side(comparison.before, changes, from) + side(comparison.after, changes, to);
  body += "</div>\n";
  if (count == 0) return page(title, body);
  body +=
      "<h2>Changes</h2>\n<table>\n<tr><th>What</th><th>Change</th><th>Before</th>"
      "<th>After</th></tr>\n";
  for (const schema::Rename& rename : comparison.told_renames()) body += rename_row(rename);
  for (const schema::Change& change : changes) body += change_rows(change);
  body += fmt::format("</table>\n<h2>SQL</h2>\n<pre>{}</pre>\n",
                      html_text(schema::script_text(comparison.plan.statements)));
  return page(title, body);
}

}  // namespace migrate::report
