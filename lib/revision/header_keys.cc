#include "lib/revision/header_keys.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/revision/header.h"

namespace migrate::revision {
namespace {

constexpr int kMaxRetries = 1000;

std::string check_id(std::string_view value) {
  if (valid_id(value)) return {};
  return "is no revision id: an id has up to 64 letters, digits, `_` and `.`, and does not begin "
         "with a dot";
}

std::string check_ids(std::string_view value) {
  if (value == "none") return {};
  const std::vector<std::string> ids = split(value, ',');
  if (ids.empty()) return "names no revision: write `none` or ids with commas between";
  std::set<std::string_view> seen;
  for (const std::string& id : ids) {
    if (id == "none") return "has `none` beside other ids";
    if (!valid_id(id)) return "has '" + id + "', which is no revision id";
    if (!seen.insert(id).second) return "names '" + id + "' twice";
  }
  return {};
}

std::string check_labels(std::string_view value) {
  for (const std::string& label : split(value, ',')) {
    if (!valid_id(label)) return "has '" + label + "', which is no label: labels look like ids";
  }
  return value.empty() ? "names no label" : "";
}

/// Matches `text` with a shape in which 0 stands for a digit.
bool has_shape(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char s) {
    return s == '0' ? std::isdigit(static_cast<unsigned char>(c)) != 0 : c == s;
  });
}

/// The order of revisions compares these texts, so only UTC in one notation will do.
std::string check_created(std::string_view value) {
  static constexpr std::array<std::string_view, 3> kShapes = {"0000-00-00", "0000-00-00T00:00Z",
                                                              "0000-00-00T00:00:00Z"};
  const bool known = std::any_of(kShapes.begin(), kShapes.end(),
                                 [&](std::string_view shape) { return has_shape(value, shape); });
  const auto part = [&](size_t at) {
    return at + 2 > value.size() ? 0 : (value[at] - '0') * 10 + (value[at + 1] - '0');
  };
  if (known && part(5) >= 1 && part(5) <= 12 && part(8) >= 1 && part(8) <= 31 && part(11) <= 23 &&
      part(14) <= 59) {
    return {};
  }
  return "is no time in UTC, such as 2025-10-24T17:40:00Z";
}

std::string check_transaction(std::string_view value) {
  if (value == "auto" || value == "off" || value == "manual") return {};
  return "must be `auto`, `off` or `manual`";
}

std::string check_off(std::string_view value) {
  return value == "off" ? "" : "must be `off`: leave the line out otherwise";
}

std::string check_duration(std::string_view value) {
  if (parse_duration(value)) return {};
  return "is no duration, such as 500ms, 2s, 10min or 0 for no limit";
}

std::string check_retry(std::string_view value) {
  const bool digits = !value.empty() && value.size() <= 4 &&
                      value.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits && std::stoi(std::string(value)) <= kMaxRetries) return {};
  return "must be a number of tries from 0 to " + std::to_string(kMaxRetries);
}

/// Names as psql has them (manual, psql: variables), each at most once; `!` marks a secret.
std::string check_variables(std::string_view value) {
  std::set<std::string> seen;
  for (std::string name : split(value, ',')) {
    if (name.ends_with('!')) name.pop_back();
    const bool well_formed = !name.empty() &&
                             std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
                             std::all_of(name.begin(), name.end(), [](char c) {
                               return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
                             });
    if (!well_formed) {
      return "has '" + name + "', which is no variable: names are letters, digits and `_`";
    }
    if (!seen.insert(name).second) return "names '" + name + "' twice";
  }
  return seen.empty() ? "names no variable" : "";
}

std::string check_text(std::string_view value) {
  return value.empty() ? "needs a text behind the colon" : "";
}

