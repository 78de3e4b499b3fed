// How often, and after what pauses, a segment that lost a lock is tried again.
#pragma once

#include <optional>
#include <random>

#include "lib/base/clock.h"

namespace migrate::run {

/// A queue behind an ALTER is an outage, so each try waits only briefly for its lock; what is
/// patient is the retrying.
struct RetryPolicy {
  int tries = 20;
  Milliseconds first_pause{1000};
  Milliseconds longest_pause{30'000};
  Milliseconds total{600'000};
};

/// The pauses of one segment: doubling from first_pause to longest_pause, each shortened by up to a
/// half at random, so that runners that collided do not collide again.
class Retry {
 public:
  explicit Retry(const RetryPolicy& policy) : policy_(policy), next_(policy.first_pause) {}
  /// The pause before the next try, or none when tries or time are used up.
  [[nodiscard]] std::optional<Milliseconds> pause();
  /// Tries that were begun, and how many there may be.
  [[nodiscard]] int tries() const { return tries_; }
  [[nodiscard]] int most_tries() const { return policy_.tries; }

 private:
  RetryPolicy policy_;
  Milliseconds next_;
  int tries_ = 1;
  Stopwatch time_;
  std::minstd_rand random_{std::random_device{}()};
};

}  // namespace migrate::run
