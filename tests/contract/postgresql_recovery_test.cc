// Statements that run alone on PostgreSQL: what a failed one leaves, and what became of one.
#include <gtest/gtest.h>

#include <thread>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "tests/contract/engine_under_test.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

using RecoveryOutcome = db::Recovery::Outcome;

class PostgresqlRecovery : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    connection_ = connect();
    run("CREATE TABLE t (a int, b int)");
    run("INSERT INTO t SELECT 1, i FROM generate_series(1, 10) i");  // a has duplicates
  }

  void run(const std::string& sql) { db::execute(*connection_, {.sql = sql}); }
  db::Outcome run_alone(const std::string& sql) {
    return db::try_execute(*connection_, {.sql = sql, .mode = db::Request::Mode::alone});
  }
  /// Leaves an INVALID index, as a build that a duplicate ended.
  void leave_invalid(const std::string& build) {
    ASSERT_EQ(run_alone(build).failure->sqlstate, "23505");
    ASSERT_EQ(invalid_indexes(), "1");
  }
  std::string invalid_indexes() {
    return scalar(*connection_, "SELECT count(*) FROM pg_index WHERE NOT indisvalid");
  }
  std::string lines(const std::vector<std::string>& lines) { return join(lines, "\n"); }

  std::unique_ptr<db::Connection> connection_;
};

INSTANTIATE_TEST_SUITE_P(Engine, PostgresqlRecovery, testing::Values("postgresql"),
                         [](const auto& engine) { return engine.param; });

constexpr const char* kBuild = "CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a);";

TEST_P(PostgresqlRecovery, AnInvalidIndexIsDroppedBeforeTheBuild) {
  leave_invalid(kBuild);
  run("UPDATE t SET a = b");
  EXPECT_EQ(lines(driver_->prepare_alone(*connection_, kBuild)),
            "dropped the INVALID index public.t_a, which an earlier build left");
  EXPECT_FALSE(run_alone(kBuild).failure);
  EXPECT_FALSE(driver_->verify_alone(*connection_, kBuild));
  EXPECT_EQ(invalid_indexes(), "0");
  // A valid one is left alone.
  EXPECT_EQ(lines(driver_->prepare_alone(*connection_, kBuild)), "");
  EXPECT_EQ(scalar(*connection_, "SELECT to_regclass('t_a') IS NOT NULL"), "t");
}

TEST_P(PostgresqlRecovery, IfNotExistsDoesNotTakeAnInvalidIndexForTheRealOne) {
  leave_invalid(kBuild);
  const std::string build = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_a ON public.t (a)";
  ASSERT_FALSE(run_alone(build).failure);
  const auto finding = driver_->verify_alone(*connection_, build);
  ASSERT_TRUE(finding);
  EXPECT_NE(finding->message.find("public.t_a is INVALID"), std::string::npos);
  driver_->prepare_alone(*connection_, build);
  EXPECT_EQ(invalid_indexes(), "0");
}

TEST_P(PostgresqlRecovery, AFailedBuildLeavesNothing) {
  driver_->prepare_alone(*connection_, kBuild);
  leave_invalid(kBuild);
  EXPECT_EQ(lines(driver_->clean_up_alone(*connection_, kBuild)),
            "dropped the INVALID index public.t_a, which the failed build left");
  EXPECT_EQ(invalid_indexes(), "0");
  EXPECT_EQ(scalar(*connection_, "SHOW lock_timeout"), "2s");
  EXPECT_EQ(scalar(*connection_, "SHOW statement_timeout"), "0");
}

TEST_P(PostgresqlRecovery, AFailedBuildWithoutANameLeavesNothing) {
  leave_invalid("CREATE UNIQUE INDEX CONCURRENTLY somebody_elses ON t (a)");
  const std::string build = "create unique index concurrently on only t (a)";
  driver_->prepare_alone(*connection_, build);
  ASSERT_TRUE(run_alone(build).failure);
  ASSERT_EQ(invalid_indexes(), "2");
  EXPECT_EQ(lines(driver_->clean_up_alone(*connection_, build)),
            "dropped the INVALID index public.t_a_idx, which the failed build left");
  EXPECT_EQ(invalid_indexes(), "1");
  EXPECT_EQ(driver_->recover(*connection_, build, db::Leftovers::clear).outcome,
            RecoveryOutcome::unknown);
}