using enum KeySupport;
constexpr std::array kKeys = {
    HeaderKey{"revision", KeyPlace::both, honoured, check_id},
    HeaderKey{"parents", KeyPlace::both, honoured, check_ids},
    HeaderKey{"depends-on", KeyPlace::both, honoured, check_ids},
    HeaderKey{"message", KeyPlace::both, honoured, nullptr},
    HeaderKey{"created", KeyPlace::both, honoured, check_created},
    HeaderKey{"author", KeyPlace::both, honoured, nullptr},
    HeaderKey{"branch", KeyPlace::up, honoured, check_labels},
    HeaderKey{"transaction", KeyPlace::both, honoured, check_transaction},
    HeaderKey{"foreign-keys", KeyPlace::both, honoured, check_off},
    HeaderKey{"lock-timeout", KeyPlace::both, honoured, check_duration},
    HeaderKey{"statement-timeout", KeyPlace::both, honoured, check_duration},
    HeaderKey{"retry", KeyPlace::both, honoured, check_retry},
    HeaderKey{"irreversible", KeyPlace::down, honoured, check_text},
    HeaderKey{"lossy", KeyPlace::down, kept, check_text},
    HeaderKey{"lint-ignore", KeyPlace::both, kept, check_text},
    HeaderKey{"generated", KeyPlace::both, kept, nullptr},
    HeaderKey{"destructive", KeyPlace::both, kept, nullptr},
    HeaderKey{"empty", KeyPlace::both, kept, nullptr},
    HeaderKey{"backfill", KeyPlace::both, kept, nullptr},
    HeaderKey{"type-change", KeyPlace::both, kept, nullptr},
    HeaderKey{"variables", KeyPlace::both, honoured, check_variables},
    HeaderKey{"role", KeyPlace::both, refused, nullptr},
    HeaderKey{"requires", KeyPlace::both, refused, nullptr},
    HeaderKey{"replaces", KeyPlace::both, refused, nullptr},
    HeaderKey{"batch", KeyPlace::both, refused, nullptr},
    HeaderKey{"check", KeyPlace::both, honoured, check_text, KeyTimes::many},
    HeaderKey{"repeat", KeyPlace::both, refused, nullptr},
};

/// A key that belongs above a statement, not in the header.
bool is_directive(std::string_view key) { return key == "batch"; }

bool is_key_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

}  // namespace

const HeaderKey* find_key(std::string_view name) {
  const auto* found = std::find_if(kKeys.begin(), kKeys.end(),
                                   [&](const HeaderKey& key) { return key.name == name; });
  return found == kKeys.end() ? nullptr : found;
}

std::optional<std::string> misspelt_key(std::string_view word) {
  constexpr size_t kShortKey = 4;
  if (to_lower(word) != word) return std::nullopt;
  std::optional<std::string> best;
  size_t best_distance = 3;
  for (const HeaderKey& key : kKeys) {
    if (is_directive(key.name)) continue;  // `patch: 12` is a note
    const size_t limit = key.name.size() <= kShortKey ? 1 : 2;
    const size_t distance = edit_distance(word, key.name);
    if (distance > limit || distance >= best_distance) continue;
    best = std::string(key.name);
    best_distance = distance;
  }
  return best;
}

std::optional<KeyValue> parse_key_line(std::string_view line) {
  line = trim(line);
  if (!line.starts_with("--")) return std::nullopt;
  line = trim(line.substr(2));
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view key = line.substr(0, colon);
  if (!std::all_of(key.begin(), key.end(), is_key_letter)) return std::nullopt;
  if (std::isalpha(static_cast<unsigned char>(key[0])) == 0) return std::nullopt;
  return KeyValue{key, trim(line.substr(colon + 1))};
}

std::optional<std::string> refused_directive(std::string_view comment) {
  for (const std::string& line : split(comment, '\n')) {
    const std::optional<KeyValue> pair = parse_key_line(line);
    if (pair && is_directive(pair->key)) return std::string(pair->key);
  }
  return std::nullopt;
}

}  // namespace migrate::revision
