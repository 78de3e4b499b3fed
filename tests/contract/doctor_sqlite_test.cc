// What a SQLite database can have wrong, each thing provoked (lib/sqlite/examine.h).
#include <algorithm>
#include <filesystem>

#include "lib/base/file.h"
#include "lib/base/process.h"
#include "tests/contract/sqlite_fixture.h"
#include "tests/support/child.h"

namespace migrate::test {
namespace {

class SqliteDoctor : public SqliteTest {
 protected:
  SqliteDoctor() : connection_(connect()) {
    run(*connection_, "PRAGMA journal_mode = wal");
    run(*connection_, "CREATE TABLE p (id INTEGER PRIMARY KEY)");
    run(*connection_, "CREATE TABLE \"c c\" (p INTEGER REFERENCES p (id))");
  }
  std::vector<Diagnostic> found() {
    return driver_->examine(*connection_, {"", db::Subject::Pending::some});
  }
  Diagnostic one(const std::string& code) {
    std::vector<Diagnostic> all = found();
    EXPECT_EQ(all.size(), 1U);
    if (all.empty()) return {};
    EXPECT_EQ(all[0].code, code) << all[0].message;
    return all[0];
  }

  std::unique_ptr<db::Connection> connection_;
};

TEST_F(SqliteDoctor, FindsNothingInASoundDatabase) { EXPECT_TRUE(found().empty()); }

TEST_F(SqliteDoctor, FindsRowsThatViolateForeignKeys) {
  run(*connection_, "PRAGMA foreign_keys = off");
  run(*connection_, "INSERT INTO \"c c\" VALUES (NULL), (7), (7), (7), (7), (7), (8)");
  const Diagnostic finding = one("foreign-key-violation");
  EXPECT_EQ(finding.severity, Severity::error);
  EXPECT_EQ(finding.message, "6 rows of c c refer to no row of p");
  EXPECT_EQ(finding.detail, "the first rowids: 2, 3, 4, 5, 6");
  run(*connection_, "INSERT INTO p VALUES (7), (8)");
  EXPECT_TRUE(found().empty());
}

TEST_F(SqliteDoctor, FindsAnIndexThatDoesNotFitItsTable) {
  run(*connection_, "CREATE INDEX p_ix ON p (id)");
  run(*connection_, "INSERT INTO p VALUES (1), (2)");
  run(*connection_, "PRAGMA writable_schema = on");
  run(*connection_,
      "UPDATE sqlite_schema SET sql = 'CREATE TABLE p (id INTEGER PRIMARY KEY, CHECK (id > 1))' "
      "WHERE name = 'p'");
  run(*connection_, "PRAGMA writable_schema = reset");
  const Diagnostic finding = one("damaged-database");
  EXPECT_EQ(finding.severity, Severity::error);
  EXPECT_EQ(finding.message, "the database file is damaged: CHECK constraint failed in p");
}

TEST_F(SqliteDoctor, FindsARollbackJournal) {
  run(*connection_, "PRAGMA journal_mode = delete");
  const Diagnostic finding = one("journal-mode");
  EXPECT_EQ(finding.severity, Severity::note);
  EXPECT_TRUE(finding.message.starts_with("the journal mode is delete: ")) << finding.message;
}

TEST_F(SqliteDoctor, FindsALargeWriteAheadLog) {
  const auto reader = connect();  // keeps the log from being removed
  std::filesystem::resize_file(path_ + "-wal", 64 * 1024 * 1024);
  const Diagnostic finding = one("large-wal");
  EXPECT_EQ(finding.severity, Severity::warning);
  EXPECT_EQ(finding.message, "the write-ahead log " + path_ + "-wal has 64 MiB");
}

TEST_F(SqliteDoctor, TheLockFileNamesAHolderOnlyWhileItLives) {
  const auto lock = this->lock(*connection_);
  ASSERT_TRUE(lock->try_acquire());
  EXPECT_TRUE(contains(lock->holder().description, "pid " + std::to_string(process_id())));
  lock->release();
  // A process that was killed leaves its line.
  write_file(path_ + "-migrate.lock",
             "pid 2147483646 (migrate/dead) on " + host_name() + ", since 2026-01-01T00:00:00Z\n");
  EXPECT_EQ(lock->holder().description, "");
  // Of another host nobody knows.
  const std::string elsewhere =
      "pid 2147483646 (migrate/far) on elsewhere, since 2026-01-01T00:00:00Z";
  write_file(path_ + "-migrate.lock", elsewhere + "\n");
  EXPECT_EQ(lock->holder().description, elsewhere);
}

}  // namespace
}  // namespace migrate::test
