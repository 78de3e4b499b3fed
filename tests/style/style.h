// The house's rules, as functions over one file's text. Each returns what it found, one line per
// finding ("path:line: what"), so that the rules can be tried on bad snippets.
#pragma once

#include <string>
#include <vector>

namespace migrate::style {

struct Source {
  std::string path;  ///< below the project's root, e.g. "lib/sql/lexer.cc"
  std::string text;
};
using Findings = std::vector<std::string>;

/// `text` with comments blanked out, and with the insides of literals too when `literals` says so;
/// line breaks stay, so that line numbers do.
enum class Literals { keep, blank };
[[nodiscard]] std::string without_comments(const std::string& text, Literals literals);

/// Includes point down the floors; rooms on one floor don't know each other.
[[nodiscard]] Findings layering(const Source& source);
/// A library's own header is included only where that library may be known.
[[nodiscard]] Findings foreign_headers(const Source& source);
/// Engine names stand only in the engines' rooms.
[[nodiscard]] Findings engine_names(const Source& source);
/// The library does not print, read the environment or exit.
[[nodiscard]] Findings side_effects(const Source& source);
/// No file over 500 lines.
[[nodiscard]] Findings length(const Source& source);
/// No bool parameter in a header of the library.
[[nodiscard]] Findings bool_parameters(const Source& source);
/// Every header has #pragma once.
[[nodiscard]] Findings include_guard(const Source& source);

/// Every .h and .cc file of cmd/, lib/ and tests/.
[[nodiscard]] std::vector<Source> sources(const std::string& root);
/// The relative links of a Markdown text that lead to no file or to no heading.
[[nodiscard]] Findings broken_links(const std::string& root, const Source& page);

}  // namespace migrate::style
