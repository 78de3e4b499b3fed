// Many runners of the real program at once, some of them killed: each statement runs once, and
// nobody waits for ever.
#include "tests/reliability/crowd.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include "tests/reliability/stage.h"

namespace migrate::test {
namespace {

constexpr int kKilled = 128 + SIGKILL;

class Crowds : public testing::TestWithParam<Route> {};

/// Fewer of them come through a proxy in an ordinary run: it adds little to what the others show.
int size_of(Route route) { return through_proxy(route) && !long_run() ? 8 : 50; }

TEST_P(Crowds, AllAtOnceApplyEachStatementOnce) {
  Crowd crowd(GetParam());
  std::vector<Process> runners;
  for (int i = 0; i < size_of(GetParam()); ++i) runners.push_back(crowd.runner());
  for (size_t i = 0; i < runners.size(); ++i) EXPECT_EQ(runners[i].wait(), 0) << crowd.output(i);
  EXPECT_EQ(crowd.problems(), "");
}

/// MIGRATE_SEED, or 1.
unsigned seed() {
  const char* value = std::getenv("MIGRATE_SEED");
  return value == nullptr ? 1 : static_cast<unsigned>(std::strtoul(value, nullptr, 10));
}

/// Kills a random one that still runs, after random pauses, until none is left or `kills` are done.
int kill_some(std::vector<Process>& runners, std::minstd_rand& random, int kills) {
  std::uniform_int_distribution<int> pause(5, 150);
  int done = 0;
  while (done < kills) {
    std::this_thread::sleep_for(std::chrono::milliseconds(pause(random)));
    std::vector<Process*> running;
    for (Process& runner : runners) {
      if (runner.running()) running.push_back(&runner);
    }
    if (running.empty()) break;
    running[random() % running.size()]->signal(SIGKILL);
    ++done;
  }
  return done;
}

TEST_P(Crowds, TwentyWithRandomKillsConverge) {
  const int rounds = long_run() ? 10 : 1;
  int kills = 0;
  for (int round = 0; round < rounds; ++round) {
    const unsigned number = seed() + static_cast<unsigned>(round);
    SCOPED_TRACE("MIGRATE_SEED=" + std::to_string(number));
    std::minstd_rand random(number);
    Crowd crowd(GetParam());
    std::vector<Process> runners;
    for (int i = 0; i < 20; ++i) runners.push_back(crowd.runner());
    kills += kill_some(runners, random, 15);
    for (size_t i = 0; i < runners.size(); ++i) {
      const int code = runners[i].wait();
      EXPECT_TRUE(code == 0 || code == kKilled) << code << ": " << crowd.output(i);
    }
    EXPECT_EQ(crowd.runner().wait(), 0) << crowd.output(20);
    EXPECT_EQ(crowd.problems(), "");
  }
  EXPECT_GT(kills, 0);
  std::cout << kills << " runners killed, MIGRATE_SEED=" << seed() << "\n";
}

INSTANTIATE_TEST_SUITE_P(Routes, Crowds,
                         testing::Values(Route::postgresql, Route::sqlite, Route::session_pool,
                                         Route::transaction_pool),
                         [](const auto& test) { return name_of(test.param); });

}  // namespace
}  // namespace migrate::test
