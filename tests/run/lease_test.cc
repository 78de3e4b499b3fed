// The run lock as a lease (PostgreSQL): who gets it when, and what a run writes that has lost it.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "lib/workflow/locked.h"
#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

constexpr int kLocked = 5;
constexpr Milliseconds kPatience{30'000};

class Lease : public testing::Test {
 protected:
  void SetUp() override {
    project_.options.connect.lock.kind = db::LockOptions::Kind::lease;
    project_.options.connect.lock.lease_time = Milliseconds(2000);
  }

  [[nodiscard]] static std::unique_ptr<db::Lock> lock(workflow::Database& database) {
    return database.driver().lock(database.connection(), "public", "migrate_revision");
  }
  /// The holder's time is up: it can't renew any more.
  void expire() const { project_.execute("UPDATE migrate_lock SET expires = clock_timestamp()"); }
  [[nodiscard]] static bool acquires_in_time(db::Lock& lock) {
    for (const Stopwatch waited; waited.elapsed() < kPatience;) {
      if (lock.try_acquire()) return true;
    }
    return false;
  }
  /// `act` in a process of its own, whose exit code is 5 for a lost lock.
  template <class Act>
  static pid_t in_child(const Act& act) {
    const pid_t child = fork();
    if (child != 0) return child;
    int code = 0;
    try {
      act();
    } catch (const Error& error) {
      const bool lost =
          std::string(error.what()).find("lease is no longer held") != std::string::npos;
      code = error.code() == ErrorCode::locked && lost ? kLocked : 1;
    }
    _exit(code);
  }
  static int exit_code_of(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  static void wait_until_stopped(pid_t child) {
    int status = 0;
    waitpid(child, &status, WUNTRACED);
    ASSERT_TRUE(WIFSTOPPED(status)) << "the child ended";
  }

  Project project_{"postgresql"};
};

TEST_F(Lease, OneAtATimeAndFreeAtTheEnd) {
  const auto first = project_.open();
  const auto second = project_.open();
  const auto held = lock(*first);
  const auto wanted = lock(*second);
  EXPECT_EQ(wanted->holder().description, "");
  EXPECT_TRUE(held->try_acquire());
  EXPECT_TRUE(held->try_acquire());
  EXPECT_FALSE(wanted->try_acquire());
  EXPECT_NE(wanted->holder().description.find(first->options().actor.run_id + " of tester on "),
            std::string::npos)
      << wanted->holder().description;
  held->release();
  EXPECT_EQ(wanted->holder().description, "");
  EXPECT_TRUE(wanted->try_acquire());
  EXPECT_FALSE(held->try_acquire());
}

TEST_F(Lease, ConfirmsWhileItIsHeld) {
  const auto database = project_.open();
  const auto held = lock(*database);
  ASSERT_TRUE(held->try_acquire());
  EXPECT_FALSE(db::try_execute(database->connection(), *held->confirm()).failure);
  held->release();
  const db::Outcome outcome = db::try_execute(database->connection(), *held->confirm());
  ASSERT_TRUE(outcome.failure);
  EXPECT_NE(outcome.failure->message.find("no longer held"), std::string::npos);
}

TEST_F(Lease, ACrashedHolderIsTakenOverWhenItsTimeIsUpAndNotBefore) {
  const pid_t child = in_child([&] {
    const auto database = project_.open();
    const auto held = lock(*database);
    if (held->try_acquire()) raise(SIGSTOP);
  });
  wait_until_stopped(child);
  kill(child, SIGKILL);
  EXPECT_EQ(exit_code_of(child), -1);

  const std::string expires = project_.scalar("SELECT expires FROM migrate_lock");
  const auto database = project_.open();
  const auto wanted = lock(*database);
  EXPECT_FALSE(wanted->try_acquire());
  ASSERT_TRUE(acquires_in_time(*wanted));
  EXPECT_EQ(project_.scalar("SELECT clock_timestamp() > '" + expires + "'"), "t");
}

TEST_F(Lease, ATransactionUnderWayKeepsItPastItsTime) {
  const auto first = project_.open();
  const auto second = project_.open();
  const auto held = lock(*first);
  const auto wanted = lock(*second);
  ASSERT_TRUE(held->try_acquire());
  db::execute(first->connection(), {.sql = "BEGIN"});
  db::execute(first->connection(), *held->confirm());
  expire();
  EXPECT_NE(wanted->holder().description.find("expired"), std::string::npos);
  EXPECT_FALSE(wanted->try_acquire());
  db::execute(first->connection(), {.sql = "COMMIT"});
  EXPECT_TRUE(wanted->try_acquire());
  EXPECT_TRUE(db::try_execute(first->connection(), *held->confirm()).failure);
}

/// Under the run's own name, and under one that the script gave the session.
TEST_F(Lease, AStatementOutsideATransactionKeepsItPastItsTime) {
  for (const char* rename : {"SELECT 1", "SET application_name = 'script'"}) {
    const auto first = project_.open();
    const auto second = project_.open();
    const auto held = lock(*first);
    const auto wanted = lock(*second);
    ASSERT_TRUE(held->try_acquire());
    db::execute(first->connection(), {.sql = rename});
    first->connection().submit({.sql = "SELECT pg_sleep(600)"});
    first->connection().barrier();
    const std::string running =
        "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)' AND state = "
        "'active'";
    for (const Stopwatch waited; project_.scalar(running) != "1" && waited.elapsed() < kPatience;) {
    }
    expire();
    EXPECT_FALSE(wanted->try_acquire()) << rename;
    first->connection().canceller()->cancel();
    EXPECT_TRUE(first->connection().next().failure);
    EXPECT_TRUE(acquires_in_time(*wanted)) << rename;
  }
}

TEST_F(Lease, APausedRunWritesNothingMoreOnceItIsTakenOver) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);\nINSERT INTO t VALUES (1);");
  project_.revision("r2", "r1", "CREATE INDEX CONCURRENTLY t_ix ON t (a);");
  project_.revision("r3", "r2", "INSERT INTO t VALUES (2);");
  const pid_t child = in_child([&] {
    project_.observer.hook = [](const run::Event& event) {
      if (event.kind == run::Event::Kind::step_done) raise(SIGSTOP);
    };
    project_.upgrade();
  });
  wait_until_stopped(child);
  project_.options.lock_wait = kPatience;
  const workflow::ApplyResult result = project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1 r2 r3");
  const std::string events = project_.scalar("SELECT count(*) FROM migrate_event");
  kill(child, SIGCONT);
  EXPECT_EQ(exit_code_of(child), kLocked);
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM migrate_event"), events);
  EXPECT_EQ(project_.scalar("SELECT string_agg(a::text, ' ' ORDER BY a) FROM t"), "1 2");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
  EXPECT_EQ(project_.scalar("SELECT run_id FROM migrate_revision WHERE id = 'r3'"), result.run_id);
}

