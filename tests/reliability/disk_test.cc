// Files that can't be written: full, read-only, locked. Each has its message, nothing is lost, and
// the next run converges.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "lib/engines.h"
#include "tests/reliability/stage.h"
#include "tests/support/child.h"
#include "tests/support/small_disk.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {
namespace {

constexpr const char* kUp =
    "CREATE TABLE ran (what text, filler blob);\n"
    "INSERT INTO ran VALUES ('one', zeroblob(50000));\n"
    "VACUUM;\n"
    "INSERT INTO ran VALUES ('two', zeroblob(50000));\n";

class Disk : public testing::Test {
 protected:
  void SetUp() override {
    directory_.write("migrate.toml", "");
    directory_.write("versions/r1.up.sql",
                     "-- revision: r1\n-- parents: none\n-- message: r1\n\nCREATE TABLE t (a);\n");
    directory_.write("versions/r2.up.sql",
                     std::string("-- revision: r2\n-- parents: r1\n-- message: r2\n\n") + kUp);
  }

  /// Runs `migrate` on the file at `database`; `settings`: the configuration.
  ChildResult migrate(const std::string& database, const std::vector<std::string>& words,
                      const std::string& settings = "", RunAs who = RunAs::self) const {
    directory_.write("migrate.toml", settings);
    std::vector<std::string> arguments = {std::string(MIGRATE_BINARY_DIR) + "/migrate", "--config",
                                          directory_ / "migrate.toml", "--url",
                                          "sqlite:" + database};
    arguments.insert(arguments.end(), words.begin(), words.end());
    return run_child(arguments, who);
  }
  static std::string value(const std::string& database, const std::string& sql) {
    const auto driver = driver_named("sqlite");
    db::ConnectOptions options;
    options.url = "sqlite:" + database;
    const auto connection = driver->connect(options);
    return db::execute(*connection, {.sql = sql}).rows.at(0).at(0).value_or("NULL");
  }
  /// Everything ran, once, and is recorded.
  static void expect_whole(const std::string& database) {
    EXPECT_EQ(value(database, "SELECT group_concat(what) FROM ran"), "one,two");
    EXPECT_EQ(value(database, "SELECT group_concat(id || ' ' || state) FROM migrate_revision"),
              "r1 applied,r2 applied");
    EXPECT_EQ(value(database, "PRAGMA integrity_check"), "ok");
  }

  TempDir directory_;
};

TEST_F(Disk, ADatabaseThatFillsUpAtAnyPageConverges) {
  int failures = 0;
  const int stride = long_run() ? 1 : 4;
  for (int pages = 2;; pages += stride) {
    SCOPED_TRACE(std::to_string(pages) + " pages");
    const std::string database = directory_ / (std::to_string(pages) + ".db");
    const ChildResult limited =
        migrate(database, {"upgrade"}, "[session]\nmax_page_count = " + std::to_string(pages));
    if (limited.exit_code == 0) break;
    ++failures;
    EXPECT_EQ(limited.exit_code, 1) << limited.output;
    EXPECT_NE(limited.output.find("database or disk is full"), std::string::npos) << limited.output;
    const ChildResult next = migrate(database, {"upgrade"});
    EXPECT_EQ(next.exit_code, 0) << next.output;
    expect_whole(database);
  }
  EXPECT_GT(failures, 5);
}

TEST_F(Disk, AFullFileSystemLosesNothing) {
  const SmallDisk disk(directory_ / "disk");
  if (!disk.mounted()) GTEST_SKIP() << "mounting a small tmpfs needs root";
  const std::string filler = directory_ / "disk/filler";
  for (int kilobytes = 1024; kilobytes > 700; kilobytes -= long_run() ? 8 : 40) {
    SCOPED_TRACE("filled by " + std::to_string(kilobytes) + " kB");
    const std::string database = directory_ / "disk/test.db";
    std::ofstream(filler) << std::string(static_cast<size_t>(kilobytes) * 1024, 'x');
    const ChildResult full = migrate(database, {"upgrade"});
    EXPECT_TRUE(full.exit_code == 0 || full.output.find("full") != std::string::npos ||
                full.output.find("No space left") != std::string::npos)
        << full.output;
    std::filesystem::remove(filler);
    const ChildResult next = migrate(database, {"upgrade"});
    EXPECT_EQ(next.exit_code, 0) << next.output;
    expect_whole(database);
    std::filesystem::remove(database);
  }
}

TEST_F(Disk, AReadOnlyFileIsSaidToBeOne) {
  const std::string database = directory_ / "test.db";
  ASSERT_EQ(migrate(database, {"upgrade", "r1"}).exit_code, 0);
  chmod(database.c_str(), 0444);
  chmod(directory_.path().c_str(), 0755);
  const ChildResult refused = migrate(database, {"upgrade"}, "", RunAs::unprivileged);
  EXPECT_EQ(refused.exit_code, 1) << refused.output;
  EXPECT_NE(refused.output.find("is read-only"), std::string::npos) << refused.output;
  chmod(database.c_str(), 0644);
  EXPECT_EQ(migrate(database, {"upgrade"}).exit_code, 0);
  expect_whole(database);
}

TEST_F(Disk, AFileThatAnotherProcessWritesToIsBusyAndSafeToRunAgain) {
  const std::string database = directory_ / "test.db";
  ASSERT_EQ(migrate(database, {"upgrade", "r1"}).exit_code, 0);
  {
    const auto driver = driver_named("sqlite");
    db::ConnectOptions options;
    options.url = "sqlite:" + database;
    const auto writer = driver->connect(options);
    db::execute(*writer, {.sql = "BEGIN IMMEDIATE"});
    const ChildResult busy = migrate(database, {"upgrade"}, "lock_timeout = \"100ms\"\n");
    EXPECT_EQ(busy.exit_code, 5) << busy.output;
    EXPECT_NE(busy.output.find("database is locked"), std::string::npos) << busy.output;
    EXPECT_EQ(value(database, "SELECT count(*) FROM migrate_revision"), "1");
  }
  EXPECT_EQ(migrate(database, {"upgrade"}).exit_code, 0);
  expect_whole(database);
}

TEST_F(Disk, AScriptThatCantBeWrittenWholeIsAFailure) {
  const std::string database = directory_ / "test.db";
  const ChildResult file = migrate(database, {"upgrade", "--sql", "-o", "/dev/full"});
  EXPECT_EQ(file.exit_code, 1);
  EXPECT_NE(file.output.find("cannot write /dev/full: No space left"), std::string::npos)
      << file.output;
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
}

}  // namespace
}  // namespace migrate::test