TEST_P(PostgresqlRecovery, NamesAreReadAsWritten) {
  run("CREATE SCHEMA \"My App\"");
  run("CREATE TABLE \"My App\".\"T x\" (a int)");
  run("INSERT INTO \"My App\".\"T x\" VALUES (1), (1)");
  const std::string build =
      "/* c */ CREATE UNIQUE INDEX CONCURRENTLY \"Odd \"\"name\" ON \"My App\".\"T x\" (a)";
  leave_invalid(build);
  EXPECT_EQ(lines(driver_->clean_up_alone(*connection_, build)),
            "dropped the INVALID index \"My App\".\"Odd \"\"name\", which the failed build left");
  EXPECT_EQ(invalid_indexes(), "0");
}

TEST_P(PostgresqlRecovery, ACleanUpThatCannotFinishSaysWhatIsLeft) {
  leave_invalid(kBuild);
  run("CREATE ROLE reader_" + database_of(options_.url));
  run("SET ROLE reader_" + database_of(options_.url));
  EXPECT_EQ(lines(driver_->clean_up_alone(*connection_, kBuild)),
            "the failed build left the INVALID index public.t_a; drop it: "
            "DROP INDEX CONCURRENTLY public.t_a;");
}

TEST_P(PostgresqlRecovery, WhatBecameOfABuild) {
  EXPECT_EQ(driver_->recover(*connection_, kBuild, db::Leftovers::clear).outcome,
            RecoveryOutcome::not_done);
  leave_invalid(kBuild);
  EXPECT_EQ(driver_->recover(*connection_, kBuild, db::Leftovers::clear).outcome,
            RecoveryOutcome::not_done);
  EXPECT_EQ(invalid_indexes(), "0");
  run("UPDATE t SET a = b");
  ASSERT_FALSE(run_alone(kBuild).failure);
  EXPECT_EQ(driver_->recover(*connection_, kBuild, db::Leftovers::clear).outcome,
            RecoveryOutcome::done);
}

TEST_P(PostgresqlRecovery, WaitsForAnotherSessionThatIsBuildingTheIndex) {
  run("UPDATE t SET a = b");
  // An open snapshot keeps the build waiting while its index is INVALID.
  const auto reader = connect();
  db::execute(*reader, {.sql = "BEGIN ISOLATION LEVEL REPEATABLE READ"});
  EXPECT_EQ(scalar(*reader, "SELECT count(*) FROM pg_class WHERE relname = 't'"), "1");
  const auto builder = connect();
  db::execute(*builder, driver_->before_alone().at(0));
  const std::string pid = scalar(*builder, "SELECT pg_backend_pid()");
  builder->submit({.sql = kBuild, .mode = db::Request::Mode::alone});
  while (invalid_indexes() == "0") std::this_thread::yield();

  const std::string asked =
      "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle' AND pid = " +
      scalar(*connection_, "SELECT pg_backend_pid()") +
      " AND query LIKE '%pg_stat_progress_create_index%'";
  std::thread release([&] {
    const auto observer = connect();
    while (scalar(*observer, asked) == "0") std::this_thread::yield();
    db::execute(*reader, {.sql = "COMMIT"});
  });
  const std::string waited = lines(driver_->prepare_alone(*connection_, kBuild));
  release.join();
  EXPECT_EQ(waited, "waited for pid " + pid + ", which was building the index public.t_a");
  EXPECT_EQ(builder->next().status, db::Outcome::Status::done);
  EXPECT_EQ(driver_->recover(*connection_, kBuild, db::Leftovers::clear).outcome,
            RecoveryOutcome::done);
}

TEST_P(PostgresqlRecovery, WhatBecameOfADrop) {
  run("CREATE INDEX one ON t (a)");
  run("CREATE INDEX two ON t (b)");
  const std::string drop = "DROP INDEX CONCURRENTLY IF EXISTS public.one, two";
  EXPECT_EQ(driver_->recover(*connection_, drop, db::Leftovers::clear).outcome,
            RecoveryOutcome::not_done);
  run("DROP INDEX one");
  EXPECT_EQ(driver_->recover(*connection_, drop, db::Leftovers::clear).outcome,
            RecoveryOutcome::not_done);
  run("DROP INDEX two");
  EXPECT_EQ(driver_->recover(*connection_, drop, db::Leftovers::clear).outcome,
            RecoveryOutcome::done);
}

