// One run lock around several acts.
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>

#include "lib/workflow/locked.h"
#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

class KeptLock : public RunTest {
 protected:
  /// Whether another run could begin to write now.
  bool is_free() {
    const auto other = project_.open();
    try {
      (void)workflow::lock_for_writing(*other, project_.observer);
      return true;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::locked);
      return false;
    }
  }
};

TEST_P(KeptLock, KeepsOthersOutBetweenActsAndAfterThem) {
  project_.revision("a", "none", "CREATE TABLE a (x integer);");
  project_.revision("b", "a", "CREATE TABLE b (x integer);");
  const auto database = project_.open();
  {
    const workflow::KeptLock lock(*database, project_.observer);
    EXPECT_FALSE(is_free());
    (void)workflow::stamp(*database, project_.graph(), {"a"}, workflow::Purge::no, 1 << 20,
                          project_.observer);
    EXPECT_FALSE(is_free());
    (void)workflow::upgrade(*database, project_.graph(), {}, project_.observer);
    EXPECT_FALSE(is_free());
  }
  EXPECT_TRUE(is_free());
  EXPECT_EQ(project_.applied(), "a b");
}

TEST_P(KeptLock, WritesNothingByItself) {
  const auto database = project_.open();
  { const workflow::KeptLock lock(*database, project_.observer); }
  EXPECT_FALSE(project_.open()->history().exists);
}

TEST_P(KeptLock, IsNotWaitedForAfterASignal) {
  const auto holder = project_.open();
  const workflow::KeptLock lock(*holder, project_.observer);
  const std::atomic<int> signal = SIGTERM;
  workflow::DatabaseOptions options = holder->options();
  options.lock_wait = Milliseconds(60'000);
  options.interrupted = &signal;
  workflow::Database other(holder->driver(), options);
  const Stopwatch waited;
  try {
    (void)workflow::lock_for_writing(other, project_.observer);
    FAIL() << "two runs at once";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::terminated) << error.what();
  }
  EXPECT_LT(waited.elapsed(), Milliseconds(30'000));
}

INSTANTIATE_TEST_SUITE_P(Engines, KeptLock, testing::ValuesIn(engine_names()));

}  // namespace
}  // namespace migrate::test
