// Small operations on text, all on UTF-8 bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

[[nodiscard]] std::string_view trim(std::string_view text);
/// Parts between `separator`, each trimmed; empty parts are kept, an empty text has none.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// ASCII letters only.
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] std::string to_upper(std::string_view text);
/// `text` with every CRLF as LF.
[[nodiscard]] std::string without_carriage_returns(std::string_view text);
/// `text` with every `from` as `to`; `from` must not be empty.
[[nodiscard]] std::string replace_all(std::string_view text, std::string_view from,
                                      std::string_view to);

/// Offset of the first byte that is not valid UTF-8 (RFC 3629), or npos.
[[nodiscard]] size_t invalid_utf8(std::string_view text);
/// Number of code points; an invalid byte counts as one.
[[nodiscard]] size_t code_points(std::string_view text);
/// Byte offset of code point `index` (0-based), clipped to the text.
[[nodiscard]] size_t code_point_offset(std::string_view text, size_t index);
/// Columns that `text` takes on a terminal.
[[nodiscard]] size_t display_width(std::string_view text);

/// Levenshtein distance in bytes.
[[nodiscard]] size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate nearest to `word` within `limit` edits (the first of equals), or none.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const std::vector<std::string>& candidates,
                                                 size_t limit = 2);

/// A unified diff with three lines of context (as `diff -u` prints hunks), empty when equal.
[[nodiscard]] std::string unified_diff(std::string_view before, std::string_view after,
                                       std::string_view before_name, std::string_view after_name);

/// "1 revision", "3 revisions".
[[nodiscard]] std::string counted(size_t count, std::string_view noun);

}  // namespace migrate
