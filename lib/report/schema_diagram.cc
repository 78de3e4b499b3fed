#include "lib/report/schema_diagram.h"

#include <fmt/format.h>

#include <cctype>

#include "lib/base/text.h"
#include "lib/report/diagram_text.h"

namespace migrate::report {
namespace {

std::string dot_table(size_t place, const PictureTable& table) {
  std::string out = fmt::format(
      "  t{} [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\">"
      "<tr><td bgcolor=\"#eaeef2\"><b>{}</b></td></tr>",
      place, html_text(table.name));
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const PictureColumn& column = table.columns[i];
    const std::string name = html_text(column.name);
    out += fmt::format("<tr><td align=\"left\" port=\"c{}\">{} {}{}</td></tr>", i,
                       column.key ? "<u>" + name + "</u>" : name, html_text(column.type),
                       column.not_null || column.key ? "" : " ?");
  }
  return out + "</table>>];\n";
}

/// Types of Mermaid's attributes are words; a digit may not begin one.
std::string mermaid_type(std::string_view type) {
  std::string out;
  for (const char c : type) {
    const auto byte = static_cast<unsigned char>(c);
    const bool fits = std::isalnum(byte) != 0 || c == '(' || c == ')' || c == '[' || c == ']';
    if (fits) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  const bool begins_well = !out.empty() && std::isalpha(static_cast<unsigned char>(out[0])) != 0;
  return begins_well ? out : "any" + out;
}

/// A column's name as a word of its own; what is left out is told in the comment behind it.
std::string mermaid_column(const PictureColumn& column) {
  const std::string word = mermaid_type(column.name);
  std::string keys;
  if (column.key) keys = " PK";
  if (column.reference) keys += column.key ? ", FK" : " FK";
  const bool plain = replace_all(column.name, "_", "") == replace_all(word, "_", "");
  const std::string name = plain && !column.name.starts_with('_') ? column.name : word;
  const std::string comment = name == column.name ? "" : " \"" + mermaid_text(column.name) + "\"";
  return fmt::format("    {} {}{}{}\n", mermaid_type(column.type), name, keys, comment);
}

}  // namespace

std::string schema_dot(const SchemaPicture& picture) {
  std::string out =
      "digraph schema {\n  rankdir=RL;\n  node [shape=plain, fontname=\"sans-serif\"];\n";
  for (size_t i = 0; i < picture.tables.size(); ++i) out += dot_table(i, picture.tables[i]);
  for (const PictureLink& link : picture.links) {
    out += fmt::format("  t{}:c{} -> t{}{};\n", link.from, link.column, link.to,
                       link.optional ? " [style=dashed]" : "");
  }
  return out + "}\n";
}

std::string schema_mermaid(const SchemaPicture& picture) {
  std::string out = "erDiagram\n";
  for (size_t i = 0; i < picture.tables.size(); ++i) {
    const PictureTable& table = picture.tables[i];
    out += fmt::format("  t{}[\"{}\"]", i, mermaid_text(table.name));
    if (table.columns.empty()) {
      out += "\n";
      continue;
    }
    out += " {\n";
    for (const PictureColumn& column : table.columns) out += mermaid_column(column);
    out += "  }\n";
  }
  for (const PictureLink& link : picture.links) {
    const std::string& column = picture.tables[link.from].columns.at(link.column).name;
    out += fmt::format("  t{} {}--o{{ t{} : \"{}\"\n", link.to, link.optional ? "|o" : "||",
                       link.from, mermaid_text(column));
  }
  return out;
}

}  // namespace migrate::report
