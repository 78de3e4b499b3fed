// Texts as the languages of diagrams and pages want them.
#pragma once

#include <string>
#include <string_view>

namespace migrate::report {

/// Inside a quoted string of Graphviz DOT; control characters become blanks.
[[nodiscard]] std::string dot_text(std::string_view text);
/// Inside a quoted string of Mermaid.
[[nodiscard]] std::string mermaid_text(std::string_view text);
/// In the text and in quoted attributes of HTML and SVG; control characters but line ends become
/// blanks.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace migrate::report
