// The run lock of every engine (lib/db/driver.h).
#include <gtest/gtest.h>

#include "lib/engines.h"
#include "tests/contract/engine_under_test.h"

namespace migrate::test {
namespace {

class LockContract : public EngineTest {
 protected:
  [[nodiscard]] std::unique_ptr<db::Lock> lock(db::Connection& connection) const {
    return driver_->lock(connection, is_postgresql() ? "public" : "", "migrate_revision");
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, LockContract, testing::ValuesIn(engine_names()),
                         [](const auto& engine) { return engine.param; });

TEST_P(LockContract, OneAtATime) {
  const auto first = connect();
  const auto second = connect();
  const auto held = lock(*first);
  const auto wanted = lock(*second);
  EXPECT_TRUE(held->try_acquire());
  EXPECT_FALSE(wanted->try_acquire());
  held->release();
  EXPECT_TRUE(wanted->try_acquire());
  EXPECT_FALSE(held->try_acquire());
}

TEST_P(LockContract, OneReleaseFreesItHoweverOftenItWasAsked) {
  const auto first = connect();
  const auto second = connect();
  const auto held = lock(*first);
  EXPECT_TRUE(held->try_acquire());
  EXPECT_TRUE(held->try_acquire());
  held->release();
  EXPECT_TRUE(lock(*second)->try_acquire());
}

TEST_P(LockContract, FreeWhenDestroyed) {
  const auto first = connect();
  const auto second = connect();
  EXPECT_TRUE(lock(*first)->try_acquire());
  EXPECT_TRUE(lock(*second)->try_acquire());
}

TEST_P(LockContract, FreeWhenTheConnectionEnds) {
  const auto second = connect();
  {
    const auto first = connect();
    const auto held = lock(*first);
    EXPECT_TRUE(held->try_acquire());
    EXPECT_FALSE(lock(*second)->try_acquire());
  }
  const auto wanted = lock(*second);
  // The server ends the other session on its own time.
  bool acquired = false;
  for (int tries = 0; tries < 10'000 && !acquired; ++tries) acquired = wanted->try_acquire();
  EXPECT_TRUE(acquired);
}

TEST_P(LockContract, StaysThroughTransactionsAndResets) {
  const auto first = connect();
  const auto second = connect();
  const auto held = lock(*first);
  const auto wanted = lock(*second);
  ASSERT_TRUE(held->try_acquire());
  db::execute(*first, {.sql = "BEGIN"});
  db::execute(*first, {.sql = "ROLLBACK"});
  first->reset();
  EXPECT_FALSE(wanted->try_acquire());
}

TEST_P(LockContract, ConfirmsWhileItIsHeld) {
  const auto connection = connect();
  const auto held = lock(*connection);
  ASSERT_TRUE(held->try_acquire());
  if (!held->confirm()) return;  // the engine can't lose it
  EXPECT_FALSE(db::try_execute(*connection, *held->confirm()).failure);
  held->release();
  const db::Outcome outcome = db::try_execute(*connection, *held->confirm());
  ASSERT_TRUE(outcome.failure);
  EXPECT_NE(outcome.failure->message.find("no longer held"), std::string::npos);
}

}  // namespace
}  // namespace migrate::test
