// Runners with a lease that are stopped for longer than it lasts, and continued.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <iostream>
#include <optional>
#include <set>
#include <thread>

#include "lib/base/clock.h"
#include "tests/reliability/crowd.h"

namespace migrate::test {
namespace {

constexpr int kLocked = 5;
constexpr size_t kRunners = 10;
constexpr size_t kPaused = 3;
constexpr Milliseconds kPatience{60'000};

void pause() { std::this_thread::sleep_for(std::chrono::milliseconds(2)); }

/// A runner that has applied something, is still at work, and is none of `before`; or none.
std::optional<size_t> at_work(const Crowd& crowd, std::vector<Process>& runners,
                              const std::set<size_t>& before) {
  for (size_t i = 0; i < runners.size(); ++i) {
    const bool works = crowd.output(i).find("applied r") != std::string::npos;
    if (works && !before.contains(i) && runners[i].running()) return i;
  }
  return std::nullopt;
}

TEST(LeaseCrowd, RunnersPausedPastTheirTimeWriteNothingTwice) {
  Crowd crowd(Route::postgresql);
  std::vector<Process> runners;
  for (size_t i = 0; i < kRunners; ++i) {
    runners.push_back(crowd.runner({"MIGRATE_LOCK=lease", "MIGRATE_LEASE_TIME=3s"}));
  }
  std::set<size_t> paused;
  for (const Stopwatch time; paused.size() < kPaused && time.elapsed() < kPatience;) {
    const std::optional<size_t> next = at_work(crowd, runners, paused);
    if (!next) {
      pause();
      continue;
    }
    const std::string owner = crowd.value("SELECT owner FROM migrate_lock");
    runners[*next].signal(SIGSTOP);
    paused.insert(*next);
    // Its time runs out; then somebody takes over, or waits for the transaction that it has open.
    const std::string over = "SELECT owner <> '" + owner +
                             "' OR expires < clock_timestamp() - interval '1 second' "
                             "FROM migrate_lock";
    while (crowd.value(over) != "t" && time.elapsed() < kPatience) pause();
    runners[*next].signal(SIGCONT);
  }
  int lost = 0;
  for (size_t i = 0; i < runners.size(); ++i) {
    const int code = runners[i].wait();
    EXPECT_TRUE(code == 0 || code == kLocked) << code << ": " << crowd.output(i);
    if (code == kLocked) {
      ++lost;
      EXPECT_TRUE(paused.contains(i)) << crowd.output(i);
      EXPECT_NE(crowd.output(i).find("the lease is no longer held"), std::string::npos)
          << crowd.output(i);
    }
  }
  EXPECT_GT(lost, 0);
  EXPECT_EQ(crowd.problems(), "");
  std::cout << paused.size() << " runners paused, " << lost << " lost their lease\n";
}

}  // namespace
}  // namespace migrate::test
