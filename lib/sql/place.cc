#include "lib/sql/place.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "lib/base/text.h"

namespace migrate::sql {
namespace {

constexpr uint64_t kOnes = 0x0101010101010101;
constexpr uint64_t kHighs = 0x8080808080808080;
constexpr uint64_t kNewlines = kOnes * '\n';

uint64_t load_word(const char* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

struct Summary {
  int64_t newlines = 0;
  bool plain = true;  ///< ASCII without NUL
};

/// One pass, eight bytes at a time. `odd` gets a high bit from a byte that is no ASCII, and from a
/// NUL (which borrows). As long as it has none, adding 0x7F to a byte's difference from a newline
/// sets its high bit unless the byte is one; the marks are summed up byte by byte in `sums`.
Summary summarize(std::string_view bytes) {
  constexpr size_t kWordsPerSum = 255;
  Summary summary;
  uint64_t odd = 0;
  size_t at = 0;
  while (at + sizeof(uint64_t) <= bytes.size()) {
    uint64_t sums = 0;
    const size_t end =
        std::min(bytes.size() - sizeof(uint64_t) + 1, at + kWordsPerSum * sizeof(uint64_t));
    for (; at < end; at += sizeof(uint64_t)) {
      const uint64_t word = load_word(bytes.data() + at);
      odd |= word | (word - kOnes);
      sums += (~((word ^ kNewlines) + ~kHighs) & kHighs) >> 7;
    }
    for (; sums != 0; sums >>= 8) summary.newlines += static_cast<int64_t>(sums & 0xFF);
  }
  odd &= kHighs;
  for (; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    odd |= static_cast<uint64_t>(byte == 0 || byte >= 0x80);
    summary.newlines += byte == '\n';
  }
  summary.plain = odd == 0;
  if (!summary.plain) summary.newlines = std::count(bytes.begin(), bytes.end(), '\n');
  return summary;
}

}  // namespace

void Place::advance(std::string_view bytes) {
  if (bytes.empty()) return;
  const Summary summary = summarize(bytes);
  if (!summary.plain && !bad_) inspect(bytes);
  std::string_view last_line = bytes;
  if (summary.newlines > 0) {
    last_line.remove_prefix(bytes.rfind('\n') + 1);
    position_ = {position_.line + summary.newlines, 1};
  }
  position_.column +=
      static_cast<int64_t>(summary.plain ? last_line.size() : code_points(last_line));
  offset_ += bytes.size();
}

void Place::inspect(std::string_view bytes) {
  const size_t invalid = invalid_utf8(bytes);
  const size_t nul = bytes.find('\0');
  const size_t first = std::min(invalid, nul);
  if (first == std::string_view::npos) return;
  Place place(offset_, position_);
  place.bad_ = BadByte{};  // nothing to look for in front of it
  place.advance(bytes.substr(0, first));
  bad_ = BadByte{place.offset(), place.position(), nul < invalid};
}

std::optional<Place::BadByte> Place::take_bad_byte() { return std::exchange(bad_, std::nullopt); }

size_t whole_code_points(std::string_view bytes) {
  constexpr size_t kLongestCut = 3;
  for (size_t back = 1; back <= kLongestCut && back <= bytes.size(); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if (byte < 0x80) break;
    if (byte >= 0xC0) {
      const size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return back < length ? bytes.size() - back : bytes.size();
    }
  }
  return bytes.size();
}

}  // namespace migrate::sql
