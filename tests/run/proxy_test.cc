// Runs through a connection pooler: what may be left in a session that is shared, and who holds the
// run lock.
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "tests/run/run_fixture.h"
#include "tests/support/child.h"
#include "tests/support/pgbouncer.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

/// The pooling mode is the parameter.
class ProxyTest : public testing::TestWithParam<std::string> {
 protected:
  ProxyTest() : direct_(project_.url()) { project_.options.connect.url = pool_url(); }

  [[nodiscard]] std::string pool_url() const { return pool_.url(database_of(direct_)); }
  std::string psql(const std::string& sql) const {
    return PostgresServer::instance().psql(database_of(direct_), sql);
  }
  [[nodiscard]] bool shared() const { return GetParam() == "transaction"; }
  [[nodiscard]] std::unique_ptr<workflow::Database> open(const std::string& url) const {
    workflow::DatabaseOptions options = project_.options;
    options.connect.url = url;
    return std::make_unique<workflow::Database>(*driver_, options);
  }

  Project project_{"postgresql"};
  std::string direct_;
  PgBouncer pool_{PostgresServer::instance(),
                  shared() ? PgBouncer::PoolMode::transaction : PgBouncer::PoolMode::session};
  std::unique_ptr<db::Driver> driver_ = driver_named("postgresql");
};
INSTANTIATE_TEST_SUITE_P(Pools, ProxyTest, testing::Values("session", "transaction"),
                         [](const auto& mode) { return mode.param; });

TEST_P(ProxyTest, TheWayOfPoolingIsFoundOut) {
  const auto pooled = open(pool_url());
  EXPECT_EQ(pooled->connection().transaction_start().empty(), !shared());
  EXPECT_TRUE(open(direct_)->connection().transaction_start().empty());
}

TEST_P(ProxyTest, ABusyPoolIsFoundOutToo) {
  if (!shared()) GTEST_SKIP() << "only where sessions are shared";
  // Others keep the first sessions busy, so that each of ours may get another one.
  const auto one = open(pool_url());
  const auto two = open(pool_url());
  db::execute(one->connection(), {.sql = "BEGIN"});
  db::execute(two->connection(), {.sql = "BEGIN"});
  EXPECT_FALSE(open(pool_url())->connection().transaction_start().empty());
}

TEST_P(ProxyTest, ServesEveryShapeOfScript) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a integer);\nCREATE INDEX CONCURRENTLY t_ix ON t (a);\n"
                    "INSERT INTO t VALUES (1);",
                    "DROP TABLE t;");
  project_.revision(
      "b", "a", "BEGIN;\nCREATE TABLE u (a integer);\nCOMMIT;\nCOPY u FROM stdin;\n1\n2\n\\.\n");
  project_.revision("c", "b", "CREATE TABLE v AS SELECT current_setting('lock_timeout') AS l;", "",
                    "-- lock-timeout: 7s\n");
  EXPECT_EQ(project_.upgrade().steps.size(), 3U);
  EXPECT_EQ(project_.applied(), "a b c");
  EXPECT_EQ(psql("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_ix'::regclass"), "t");
  EXPECT_EQ(psql("SELECT count(*) FROM u"), "2");
  EXPECT_EQ(psql("SELECT l FROM v"), "7s");
}

TEST_P(ProxyTest, SettingsHoldInsideTransactionsAndNowhereElse) {
  psql("CREATE ROLE builder_" + database_of(direct_) + "; GRANT ALL ON SCHEMA public TO builder_" +
       database_of(direct_));
  project_.options.connect.role = "builder_" + database_of(direct_);
  project_.options.connect.session = {{"work_mem", "9MB"}};
  project_.revision("a", "none",
                    "CREATE TABLE t AS SELECT current_setting('work_mem') AS w, "
                    "current_setting('lock_timeout') AS l, current_user::text AS u;");
  project_.upgrade();
  EXPECT_EQ(psql("SELECT concat_ws('/', w, l, u) FROM t"),
            "9MB/2s/builder_" + database_of(direct_));
  // What another client of the pool is given.
  const auto session = PostgresServer::instance().program("psql");
  EXPECT_EQ(run_child({session, "-X", "-A", "-t", "-d", pool_url(), "-c",
                       "SELECT concat_ws('/', current_setting('work_mem'), "
                       "current_setting('lock_timeout'), current_user)"})
                .output,
            "4MB/0/postgres\n");
}

