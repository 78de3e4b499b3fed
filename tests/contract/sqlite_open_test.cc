// Which SQLite files are opened, and what is said about those that are not.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>

#include "lib/base/file.h"
#include "lib/sqlite/sqlite_driver.h"
#include "tests/contract/sqlite_fixture.h"
#include "tests/support/child.h"

namespace migrate::test {
namespace {

/// Runs `act` in a child process as an unprivileged user; true when it returned true.
bool as_unprivileged(const std::function<bool()>& act) {
  const pid_t child = fork();
  if (child == 0) {
    drop_privileges();
    try {
      _exit(act() ? 0 : 1);
    } catch (...) {
      _exit(2);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// URLs.

TEST(SqliteUrl, AcceptsItsOwnScheme) {
  for (const char* url : {"sqlite:shop.db", "sqlite:///srv/shop.db", "sqlite+pysqlite:///x.db"}) {
    EXPECT_TRUE(sqlite::accepts(url)) << url;
  }
  for (const char* url : {"sqlite", "sqlites:x", "postgresql://h/sqlite:x", "shop.db", ""}) {
    EXPECT_FALSE(sqlite::accepts(url)) << url;
  }
}

TEST_F(SqliteTest, AbsoluteUrlsNameTheFile) {
  for (const char* prefix : {"sqlite:", "sqlite://", "sqlite+pysqlite://", "sqlite:///"}) {
    options_.url = prefix + path_;
    const std::string database = driver_->facts(*connect()).database;
    EXPECT_EQ(database, std::filesystem::canonical(path_)) << prefix;
  }
}

TEST_F(SqliteTest, RefusesUrlsWithoutAFile) {
  for (const char* url : {"sqlite:", "sqlite://", "sqlite::memory:", "sqlite:///:memory:",
                          "sqlite://host/x.db", "sqlite:x.db?mode=ro"}) {
    options_.url = url;
    EXPECT_TRUE(contains(refused(ErrorCode::usage).message, url));
  }
}

TEST_F(SqliteTest, RefusesARole) {
  options_.role = "owner";
  EXPECT_TRUE(contains(refused(ErrorCode::usage).message, "owner"));
}

// Files that can't be opened.

TEST_F(SqliteTest, NamesAMissingDirectory) {
  options_.url = "sqlite:" + (directory_ / "no/such/shop.db");
  const Diagnostic found = refused(ErrorCode::unreachable);
  EXPECT_TRUE(contains(found.message, directory_ / "no/such")) << found.message;
  EXPECT_TRUE(contains(found.hint, "mkdir -p")) << found.hint;
}

TEST_F(SqliteTest, RefusesADirectory) {
  options_.url = "sqlite:" + directory_.path();
  EXPECT_TRUE(contains(refused(ErrorCode::unreachable).message, "is a directory"));
}

TEST_F(SqliteTest, RefusesAFileOfAnotherKind) {
  directory_.write("shop.db", std::string(4096, 'x'));
  EXPECT_TRUE(contains(refused(ErrorCode::unreachable).message, "not a database"));
}

TEST_F(SqliteTest, CreatesNoFileWhenItMustExist) {
  options_.missing = db::ConnectOptions::Missing::fail;
  EXPECT_TRUE(contains(refused(ErrorCode::unreachable).message, "does not exist"));
  EXPECT_FALSE(path_exists(path_));
}

TEST_F(SqliteTest, SaysThatAnotherProcessHoldsTheFile) {
  const auto other = connect();
  run(*other, "BEGIN EXCLUSIVE");
  options_.lock_timeout = Milliseconds(30);
  EXPECT_TRUE(contains(refused(ErrorCode::locked).message, "locked by another process"));
}

TEST_F(SqliteTest, SeesAReadOnlyFileAndFailsToWriteIt) {
  run(*connect(), "CREATE TABLE t (x)");
  ASSERT_EQ(chmod(path_.c_str(), 0444), 0);
  give_to_unprivileged(directory_.path());
  give_to_unprivileged(path_);
  EXPECT_TRUE(as_unprivileged([&] {
    const auto connection = connect();
    const db::Outcome outcome = db::try_execute(*connection, {.sql = "INSERT INTO t VALUES (1)"});
    return driver_->facts(*connection).read_only && outcome.failure &&
           outcome.failure->sqlstate == "SQLITE_READONLY" && !outcome.failure->hint.empty() &&
           scalar(*connection, "SELECT count(*) FROM t") == "0";
  }));
}

TEST_F(SqliteTest, NamesAnUnreadableFile) {
  run(*connect(), "CREATE TABLE t (x)");
  ASSERT_EQ(chmod(path_.c_str(), 0), 0);
  give_to_unprivileged(directory_.path());
  EXPECT_TRUE(as_unprivileged(
      [&] { return contains(refused(ErrorCode::unreachable).message, "can't be read by"); }));
}

}  // namespace
}  // namespace migrate::test
