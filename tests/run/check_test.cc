// Checks on the live data: queries that must return no row before what they stand above runs.
#include "tests/run/offline_fixture.h"

namespace migrate::test {
namespace {

class CheckTest : public OfflineTest {};
INSTANTIATE_TEST_SUITE_P(Engines, CheckTest, testing::Values("postgresql", "sqlite"),
                         [](const auto& engine) { return engine.param; });

constexpr const char* kRows =
    "CREATE TABLE t (a integer, b text);\nINSERT INTO t VALUES (1, 'x'), (2, NULL), (3, NULL);";
constexpr const char* kCheck = "-- check: SELECT a, b FROM t WHERE b IS NULL ORDER BY a\n";

TEST_P(CheckTest, StopsBeforeTheStatementAndRollsItsSegmentBack) {
  project_.revision("a", "none", kRows);
  project_.revision(
      "b", "a",
      "CREATE TABLE u (a integer);\n\n" + std::string(kCheck) + "CREATE TABLE v (a integer);");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::failed);
  const Diagnostic& found = error.diagnostics().at(0);
  EXPECT_EQ(found.code, "check");
  EXPECT_EQ(found.message, "the check finds 2 rows, and must find none");
  EXPECT_EQ(found.detail, "a 2, b NULL\na 3, b NULL");
  EXPECT_EQ(found.excerpt + "\n", kCheck);
  EXPECT_EQ(found.location.position.column, 11);
  ASSERT_TRUE(found.rows.has_value());
  EXPECT_EQ(found.rows->columns, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(found.rows->count, 2U);
  EXPECT_EQ(found.notes.at(0), "b was rolled back whole");
  EXPECT_EQ(found.notes.back(), "when that is put right, run `migrate upgrade` again");
  EXPECT_EQ(project_.applied(), "a");
  EXPECT_EQ(project_.catalog().find("u"), std::string::npos);
  EXPECT_EQ(project_.scalar("SELECT error FROM migrate_event WHERE action = 'failed'"),
            found.message);

  project_.execute("UPDATE t SET b = '' WHERE b IS NULL");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a b");
}

TEST_P(CheckTest, SeesWhatTheStatementsBeforeItDid) {
  project_.revision("a", "none", kRows);
  project_.revision(
      "b", "a",
      "DELETE FROM t WHERE b IS NULL;\n" + std::string(kCheck) + "CREATE TABLE v (a integer);");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a b");
}

TEST_P(CheckTest, OfTheHeaderComesBeforeTheFirstStatement) {
  project_.revision("a", "none", kRows);
  project_.revision("b", "a", "DELETE FROM t;", "", kCheck);
  EXPECT_EQ(project_.upgrade_failure().diagnostics()[0].code, "check");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "3");
  // A script of nothing but a check is one, too.
  project_.revision("b", "a", "", "", kCheck);
  EXPECT_EQ(project_.upgrade_failure().diagnostics()[0].code, "check");
  project_.execute("DELETE FROM t");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a b");
}

TEST_P(CheckTest, CountsNoFurtherThanItMust) {
  project_.revision(
      "a", "none",
      "CREATE TABLE t AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
      "n WHERE i < 5000) SELECT i FROM n;");
  project_.revision("b", "a", "DROP TABLE t;", "", "-- check: SELECT i FROM t ORDER BY i\n");
  const Diagnostic found = project_.upgrade_failure().diagnostics().at(0);
  EXPECT_EQ(found.message, "the check finds more than 1000 rows, and must find none");
  EXPECT_EQ(found.detail, "i 1\ni 2\ni 3\ni 4\ni 5\n…");
  EXPECT_EQ(found.rows->count, 1001U);
  EXPECT_EQ(found.rows->rows.size(), 5U);
}

TEST_P(CheckTest, StandsBeforeAStatementThatRunsAlone) {
  project_.revision("a", "none", kRows);
  project_.revision("b", "a", "CREATE TABLE u (a integer);\n\n" + std::string(kCheck) + alone("t"));
  const Diagnostic found = project_.upgrade_failure().diagnostics().at(0);
  EXPECT_EQ(found.code, "check");
  if (on_postgresql()) {
    EXPECT_EQ(project_.applied(), "a b(running up 1)");
  }
  // Resumed, it is tried again, and what is done is not.
  EXPECT_EQ(project_.upgrade_failure().diagnostics().at(0).code, "check");
  project_.execute("DELETE FROM t");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a b");
}

TEST_P(CheckTest, OfASegmentThatIsDoneIsNotTriedAgain) {
  project_.revision("a", "none", kRows);
  project_.revision("b", "a",
                    "CREATE TABLE u (a integer);\n\n" + alone("t") +
                        "\nINSERT INTO t VALUES (4, NULL);\nINSERT INTO nowhere VALUES (1);",
                    "", "-- check: SELECT 1 FROM t WHERE a = 9\n");
  EXPECT_NE(project_.upgrade_failure().diagnostics().at(0).code, "check");
  project_.execute("INSERT INTO t VALUES (9, 'x')");
  project_.execute("CREATE TABLE nowhere (a integer)");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a b");
}

TEST_P(CheckTest, StandsInsideTheScriptsOwnTransaction) {
  project_.revision("a", "none", kRows);
  project_.revision("b", "a",
                    "BEGIN;\nUPDATE t SET b = '' WHERE a = 2;\n" + std::string(kCheck) +
                        "CREATE TABLE u (a integer);\nCOMMIT;");
  EXPECT_EQ(project_.upgrade_failure().diagnostics().at(0).detail, "a 3, b NULL");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t WHERE b IS NULL"), "2");
  project_.revision(
      "b", "a", "BEGIN;\nUPDATE t SET b = '' WHERE b IS NULL;\n" + std::string(kCheck) + "COMMIT;");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a b");
}

TEST_P(CheckTest, HoldsOnTheWayDown) {
  project_.revision("a", "none", kRows, std::string("\n") + kCheck + "DROP TABLE t;");
  project_.upgrade();
  EXPECT_EQ(project_.failure_of([this] { project_.downgrade("base"); }).diagnostics().at(0).code,
            "check");
  project_.execute("DELETE FROM t");
  project_.downgrade("base");
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(CheckTest, ThatFailsItselfIsPointedInto) {
  project_.revision("a", "none", kRows);
  project_.revision("b", "a", "\n-- check: SELECT a\n--   FROM nowhere\nDROP TABLE t;");
  const Diagnostic found = project_.upgrade_failure().diagnostics().at(0);
  EXPECT_NE(found.code, "check");
  EXPECT_EQ(found.excerpt, on_postgresql() ? "--   FROM nowhere" : "-- check: SELECT a");
  if (on_postgresql()) {
    EXPECT_EQ(found.location.position.column, 11);
  }
  EXPECT_EQ(found.notes.back(), "mend the script, then run `migrate upgrade` again");
}

TEST_P(CheckTest, MayUseVariables) {
  project_.revision("a", "none", kRows);
  project_.revision("b", "a", "DROP TABLE t;", "",
                    "-- variables: least\n-- check: SELECT a FROM t WHERE a > :least\n");
  project_.apply.variables = {{"least", "2"}};
  EXPECT_EQ(project_.upgrade_failure().diagnostics().at(0).detail, "a 3");
  project_.apply.variables = {{"least", "3"}};
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a b");
}

TEST_P(CheckTest, StopsAScript) {
  revision("a", "none", kRows);
  revision("b", "a", "DELETE FROM t WHERE a = 2;\n" + std::string(kCheck) + "DROP TABLE t;");
  revision("c", "b",
           "CREATE TABLE u (a integer);\n\n-- check: SELECT 1 FROM u -- none\n" + alone("u"), "",
           "-- check: SELECT 'it''s'\n--   WHERE 1 > 2\n");
  const std::string text = script();
  run_and_fail(text, "a check finds rows, and must find none");
  EXPECT_EQ(project_.applied(), "a");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "3");

  project_.execute("DELETE FROM t");
  live_.upgrade("a");
  live_.execute("DELETE FROM t");
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.applied(), "a b c");
}

TEST(Check, StandsBehindWhatSetsTheTransaction) {
  Project project("postgresql");
  project.revision("a", "none",
                   "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE t (a integer);", "",
                   "-- check: SELECT 1 WHERE current_setting('transaction_isolation') <> "
                   "'serializable'\n");
  project.upgrade();
  EXPECT_EQ(project.applied(), "a");
}

}  // namespace
}  // namespace migrate::test
