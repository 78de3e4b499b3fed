// The keys that a header may have, as one table.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

/// In which scripts a key may stand.
enum class KeyPlace { up, down, both };

/// What becomes of a key in this version of the program.
enum class KeySupport {
  honoured,
  kept,     ///< of use to other commands; changes nothing about how the script runs
  refused,  ///< would change how the script runs, which this version can't do
};

/// How often a key may stand in a header.
enum class KeyTimes { once, many };

struct HeaderKey {
  std::string_view name;
  KeyPlace place = KeyPlace::both;
  KeySupport support = KeySupport::honoured;
  /// What is wrong with a value ("is no duration …"), or empty. Null: any text will do.
  std::string (*check)(std::string_view value) = nullptr;
  KeyTimes times = KeyTimes::once;
};

/// The key called `name`, or null.
[[nodiscard]] const HeaderKey* find_key(std::string_view name);

/// The known key that `word` is probably a misspelling of: a lower-case word within two edits (one,
/// for keys of up to four letters, which are close to too many plain words).
[[nodiscard]] std::optional<std::string> misspelt_key(std::string_view word);

/// The directive (`batch`) that stands in a comment above a statement and would change how it runs,
/// when `comment` has one that this version refuses.
[[nodiscard]] std::optional<std::string> refused_directive(std::string_view comment);

/// The key of a `-- key: value` comment line, and its value; none for any other line.
struct KeyValue {
  std::string_view key;
  std::string_view value;
};
[[nodiscard]] std::optional<KeyValue> parse_key_line(std::string_view line);

}  // namespace migrate::revision