TEST_P(ProxyTest, TheDoctorLooksWithTheRoleAndTheSettingsOfARun) {
  const std::string role = "looker_" + database_of(direct_);
  psql("CREATE ROLE " + role + "; CREATE SCHEMA app");
  project_.options.connect.role = role;
  project_.options.connect.session = {{"search_path", "app"}};
  const auto pooled = open(pool_url());
  std::vector<std::string> messages;
  for (const Diagnostic& found :
       pooled->driver().examine(pooled->connection(), {"public", db::Subject::Pending::some})) {
    if (found.code == "no-schema" || found.code == "missing-privilege") {
      messages.push_back(found.message);
    }
  }
  EXPECT_EQ(messages, (std::vector<std::string>{
                          "the search_path names no schema that exists: unqualified tables can't "
                          "be created",
                          role + " may not CREATE in the schema public, to make the history "
                                 "tables"}));
}

TEST_P(ProxyTest, WhatAScriptLeavesInTheSessionIsGone) {
  project_.revision("a", "none",
                    "SET work_mem = '9MB';\nCREATE TEMP TABLE x (a integer);\n"
                    "PREPARE p AS SELECT 1;\nLISTEN news;\nCREATE TABLE t (a integer);");
  project_.revision("b", "a",
                    "CREATE TABLE u AS SELECT concat_ws('/', current_setting('work_mem'), "
                    "to_regclass('x'), (SELECT count(*) FROM pg_prepared_statements WHERE name = "
                    "'p'), (SELECT count(*) FROM pg_listening_channels())) AS found;");
  project_.upgrade();
  EXPECT_EQ(psql("SELECT found FROM u"), "4MB/0/0");
  if (!shared()) return;
  EXPECT_EQ(run_child({PostgresServer::instance().program("psql"), "-X", "-A", "-t", "-d",
                       pool_url(), "-c",
                       "SELECT concat_ws('/', current_setting('work_mem'), (SELECT count(*) FROM "
                       "pg_prepared_statements), (SELECT count(*) FROM pg_listening_channels()))"})
                .output,
            "4MB/0/0\n");
}

TEST_P(ProxyTest, AScriptThatNeedsItsSessionBeyondATransactionIsRefused) {
  project_.revision("a", "none",
                    "SET work_mem = '9MB';\nCREATE TABLE t (a integer);\n"
                    "CREATE INDEX CONCURRENTLY t_ix ON t (a);");
  if (!shared()) {
    project_.upgrade();
    EXPECT_EQ(project_.applied(), "a");
    return;
  }
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_NE(error.diagnostics()[0].message.find("transactions"), std::string::npos);
  EXPECT_EQ(project_.applied(), "");
  EXPECT_EQ(psql("SELECT to_regclass('t') IS NULL"), "t");
}

TEST_P(ProxyTest, TheLockExcludesRunsOnEveryWay) {
  project_.revision("a", "none", "CREATE TABLE t (a integer);");
  for (const auto& [holder, other] :
       {std::pair(pool_url(), pool_url()), std::pair(pool_url(), direct_),
        std::pair(direct_, pool_url())}) {
    const auto first = open(holder);
    const auto second = open(other);
    const auto held = driver_->lock(first->connection(), "public", "migrate_revision");
    ASSERT_TRUE(held->try_acquire());
    ASSERT_TRUE(held->confirm());
    EXPECT_FALSE(db::try_execute(first->connection(), *held->confirm()).failure);
    const auto wanted = driver_->lock(second->connection(), "public", "migrate_revision");
    EXPECT_FALSE(wanted->try_acquire());
    EXPECT_FALSE(wanted->try_acquire());
    EXPECT_NE(wanted->holder().description.find("pid "), std::string::npos);
    held->release();
    EXPECT_TRUE(wanted->try_acquire());
  }
}

