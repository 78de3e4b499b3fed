#include "lib/workflow/backup_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "lib/base/clock.h"
#include "lib/base/hash.h"
#include "lib/base/text.h"

namespace migrate::workflow {
namespace {

// A file's name has at most 255 bytes, and an encoded text may be three times as long as written.
constexpr size_t kLongestDatabase = 80;
constexpr size_t kLongestId = 40;
constexpr size_t kPlaceDigits = 8;
/// More revisions than this are counted instead.
constexpr size_t kMostNamed = 2;
constexpr std::string_view kTables = ".tables";

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/// Letters, digits, '-' and `also` as they are, every other byte as %XX; cut at `longest`.
std::string encoded(std::string_view text, size_t longest, std::string_view also = "") {
  std::string result;
  for (const char c : text) {
    if (is_plain(c) || also.find(c) != std::string_view::npos) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result.substr(0, longest);
}

std::string from_part(const std::vector<std::string>& revisions) {
  if (revisions.empty()) return "base";
  if (revisions.size() > kMostNamed) return std::to_string(revisions.size()) + "-revisions";
  std::vector<std::string> parts;
  for (const std::string& revision : revisions) parts.push_back(encoded(revision, kLongestId));
  return join(parts, "+");
}

/// "2026-11-21T23:05:00Z" without what a file's name should not have.
std::string stamp(std::chrono::system_clock::time_point time) {
  return replace_all(replace_all(format_utc(time), "-", ""), ":", "");
}

bool is_stamp(std::string_view text) {
  constexpr std::string_view kPattern = "00000000T000000Z";
  return std::equal(
      text.begin(), text.end(), kPattern.begin(), kPattern.end(),
      [](char c, char wanted) { return wanted == '0' ? c >= '0' && c <= '9' : c == wanted; });
}

/// A name of ours in parts: "shop-1f3a9c2e", then what tells it from others of its kind, ".dump".
/// `database` is empty for a file that is none of ours.
struct Parts {
  std::string_view database, rest, suffix;
};

Parts parts_of(std::string_view name) {
  const size_t run = name.rfind('_');
  if (run == std::string_view::npos || run == 0) return {};
  const size_t from = name.rfind('_', run - 1);
  if (from == std::string_view::npos || from == 0) return {};
  const size_t time = name.rfind('_', from - 1);
  if (time == std::string_view::npos || time == 0) return {};
  const size_t suffix = name.find('.', run);
  if (suffix == std::string_view::npos) return {};
  if (!is_stamp(name.substr(time + 1, from - time - 1))) return {};
  return {name.substr(0, time), name.substr(time + 1, suffix - time - 1), name.substr(suffix)};
}

}  // namespace

std::string file_name(const BackupName& name) {
  const std::string file = name.database.substr(name.database.rfind('/') + 1);
  return encoded(file, kLongestDatabase, "._") + "-" +
         sha256_hex(name.place).substr(0, kPlaceDigits) + "_" + stamp(name.time) + "_" +
         from_part(name.from) + "_" + encoded(name.run_id, kLongestId) +
         (name.extent == BackupName::Extent::tables ? std::string(kTables) : std::string()) +
         name.suffix;
}

std::vector<std::string> outdated_backups(const std::vector<std::string>& names,
                                          const std::string& newest, size_t keep) {
  assert(keep > 0);
  const Parts wanted = parts_of(newest);
  assert(!wanted.database.empty());
  std::vector<std::string> others;
  for (const std::string& name : names) {
    const Parts parts = parts_of(name);
    if (parts.database == wanted.database && parts.suffix == wanted.suffix && name != newest) {
      others.push_back(name);
    }
  }
  std::sort(others.begin(), others.end());
  others.resize(others.size() - std::min(others.size(), keep - 1));
  return others;
}

}  // namespace migrate::workflow
