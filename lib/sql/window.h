// A sliding window over a source: the bytes between what is still needed and what was read ahead.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/base/source_text.h"

namespace migrate::sql {

class Window {
 public:
  /// `size` is what it holds as long as no single piece needs more.
  Window(const SourceText& source, uint64_t offset, size_t size);

  /// The bytes at hand, from offset `base()` of the source on.
  [[nodiscard]] std::string_view text() const { return {buffer_.data(), filled_}; }
  [[nodiscard]] uint64_t base() const { return base_; }
  /// The bytes at hand from `offset`, which must be in the window or at its end.
  [[nodiscard]] std::string_view from(uint64_t offset) const {
    return text().substr(static_cast<size_t>(offset - base_));
  }
  /// No byte of the source lies behind the window.
  [[nodiscard]] bool at_end() const { return at_end_; }

  /// Drops the bytes before `keep` and reads more behind; grows when all of it is still needed.
  /// Views into the window are void after it. Throws Error{failed} when reading fails.
  void advance(uint64_t keep);

 private:
  SourceReader reader_;
  size_t size_;
  std::vector<char> buffer_;
  size_t filled_ = 0;
  uint64_t base_;
  bool at_end_ = false;
};

}  // namespace migrate::sql
