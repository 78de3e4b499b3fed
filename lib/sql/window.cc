#include "lib/sql/window.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace migrate::sql {

namespace {
/// Room for what is looked at on its own: a byte order mark behind the byte before the beginning.
constexpr size_t kSmallestBytes = 8;
}  // namespace

Window::Window(const SourceText& source, uint64_t offset, size_t size)
    : reader_(source), size_(std::max(size, kSmallestBytes)), base_(offset) {
  advance(offset);
}

void Window::advance(uint64_t keep) {
  assert(keep >= base_ && keep <= base_ + filled_);
  const auto dropped = static_cast<size_t>(keep - base_);
  filled_ -= dropped;
  if (dropped > 0 && filled_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + dropped, filled_);
  }
  base_ = keep;
  if (filled_ == buffer_.size()) {
    buffer_.resize(filled_ == 0 ? size_ : filled_ * 2);
  } else if (filled_ < size_ && buffer_.size() > size_) {
    buffer_.resize(size_);
    buffer_.shrink_to_fit();
  }
  while (filled_ < buffer_.size()) {
    const size_t count =
        reader_.read(base_ + filled_, buffer_.data() + filled_, buffer_.size() - filled_);
    filled_ += count;
    if (count == 0) {
      at_end_ = true;
      return;
    }
  }
}

}  // namespace migrate::sql