TEST_P(PostgresqlRecovery, AReindexRunsAgainWithoutItsLeftovers) {
  // What REINDEX CONCURRENTLY leaves when it is cut off.
  leave_invalid("CREATE UNIQUE INDEX CONCURRENTLY t_b_ccnew ON t (a)");
  run("CREATE INDEX t_b ON t (b)");
  for (const char* reindex :
       {"REINDEX INDEX CONCURRENTLY t_b", "REINDEX (VERBOSE, CONCURRENTLY) TABLE t"}) {
    if (invalid_indexes() == "0")
      leave_invalid("CREATE UNIQUE INDEX CONCURRENTLY t_b_ccnew ON t (a)");
    EXPECT_EQ(driver_->recover(*connection_, reindex, db::Leftovers::clear).outcome,
              RecoveryOutcome::not_done);
    EXPECT_EQ(invalid_indexes(), "0") << reindex;
  }
}

TEST_P(PostgresqlRecovery, WhatBecameOfADetach) {
  run("CREATE TABLE p (a int) PARTITION BY LIST (a)");
  run("CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
  const std::string detach = "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY";
  EXPECT_EQ(driver_->recover(*connection_, detach, db::Leftovers::clear).outcome,
            RecoveryOutcome::not_done);

  // A reader of the table keeps the detach between its two transactions; there it is cancelled.
  const auto reader = connect();
  db::execute(*reader, {.sql = "BEGIN"});
  EXPECT_EQ(scalar(*reader, "SELECT count(*) FROM p"), "0");
  const auto detacher = connect();
  db::execute(*detacher, driver_->before_alone().at(0));
  const auto canceller = detacher->canceller();
  detacher->submit({.sql = detach, .mode = db::Request::Mode::alone});
  while (scalar(*connection_, "SELECT count(*) FROM pg_inherits WHERE inhdetachpending") == "0") {
    std::this_thread::yield();
  }
  canceller->cancel();
  EXPECT_EQ(detacher->next().status, db::Outcome::Status::failed);
  db::execute(*reader, {.sql = "COMMIT"});

  EXPECT_EQ(driver_->recover(*connection_, detach, db::Leftovers::clear).outcome,
            RecoveryOutcome::done);
  EXPECT_EQ(scalar(*connection_, "SELECT count(*) FROM pg_inherits"), "0");
  run("DROP TABLE p1");
  EXPECT_EQ(driver_->recover(*connection_, detach, db::Leftovers::clear).outcome,
            RecoveryOutcome::unknown);
}

TEST_P(PostgresqlRecovery, WhatBecameOfOtherStatements) {
  const std::string name = database_of(options_.url);
  const auto outcome = [&](const std::string& sql) {
    return driver_->recover(*connection_, sql, db::Leftovers::clear).outcome;
  };
  EXPECT_EQ(outcome("CREATE DATABASE " + name), RecoveryOutcome::done);
  EXPECT_EQ(outcome("CREATE DATABASE \"Absent\""), RecoveryOutcome::not_done);
  EXPECT_EQ(outcome("DROP DATABASE IF EXISTS absent"), RecoveryOutcome::done);
  EXPECT_EQ(outcome("DROP DATABASE " + name), RecoveryOutcome::not_done);
  EXPECT_EQ(outcome("VACUUM (ANALYZE) t"), RecoveryOutcome::not_done);
  EXPECT_EQ(outcome("ALTER TABLE t VALIDATE CONSTRAINT c"), RecoveryOutcome::not_done);
  EXPECT_EQ(outcome("ALTER SYSTEM SET work_mem = '5MB'"), RecoveryOutcome::not_done);
  EXPECT_EQ(outcome("REINDEX SCHEMA public"), RecoveryOutcome::not_done);
  EXPECT_EQ(outcome("CALL backfill()"), RecoveryOutcome::unknown);
  EXPECT_EQ(outcome("INSERT INTO t VALUES (1, 1)"), RecoveryOutcome::unknown);
}

}  // namespace
}  // namespace migrate::test
