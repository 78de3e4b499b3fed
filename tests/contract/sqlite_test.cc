// What only SQLite does: PRAGMAs, automatic rollbacks, the lock's file, table rebuilds.
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "lib/base/file.h"
#include "tests/contract/sqlite_fixture.h"

namespace migrate::test {
namespace {

// Failures.

TEST_F(SqliteTest, NamesTheExtendedResultCode) {
  const auto connection = connect();
  run(*connection, "CREATE TABLE t (x INTEGER PRIMARY KEY, y NOT NULL UNIQUE CHECK (y <> 'no'))");
  run(*connection, "INSERT INTO t VALUES (1, 'a')");
  EXPECT_EQ(failure(*connection, "INSERT INTO t VALUES (2, 'a')").sqlstate,
            "SQLITE_CONSTRAINT_UNIQUE");
  EXPECT_EQ(failure(*connection, "INSERT INTO t VALUES (1, 'b')").sqlstate,
            "SQLITE_CONSTRAINT_PRIMARYKEY");
  EXPECT_EQ(failure(*connection, "INSERT INTO t VALUES (2, NULL)").sqlstate,
            "SQLITE_CONSTRAINT_NOTNULL");
  EXPECT_EQ(failure(*connection, "INSERT INTO t VALUES (2, 'no')").sqlstate,
            "SQLITE_CONSTRAINT_CHECK");
  EXPECT_EQ(failure(*connection, "SELEKT").sqlstate, "SQLITE_ERROR");
}

TEST_F(SqliteTest, TellsTheCausesThatTheRunnerAnswers) {
  using Cause = db::Failure::Cause;
  const auto connection = connect();
  run(*connection, "CREATE TABLE t (x)");
  EXPECT_EQ(failure(*connection, "CREATE TABLE t (x)").cause, Cause::already_exists);
  EXPECT_EQ(failure(*connection, "ALTER TABLE t ADD COLUMN x").cause, Cause::already_exists);
  run(*connection, "BEGIN");
  EXPECT_EQ(failure(*connection, "VACUUM").cause, Cause::in_a_transaction);
  EXPECT_EQ(failure(*connection, "SELECT 'x' FROM nowhere").cause, Cause::other);
}

TEST_F(SqliteTest, RefusesAParameterWithoutAValue) {
  const auto connection = connect();
  EXPECT_EQ(failure(*connection, "SELECT :name").sqlstate, "SQLITE_MISUSE");
}

TEST_F(SqliteTest, RefusesASecondStatementAndAllowsAComment) {
  const auto connection = connect();
  EXPECT_EQ(failure(*connection, "SELECT 1; SELECT 2").sqlstate, "SQLITE_MISUSE");
  EXPECT_EQ(scalar(*connection, "SELECT 1; -- and that was it"), "1");
  EXPECT_FALSE(db::try_execute(*connection, {.sql = "-- nothing"}).failure);
}

TEST_F(SqliteTest, RollbackAfterAnAutomaticRollbackIsDoneOnce) {
  const auto connection = connect();
  run(*connection, "CREATE TABLE t (x UNIQUE)");
  submit(*connection, "BEGIN IMMEDIATE");
  submit(*connection, "INSERT INTO t VALUES (1)");
  submit(*connection, "INSERT OR ROLLBACK INTO t VALUES (1)");
  submit(*connection, "COMMIT");
  connection->barrier();
  submit(*connection, "ROLLBACK;");
  EXPECT_EQ(statuses(drain(*connection)), "done done failed skipped done");
  EXPECT_EQ(scalar(*connection, "SELECT count(*) FROM t"), "0");
  EXPECT_TRUE(db::try_execute(*connection, {.sql = "ROLLBACK"}).failure)
      << "without a transaction it is an error, as ever";
}

TEST_F(SqliteTest, AFullDiskFailsAndLeavesNothing) {
  const auto connection = connect();
  run(*connection, "CREATE TABLE t (x)");
  run(*connection, "PRAGMA max_page_count = 5");
  submit(*connection, "BEGIN IMMEDIATE");
  submit(*connection, "INSERT INTO t VALUES (zeroblob(1000000))");
  submit(*connection, "COMMIT");
  connection->barrier();
  submit(*connection, "ROLLBACK");
  const std::vector<db::Outcome> outcomes = drain(*connection);
  EXPECT_EQ(statuses(outcomes), "done failed skipped done");
  EXPECT_EQ(outcomes[1].failure->sqlstate, "SQLITE_FULL");
  EXPECT_FALSE(outcomes[1].failure->hint.empty());
  EXPECT_EQ(scalar(*connection, "SELECT count(*) FROM t"), "0");
}

TEST_F(SqliteTest, CountsWhatAStatementItselfAffected) {
  const auto connection = connect();
  const auto affected = [&](const std::string& sql) {
    return db::execute(*connection, {.sql = sql}).affected;
  };
  EXPECT_EQ(affected("CREATE TABLE t (x)"), 0U);
  EXPECT_EQ(affected("INSERT INTO t VALUES (1), (2), (3)"), 3U);
  EXPECT_EQ(affected("SELECT * FROM t"), 0U);
  EXPECT_EQ(affected("ALTER TABLE t ADD COLUMN y"), 0U);
  EXPECT_EQ(affected("UPDATE t SET y = 1 WHERE x > 1"), 2U);
  EXPECT_EQ(affected("DELETE FROM t WHERE x = 9"), 0U);
}

// Waiting for other writers.

TEST_F(SqliteTest, WaitsForAnotherWriterAndThenGivesUp) {
  const auto writer = connect();
  run(*writer, "BEGIN IMMEDIATE");
  options_.lock_timeout = Milliseconds(60);
  const auto connection = connect();
  const Stopwatch time;
  EXPECT_EQ(failure(*connection, "BEGIN IMMEDIATE").sqlstate, "SQLITE_BUSY");
  EXPECT_GE(time.elapsed(), Milliseconds(60));
}

TEST_F(SqliteTest, GoesOnWhenTheOtherWriterIsDone) {
  const auto writer = connect();
  run(*writer, "BEGIN IMMEDIATE");
  options_.lock_timeout = Milliseconds(60'000);
  const auto connection = connect();
  std::thread other([&] { run(*writer, "COMMIT"); });
  run(*connection, "BEGIN IMMEDIATE");
  other.join();
  EXPECT_FALSE(db::try_execute(*connection, {.sql = "COMMIT"}).failure);
}

TEST_F(SqliteTest, ACancelEndsTheWait) {
  const auto writer = connect();
  run(*writer, "BEGIN IMMEDIATE");
  options_.lock_timeout = Milliseconds(600'000);
  const auto connection = connect();
  const auto canceller = connection->canceller();
  std::atomic<bool> ended = false;
  std::thread impatient([&] {
    while (!ended) {
      canceller->cancel();
      std::this_thread::yield();
    }
  });
  const db::Outcome outcome = db::try_execute(*connection, {.sql = "BEGIN IMMEDIATE"});
  ended = true;
  impatient.join();
  EXPECT_EQ(outcome.status, db::Outcome::Status::failed);
}

TEST_F(SqliteTest, AScriptsLockTimeoutHoldsUntilTheReset) {
  options_.lock_timeout = Milliseconds(600'000);
  const auto writer = connect();
  run(*writer, "BEGIN IMMEDIATE");
  const auto connection = connect();
  for (const db::Request& request :
       driver_->timeouts(Milliseconds(20), std::nullopt, db::Driver::Scope::session)) {
    (void)db::execute(*connection, request);
  }
  EXPECT_EQ(failure(*connection, "BEGIN IMMEDIATE").sqlstate, "SQLITE_BUSY");
}

TEST_F(SqliteTest, ReadersAreNotRefusedBetweenTransactions) {
  const auto connection = connect();
  const auto held = lock(*connection);
  ASSERT_TRUE(held->try_acquire());
  run(*connection, "CREATE TABLE t (x)");
  const auto application = connect();
  EXPECT_EQ(scalar(*application, "SELECT count(*) FROM t"), "0");
  run(*application, "INSERT INTO t VALUES (1)");
}

// The session.

TEST_F(SqliteTest, ForeignKeysAreOffAsInTheShellUnlessConfigured) {
  EXPECT_EQ(scalar(*connect(), "PRAGMA foreign_keys"), "0");
  options_.session = {{"foreign_keys", "on"}};
  EXPECT_EQ(scalar(*connect(), "PRAGMA foreign_keys"), "1");
}

TEST_F(SqliteTest, LeavesTheJournalModeAsItIs) {
  run(*connect(), "PRAGMA journal_mode = wal");
  EXPECT_EQ(scalar(*connect(), "PRAGMA journal_mode"), "wal");
}

TEST_F(SqliteTest, RefusesAnUnknownPragma) {
  options_.session = {{"foreign_kees", "on"}};
  EXPECT_TRUE(contains(refused(ErrorCode::usage).message, "foreign_kees"));
  options_.session = {{"foreign_keys = on; DROP TABLE t; --", "1"}};
  refused(ErrorCode::usage);
}

TEST_F(SqliteTest, ResetBringsTheConfiguredSessionBack) {
  options_.session = {{"foreign_keys", "on"}, {"cache_size", "-4000"}};
  const auto connection = connect();
  run(*connection, "PRAGMA foreign_keys = off");
  run(*connection, "PRAGMA cache_size = 10");
  run(*connection, "ATTACH '" + (directory_ / "other.db") + "' AS other");
  run(*connection, "CREATE TEMP VIEW v AS SELECT 1");
  connection->reset();
  EXPECT_EQ(scalar(*connection, "PRAGMA foreign_keys"), "1");
  EXPECT_EQ(scalar(*connection, "PRAGMA cache_size"), "-4000");
  EXPECT_EQ(scalar(*connection, "SELECT count(*) FROM pragma_database_list"), "1");
  EXPECT_EQ(scalar(*connection, "SELECT count(*) FROM sqlite_temp_schema"), "0");
}

// last_insert_rowid() lives in the session and means nothing to a script: it shows whether the
// session is the same.
TEST_F(SqliteTest, ResetKeepsAnUntouchedSession) {
  const auto connection = connect();
  run(*connection, "CREATE TABLE t (x)");
  run(*connection, "INSERT INTO t VALUES (1)");
  EXPECT_EQ(scalar(*connection, "PRAGMA foreign_keys"), "0");
  connection->reset();
  EXPECT_EQ(scalar(*connection, "SELECT last_insert_rowid()"), "1");
  run(*connection, "PRAGMA foreign_keys = off");
  connection->reset();
  EXPECT_EQ(scalar(*connection, "SELECT last_insert_rowid()"), "0");
}

TEST_F(SqliteTest, ACancellerOutlivesResetAndConnection) {
  auto connection = connect();
  const auto canceller = connection->canceller();
  run(*connection, "PRAGMA foreign_keys = on");
  connection->reset();
  canceller->cancel();
  EXPECT_EQ(scalar(*connection, "SELECT 1"), "1") << "nothing ran: nothing to cancel";
  connection.reset();
  canceller->cancel();
}

TEST_F(SqliteTest, AnEmptyStateRestoresNothing) {
  EXPECT_TRUE(driver_->restore_session("").empty());
}

// A table rebuild: with foreign keys on, DROP TABLE deletes what refers to the table.

class SqliteRebuildTest : public SqliteTest {
 protected:
  SqliteRebuildTest() {
    options_.session = {{"foreign_keys", "on"}};
    connection_ = connect();
    for (const char* sql :
         {"CREATE TABLE parent (id INTEGER PRIMARY KEY)",
          "CREATE TABLE child (p REFERENCES parent (id) ON DELETE CASCADE)",
          "INSERT INTO parent VALUES (1), (2)", "INSERT INTO child VALUES (1), (2)"}) {
      run(*connection_, sql);
    }
  }
  void execute(const std::vector<db::Request>& requests) {
    for (const db::Request& request : requests) (void)db::execute(*connection_, request);
  }
  void rebuild(const std::string& rows) {
    execute(driver_->foreign_keys_off());
    for (const std::string& sql :
         {std::string("BEGIN IMMEDIATE"),
          std::string("CREATE TABLE parent2 (id INTEGER PRIMARY KEY, name TEXT)"),
          "INSERT INTO parent2 (id) " + rows, std::string("DROP TABLE parent"),
          std::string("ALTER TABLE parent2 RENAME TO parent")}) {
      run(*connection_, sql);
    }
  }
  std::unique_ptr<db::Connection> connection_;
};

TEST_F(SqliteRebuildTest, KeepsTheChildren) {
  rebuild("SELECT id FROM parent");
  EXPECT_EQ(db::execute(*connection_, driver_->foreign_key_check().value()).row_count, 0U);
  run(*connection_, "COMMIT");
  connection_->reset();
  EXPECT_EQ(scalar(*connection_, "SELECT count(*) FROM child"), "2");
  EXPECT_EQ(scalar(*connection_, "PRAGMA foreign_keys"), "1");
}

TEST_F(SqliteRebuildTest, TheCheckFindsRowsThatPointNowhere) {
  rebuild("SELECT id FROM parent WHERE id = 1");
  const db::Outcome check = db::execute(*connection_, driver_->foreign_key_check().value());
  ASSERT_EQ(check.row_count, 1U);
  EXPECT_EQ(check.rows[0][0], "child");
}

TEST_F(SqliteTest, BeginTakesTheWriteLockAtOnce) {
  EXPECT_EQ(driver_->begin_sql(), "BEGIN IMMEDIATE");
  for (const char* written :
       {"BEGIN", "begin transaction;", "BEGIN DEFERRED TRANSACTION", "BEGIN IMMEDIATE;"}) {
    EXPECT_EQ(driver_->own_begin_sql(written), "BEGIN IMMEDIATE") << written;
  }
  EXPECT_EQ(driver_->own_begin_sql("begin exclusive transaction;"), "BEGIN EXCLUSIVE");
}

TEST_F(SqliteTest, KnowsWhichStatementsCanBeRepeated) {
  const auto connection = connect();
  using Outcome = db::Recovery::Outcome;
  const std::pair<const char*, Outcome> cases[] = {
      {"VACUUM", Outcome::not_done},
      {"VACUUM main INTO 'copy.db'", Outcome::unknown},
      {"PRAGMA journal_mode = wal", Outcome::not_done},
      {"ATTACH 'x.db' AS x", Outcome::not_done},
      {"DETACH x", Outcome::not_done},
      {"INSERT INTO t VALUES ('vacuum')", Outcome::unknown},
      {"CREATE TABLE t (x)", Outcome::unknown},
  };
  for (const auto& [sql, outcome] : cases) {
    const db::Recovery recovery = driver_->recover(*connection, sql, db::Leftovers::clear);
    EXPECT_EQ(recovery.outcome, outcome) << sql;
    EXPECT_FALSE(recovery.explanation.empty()) << sql;
  }
}

// The run lock.

TEST_F(SqliteTest, TheLockNamesItsHolderAndItsFileStays) {
  const auto connection = connect();
  const auto first = lock(*connection);
  const auto second = lock(*connection);
  ASSERT_TRUE(first->try_acquire());
  EXPECT_FALSE(second->try_acquire());
  const std::string holder = second->holder().description;
  EXPECT_TRUE(contains(holder, "pid " + std::to_string(getpid()) + " (migrate/run1) on "))
      << holder;
  first->release();
  EXPECT_EQ(second->holder().description, "");
  EXPECT_TRUE(second->try_acquire());

  struct stat status {};
  ASSERT_EQ(stat((path_ + "-migrate.lock").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(SqliteTest, TheLockIsTheSameThroughALink) {
  const auto connection = connect();
  const auto first = lock(*connection);
  ASSERT_TRUE(first->try_acquire());
  std::filesystem::create_symlink(path_, directory_ / "link.db");
  options_.url = "sqlite:" + (directory_ / "link.db");
  const auto other = connect();
  EXPECT_FALSE(lock(*other)->try_acquire());
}

TEST_F(SqliteTest, TheLockFollowsNoLink) {
  directory_.write("precious", "data");
  std::filesystem::create_symlink(directory_ / "precious", path_ + "-migrate.lock");
  const auto connection = connect();
  EXPECT_THROW((void)lock(*connection)->try_acquire(), Error);
  EXPECT_EQ(read_file(directory_ / "precious"), "data");
}

TEST_F(SqliteTest, TheLockEndsWithItsProcess) {
  const auto connection = connect();
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto own = connect();
    const auto held = lock(*own);
    const char answer = held->try_acquire() ? 'y' : 'n';
    if (write(ready[1], &answer, 1) != 1) _exit(1);
    for (;;) pause();
  }
  char answer = 0;
  ASSERT_EQ(read(ready[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  const auto wanted = lock(*connection);
  EXPECT_FALSE(wanted->try_acquire());
  EXPECT_TRUE(contains(wanted->holder().description, "pid " + std::to_string(child)));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(wanted->try_acquire());
  close(ready[0]);
  close(ready[1]);
}

}  // namespace
}  // namespace migrate::test