TEST_P(ProxyTest, WorkThatOutlivesItsRunKeepsTheLock) {
  // As after kill -9: the connection that held the lock has ended, a transaction has not.
  for (const std::string& other : {pool_url(), direct_}) {
    const auto dead = open(pool_url());
    auto held = driver_->lock(dead->connection(), "public", "migrate_revision");
    ASSERT_TRUE(held->try_acquire());
    db::execute(dead->connection(), {.sql = "BEGIN"});
    EXPECT_FALSE(db::try_execute(dead->connection(), *held->confirm()).failure);
    held.reset();

    const auto next = open(other);
    const auto wanted = driver_->lock(next->connection(), "public", "migrate_revision");
    EXPECT_FALSE(wanted->try_acquire());
    EXPECT_NE(wanted->holder().description.find("pid "), std::string::npos);
    db::execute(dead->connection(), {.sql = "COMMIT"});
    EXPECT_TRUE(wanted->try_acquire());
  }
}

TEST_P(ProxyTest, WorkThatBeginsBehindItsRunIsRefused) {
  const auto dead = open(pool_url());
  auto held = driver_->lock(dead->connection(), "public", "migrate_revision");
  ASSERT_TRUE(held->try_acquire());
  const std::optional<db::Request> confirm = held->confirm();
  EXPECT_TRUE(held->can_lapse());
  held.reset();
  const auto next = open(pool_url());
  const auto taken = driver_->lock(next->connection(), "public", "migrate_revision");
  ASSERT_TRUE(taken->try_acquire());
  db::execute(dead->connection(), {.sql = "BEGIN"});
  EXPECT_TRUE(db::try_execute(dead->connection(), *confirm).failure);
}

TEST_P(ProxyTest, AStatementThatOutlivesItsRunIsWaitedFor) {
  const std::string statement = "VACUUM /* slow */ t";
  psql("CREATE TABLE t (a integer)");
  const auto dead = open(pool_url());
  const auto blocker = open(direct_);
  db::execute(blocker->connection(), {.sql = "BEGIN"});
  db::execute(blocker->connection(), {.sql = "LOCK t IN ACCESS EXCLUSIVE MODE"});
  dead->connection().submit({.sql = statement, .mode = db::Request::Mode::alone});
  dead->connection().barrier();
  while (psql("SELECT count(*) FROM pg_locks WHERE NOT granted") != "1") {
  }

  const auto next = open(pool_url());
  const auto unblock = std::async(std::launch::async, [&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    db::execute(blocker->connection(), {.sql = "ROLLBACK"});
  });
  const db::Recovery recovery =
      driver_->recover(next->connection(), statement, db::Leftovers::clear);
  unblock.wait();
  EXPECT_EQ(recovery.outcome, db::Recovery::Outcome::not_done);
  EXPECT_EQ(psql("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = '" +
                 statement + "'"),
            "0");
  EXPECT_EQ(dead->connection().next().status, db::Outcome::Status::done);
}

TEST_P(ProxyTest, AnIndexWithoutANameNeedsItsSession) {
  project_.revision("a", "none", "CREATE TABLE t (a integer);");
  project_.revision("b", "a", "CREATE INDEX CONCURRENTLY ON t (a);");
  if (!shared()) {
    project_.upgrade();
    EXPECT_EQ(psql("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a_idx'::regclass"), "t");
    return;
  }
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_NE(error.diagnostics()[0].hint.find("name the index"), std::string::npos);
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(ProxyTest, ALeaseKeepsRunsApart) {
  project_.options.connect.lock.kind = db::LockOptions::Kind::lease;
  project_.revision("a", "none",
                    "CREATE TABLE t (a integer);\nCREATE INDEX CONCURRENTLY t_ix ON t (a);\n"
                    "INSERT INTO t VALUES (1);");
  {
    const auto first = open(pool_url());
    const auto held = driver_->lock(first->connection(), "public", "migrate_revision");
    ASSERT_TRUE(held->try_acquire());
    EXPECT_FALSE(db::try_execute(first->connection(), *held->confirm()).failure);
    EXPECT_EQ(project_.upgrade_failure().code(), ErrorCode::locked);
  }
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(ProxyTest, ALostLockStopsTheRun) {
  project_.revision("a", "none", "CREATE TABLE t (a integer);");
  project_.revision("b", "a", "CREATE TABLE u (a integer);");
  const auto database = open(pool_url());
  const auto lock = driver_->lock(database->connection(), "public", "migrate_revision");
  ASSERT_TRUE(lock->try_acquire());
  constexpr const char* kEndHolders =  // and wait until they are gone
      "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'";
  psql(kEndHolders);
  EXPECT_TRUE(db::try_execute(database->connection(), *lock->confirm()).failure);
}

}  // namespace
}  // namespace migrate::test
