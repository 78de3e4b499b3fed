// Blocks that ask for an isolation level, which must come before any query of their transaction.
#include <gtest/gtest.h>

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

constexpr const char* kBlock =
    "BEGIN ISOLATION LEVEL SERIALIZABLE;\n"
    "INSERT INTO levels VALUES (current_setting('transaction_isolation'));\n"
    "COMMIT;";

class Isolation : public testing::Test {
 protected:
  void SetUp() override {
    project_.revision("r1", "none", "CREATE TABLE levels (level text);");
    project_.upgrade();
  }
  Project project_{"postgresql"};
};

TEST_F(Isolation, ComesBehindTheTimeoutsOfTheHeader) {
  project_.revision("r2", "r1", kBlock, "", "-- lock-timeout: 5s\n-- statement-timeout: 1min\n");
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT string_agg(level, ' ') FROM levels"), "serializable");
}

TEST_F(Isolation, ComesBehindTheResetOfTheSessionBefore) {
  project_.revision("r2", "r1", "SET work_mem = '3MB';");
  project_.revision("r3", "r2", kBlock);
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT string_agg(level, ' ') FROM levels"), "serializable");
}

TEST_F(Isolation, ComesBehindTheSessionThatAResumedScriptGetsBack) {
  const std::string done = "SET work_mem = '3MB';\nVACUUM levels;\n";
  project_.revision("r2", "r1", done + "SELECT 1/0;\n" + kBlock);
  EXPECT_EQ(project_.upgrade_failure().diagnostics()[0].code, "22012");
  project_.revision("r2", "r1", done + kBlock);
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT string_agg(level, ' ') FROM levels"), "serializable");
}

}  // namespace
}  // namespace migrate::test