TEST_F(Lease, IsRenewedForAsLongAsTheRunTakes) {
  project_.options.connect.lock.lease_time = Milliseconds(300);
  project_.revision("r1", "none", "SELECT pg_sleep(1);\nCREATE TABLE t (a integer);");
  project_.revision("r2", "r1", "SELECT pg_sleep(1);\nVACUUM;\nINSERT INTO t VALUES (1);");
  const auto database = project_.open();
  const auto wanted = lock(*database);
  std::atomic<bool> held = false;
  project_.observer.hook = [&](const run::Event&) { held = true; };
  std::thread run([&] { EXPECT_NO_THROW(project_.upgrade()); });
  for (const Stopwatch waited; !held && waited.elapsed() < kPatience;) std::this_thread::yield();
  EXPECT_TRUE(acquires_in_time(*wanted));
  EXPECT_EQ(project_.applied(), "r1 r2");
  run.join();
}

TEST_F(Lease, IsConfirmedAsTheOwnRoleWhateverTheScriptTook) {
  project_.revision("r1", "none",
                    "CREATE TABLE t (a integer);\nSET ROLE pg_monitor;\nVACUUM t;\n"
                    "SELECT 1 / (current_user = 'pg_monitor')::integer;");
  EXPECT_NO_THROW(project_.upgrade());
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_F(Lease, FencesTheHistorysOwnWrites) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  const auto database = project_.open();
  const auto held = workflow::lock_for_writing(*database, project_.observer);
  history::Event event;
  event.action = "note";
  const auto write = [&] {
    database->store().write(database->connection(), database->store().event(event));
  };
  EXPECT_NO_THROW(write());
  expire();
  const Error error = project_.failure_of(write);
  EXPECT_NE(std::string(error.what()).find("no longer held"), std::string::npos) << error.what();
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM migrate_event"), "1");
}

TEST(LeaseElsewhere, IsRefusedOnSqlite) {
  Project project("sqlite");
  project.options.connect.lock.kind = db::LockOptions::Kind::lease;
  const Error error = project.failure_of([&] { (void)project.open(); });
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_NE(std::string(error.what()).find("lease"), std::string::npos);
}

TEST(LeaseElsewhere, IsRefusedForAScript) {
  const auto driver = driver_named("postgresql");
  db::ConnectOptions options;
  options.lock.kind = db::LockOptions::Kind::lease;
  Project project("postgresql");
  const Error error = project.failure_of([&] { (void)driver->shell(options, ""); });
  EXPECT_EQ(error.code(), ErrorCode::usage);
}

}  // namespace
}  // namespace migrate::test
