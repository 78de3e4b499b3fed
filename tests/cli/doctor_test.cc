// A SQLite database that the user who runs doctor may not write.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/child.h"
#include "tests/support/temp_dir.h"

namespace migrate::cli {
namespace {

TEST(Doctor, FindsAFileAndADirectoryThatMayNotBeWritten) {
  const test::TempDir directory;
  const std::string versions = directory / "versions";
  ASSERT_EQ(mkdir(versions.c_str(), 0755), 0);
  const std::string database = directory / "shop.db";
  const std::string program = MIGRATE_BINARY_DIR "/migrate";
  ASSERT_EQ(test::run_child({"sqlite3", database, "CREATE TABLE t (a)"}).exit_code, 0);
  for (const std::string& path : {versions, database, directory.path()}) {
    test::give_to_unprivileged(path);
  }
  ASSERT_EQ(chmod(database.c_str(), 0444), 0);
  ASSERT_EQ(chmod(directory.path().c_str(), 0555), 0);
  const test::ChildResult result =
      test::run_child({program, "doctor", "--url", "sqlite:" + database, "--versions", versions},
                      test::RunAs::unprivileged);
  ASSERT_EQ(chmod(directory.path().c_str(), 0755), 0);  // so that it can be removed
  EXPECT_EQ(result.exit_code, 3) << result.output;
  EXPECT_NE(result.output.find("takes no writes"), std::string::npos) << result.output;
  EXPECT_NE(result.output.find("[read-only]"), std::string::npos) << result.output;
  EXPECT_NE(result.output.find("[directory-not-writable]"), std::string::npos) << result.output;
}

}  // namespace
}  // namespace migrate::cli
