// Scratch databases: in memory, without a file; and in files, shared by connections and gone with
// all that is beside them.
#include "lib/sqlite/scratch.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "lib/db/driver.h"
#include "lib/sqlite/sqlite_driver.h"
#include "tests/support/temp_dir.h"

namespace migrate::sqlite {
namespace {

namespace fs = std::filesystem;

size_t entries(const std::string& directory) {
  return static_cast<size_t>(
      std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
}

TEST(ScratchFile, IsSharedAndLeavesNothingBehind) {
  const test::TempDir directory;
  const auto driver = make_driver();
  {
    const auto scratch = make_scratch({}, "sqlite:" + directory.path());
    const auto one = driver->connect(scratch->options());
    const auto other = driver->connect(scratch->options());
    (void)db::execute(*one, {.sql = "PRAGMA journal_mode = WAL"});
    (void)db::execute(*one, {.sql = "CREATE TABLE t (a)"});
    EXPECT_TRUE(db::execute(*other, {.sql = "SELECT a FROM t"}).rows.empty());
    EXPECT_GE(entries(directory.path()), 3U);  // with -wal and -shm
  }
  EXPECT_EQ(entries(directory.path()), 0U);
}

TEST(ScratchInMemory, HasNoFileAndSoNoneToLock) {
  const auto driver = make_driver();
  const auto scratch = make_scratch({}, "");
  const auto connection = driver->connect(scratch->options());
  const std::string name = driver->facts(*connection).database;
  EXPECT_TRUE(driver->lock(*connection, "", "")->try_acquire());
  EXPECT_FALSE(fs::exists(name)) << name;
  EXPECT_FALSE(fs::exists(name + "-migrate.lock")) << "it would lie in the root directory";
}

TEST(ScratchFile, IsInMemoryWhereTheServerIsNoDirectory) {
  for (const char* server : {"", "sqlite:/nowhere", "postgresql://h/d"}) {
    EXPECT_TRUE(is_scratch(make_scratch({}, server)->options().url.substr(sizeof("sqlite:") - 1)))
        << server;
  }
}

}  // namespace
}  // namespace migrate::sqlite
