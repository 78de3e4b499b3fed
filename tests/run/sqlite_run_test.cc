// What SQLite alone has: foreign keys switched off around a rebuild, its own kinds of statements.
#include <gtest/gtest.h>

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

class SqliteRun : public testing::Test {
 protected:
  SqliteRun() { project_.options.connect.session = {{"foreign_keys", "on"}}; }
  void parent_and_child() {
    project_.revision("r1", "none",
                      "CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT);\n"
                      "CREATE TABLE c (p INTEGER REFERENCES p ON DELETE CASCADE);\n"
                      "INSERT INTO p VALUES (1, 'x');\nINSERT INTO c VALUES (1);");
    project_.upgrade();
  }
  Project project_{"sqlite"};
};

TEST_F(SqliteRun, ARebuildWithForeignKeysOffKeepsTheChildren) {
  parent_and_child();
  project_.revision("r2", "r1",
                    "CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT NOT NULL);\n"
                    "INSERT INTO n SELECT * FROM p;\nDROP TABLE p;\nALTER TABLE n RENAME TO p;",
                    "", "-- foreign-keys: off\n");
  project_.revision("r3", "r2",
                    "INSERT INTO c SELECT 100 + foreign_keys FROM pragma_foreign_keys;");
  const Error error = project_.upgrade_failure();  // they are on again for the next script
  EXPECT_EQ(error.diagnostics()[0].code, "SQLITE_CONSTRAINT_FOREIGNKEY");
  EXPECT_EQ(project_.applied(), "r1 r2");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM c"), "1");
}

TEST_F(SqliteRun, ARebuildThatLosesParentsIsRolledBack) {
  parent_and_child();
  project_.revision("r2", "r1", "DELETE FROM p;", "", "-- foreign-keys: off\n");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(std::string(error.what()), "1 row would refer to rows that don't exist");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM p"), "1");
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_F(SqliteRun, VacuumRunsAloneAndSessionPragmasEndWithTheScript) {
  project_.revision("r1", "none",
                    "CREATE TABLE t (a);\nPRAGMA foreign_keys = off;\nVACUUM;\n"
                    "CREATE TEMP TABLE x (a);\nINSERT INTO t SELECT count(*) FROM "
                    "sqlite_temp_master;");
  project_.revision("r2", "r1",
                    "INSERT INTO t SELECT count(*) FROM sqlite_temp_master;\n"
                    "INSERT INTO t SELECT foreign_keys FROM pragma_foreign_keys;");
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT group_concat(a) FROM t"), "1,0,1");
}

TEST_F(SqliteRun, ADeferredBeginTakesTheWriteLockAtOnce) {
  project_.revision("r1", "none", "BEGIN;\nCREATE TABLE t (a);\nEND;");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_F(SqliteRun, ARunThatWroteMeanwhileStopsThisOne) {
  project_.revision("r1", "none", "CREATE TABLE t (a);");
  project_.revision("r2", "r1", "CREATE TABLE u (a);");
  project_.observer.hook = [this](const run::Event& event) {
    if (event.kind == run::Event::Kind::step_done && event.step->id == "r1") {
      project_.execute("UPDATE migrate_meta SET value = value + 1 WHERE key = 'generation'");
    }
  };
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::locked);
  EXPECT_EQ(std::string(error.what()), "another run has written to the history meanwhile");
  EXPECT_EQ(project_.applied(), "r1");
}

}  // namespace
}  // namespace migrate::test
