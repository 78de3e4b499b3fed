#include "lib/run/retry.h"

#include <algorithm>

namespace migrate::run {

std::optional<Milliseconds> Retry::pause() {
  if (tries_ >= policy_.tries || time_.elapsed() >= policy_.total) return std::nullopt;
  ++tries_;
  std::uniform_int_distribution<int64_t> shortened(next_.count() / 2, next_.count());
  next_ = std::min(2 * next_, policy_.longest_pause);
  return Milliseconds(shortened(random_));
}

}  // namespace migrate::run
