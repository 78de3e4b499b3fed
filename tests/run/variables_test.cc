// Script variables, on both engines.
#include "lib/run/variables.h"

#include <gtest/gtest.h>

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

using revision::Variable;

class Variables : public RunTest {
 protected:
  [[nodiscard]] std::string substituted(const std::string& statement) const {
    const std::vector<Variable> declared = {{"name"}, {"n"}};
    return run::substitute(statement, *driver_named(GetParam()), declared,
                           {{"name", "O'Brien \"x\""}, {"n", "7"}, {"other", "never"}})
        .text;
  }
};

TEST_P(Variables, AreReplacedInTheThreeFormsAndNowhereElse) {
  EXPECT_EQ(substituted("SELECT :n + :n"), "SELECT 7 + 7");
  EXPECT_EQ(substituted("SELECT :'name'"), "SELECT 'O''Brien \"x\"'");
  EXPECT_EQ(substituted("SELECT :\"name\""), "SELECT \"O'Brien \"\"x\"\"\"");
  EXPECT_EQ(substituted("SELECT ':n', \":n\" /* :n */ -- :n"),
            "SELECT ':n', \":n\" /* :n */ -- :n");
  EXPECT_EQ(substituted("SELECT :other"), "SELECT :other");
  if (project_.is_postgresql()) {
    EXPECT_EQ(substituted("SELECT '1'::n, $$:n$$, a[1:n]"), "SELECT '1'::n, $$:n$$, a[17]");
  }
}

TEST_P(Variables, APlaceBehindAValueIsThatOfTheFile) {
  const std::vector<Variable> declared = {{"n"}};
  const run::Substituted result =
      run::substitute("SELECT :n, nope", *driver_named(GetParam()), declared, {{"n", "1234567"}});
  EXPECT_EQ(result.text, "SELECT 1234567, nope");
  EXPECT_EQ(run::source_offset(result.pieces, result.text.find("nope")), 11U);
  EXPECT_EQ(run::source_offset(result.pieces, 9), 7U);
}

TEST_P(Variables, RunWithTheirValuesAndAreStoredWithout) {
  project_.revision("r1", "none",
                    "CREATE TABLE :\"table\" (a text);\nINSERT INTO :\"table\" VALUES (:'value');",
                    "DROP TABLE :\"table\";", "-- variables: table, value!\n");
  project_.apply.variables = {{"table", "T one"}, {"value", "s3cret"}};
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT a FROM \"T one\""), "s3cret");
  const auto database = project_.open();
  const std::string stored = database->script(database->history().rows[0].up_checksum).value_or("");
  EXPECT_NE(stored.find(":'value'"), std::string::npos);
  EXPECT_EQ(stored.find("s3cret"), std::string::npos);
}

TEST_P(Variables, ADeclaredNameWithoutAValueStopsBeforeAnythingRuns) {
  project_.revision("r1", "none", "CREATE TABLE t (a text);");
  project_.revision("r2", "r1", "INSERT INTO t VALUES (:'value');", "", "-- variables: value\n");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(std::string(error.what()), "the variable 'value' of revision r2 has no value");
  EXPECT_EQ(error.diagnostics()[0].location.position.line, 4);
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(Variables, SecretsAreMaskedInFailuresAndEvents) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer CHECK (a > 0));\nSELECT :key FROM t;",
                    "", "-- variables: key!\n");
  project_.apply.variables = {{"key", "hunter2hunter2"}};
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(std::string(error.what()).find("hunter2"), std::string::npos) << error.what();
  EXPECT_NE(std::string(error.what()).find("***"), std::string::npos) << error.what();
  EXPECT_EQ(error.diagnostics()[0].excerpt, "SELECT :key FROM t;");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM migrate_event WHERE error LIKE '%hunter2%'"),
            "0");
}

INSTANTIATE_TEST_SUITE_P(Engines, Variables, testing::ValuesIn(engine_names()));

}  // namespace
}  // namespace migrate::test
