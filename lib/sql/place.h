// Walks through a text once: line and column, and the first byte that no script may hold.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/base/diagnostic.h"

namespace migrate::sql {

class Place {
 public:
  struct BadByte {
    uint64_t offset = 0;
    Position position;
    bool is_nul = false;
  };

  Place(uint64_t offset, Position position) : offset_(offset), position_(position) {}

  /// Moves over `bytes`, which follow the ones before and hold whole code points.
  void advance(std::string_view bytes);
  /// Moves over bytes that take no column (a byte order mark).
  void skip(uint64_t length) { offset_ += length; }

  [[nodiscard]] uint64_t offset() const { return offset_; }
  [[nodiscard]] Position position() const { return position_; }
  /// The first NUL or byte of no UTF-8 sequence since the last call.
  [[nodiscard]] std::optional<BadByte> take_bad_byte();

 private:
  void inspect(std::string_view bytes);

  uint64_t offset_;
  Position position_;
  std::optional<BadByte> bad_;
};

/// Length of `bytes` without a code point that is cut off at its end.
[[nodiscard]] size_t whole_code_points(std::string_view bytes);

}  // namespace migrate::sql
