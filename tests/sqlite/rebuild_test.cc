// What a table that is made anew keeps, and what its plan says is lost.
#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/sqlite/schema/sqlite_rules.h"
#include "tests/sqlite/schema_bench.h"

namespace migrate::test {
namespace {

schema::SchemaPlan plan_to(LiteDatabase& database, const std::string& after) {
  LiteDatabase wanted(after);
  return schema::plan(database.catalog(), wanted.catalog(), sqlite::SqliteRules());
}

/// Runs the plan from `database` to `after`, which must make some table anew.
void rebuild(LiteDatabase& database, const std::string& after) {
  const schema::SchemaPlan plan = plan_to(database, after);
  EXPECT_NE(text_of(plan).find("legacy_alter_table"), std::string::npos) << text_of(plan);
  database.run(plan);
}

std::string losses(const schema::SchemaPlan& plan) {
  std::string result;
  for (const auto& [statement, about] : plan.statements) {
    if (!statement.loses.empty()) result += statement.loses + "\n";
  }
  return result;
}

std::string failure_of(LiteDatabase& database, const std::string& after) {
  try {
    database.run(plan_to(database, after));
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(SqliteRebuild, KeepsTheRowsOfChildren) {
  LiteDatabase database(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, a VARCHAR(9));"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (id) ON DELETE CASCADE);"
      "INSERT INTO p VALUES (1, 'x'), (2, 'y'); INSERT INTO c VALUES (1, 1), (2, 2);");
  rebuild(
      database,
      "CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (id) ON DELETE CASCADE);");
  EXPECT_EQ(database.value("SELECT count(*) FROM c"), "2");
  EXPECT_EQ(
      database.value("SELECT sql FROM sqlite_schema WHERE name = 'c'"),
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (id) ON DELETE CASCADE)");
}

TEST(SqliteRebuild, KeepsTheHighestNumberEverGiven) {
  LiteDatabase database(
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT);"
      "INSERT INTO t VALUES (1, 1), (3, 3); DELETE FROM t WHERE id = 3;");
  rebuild(database, "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)");
  database.run("INSERT INTO t (a) VALUES ('new')");
  EXPECT_EQ(database.value("SELECT max(id) FROM t"), "4");
  EXPECT_EQ(database.value("SELECT count(*) FROM sqlite_sequence"), "1");
}

TEST(SqliteRebuild, KeepsTheHighestNumberOfAnEmptyTable) {
  LiteDatabase database(
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT);"
      "INSERT INTO t VALUES (7, 1); DELETE FROM t;");
  rebuild(database, "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)");
  database.run("INSERT INTO t (a) VALUES ('new')");
  EXPECT_EQ(database.value("SELECT max(id) FROM t"), "8");
}

TEST(SqliteRebuild, KeepsRowidsThatNoColumnIs) {
  LiteDatabase database(
      "CREATE TABLE t (a TEXT); INSERT INTO t (a) VALUES ('x'), ('y'), ('z');"
      "DELETE FROM t WHERE a = 'x';");
  rebuild(database, "CREATE TABLE t (a TEXT NOT NULL)");
  EXPECT_EQ(database.value("SELECT group_concat(rowid) FROM t"), "2,3");
}

TEST(SqliteRebuild, MakesIndexesAndTriggersAgainFromTheirOwnTexts) {
  const std::string rest =
      "CREATE  INDEX i /* why */ ON t(a);"
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = 'made' WHERE id = new.id; END;"
      "CREATE TABLE u (id INTEGER PRIMARY KEY);"
      "CREATE TRIGGER h AFTER INSERT ON u BEGIN INSERT INTO t (a) VALUES ('by u'); END;"
      "CREATE VIEW v AS SELECT  a  FROM t;";
  LiteDatabase database("CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR);" + rest);
  const std::string query =
      "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema WHERE name IN ('i', 'g', "
      "'h', 'v') ORDER BY name)";
  const std::string before = database.value(query);
  rebuild(database, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);" + rest);
  EXPECT_EQ(database.value(query), before);
  database.run("INSERT INTO u VALUES (1)");
  EXPECT_EQ(database.value("SELECT a FROM v"), "made");
}

TEST(SqliteRebuild, NeverDropsARowThatANewConstraintRefuses) {
  LiteDatabase database(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'x')");
  for (const std::string conflict : {"", " ON CONFLICT IGNORE", " ON CONFLICT REPLACE"}) {
    const std::string after =
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE" + conflict + ")";
    EXPECT_EQ(failure_of(database, after), "UNIQUE constraint failed: t_new.a");
    EXPECT_EQ(database.value("SELECT count(*) FROM t"), "2");
  }
}

TEST(SqliteRebuild, FailsWhereNullsStandAgainstNotNull) {
  LiteDatabase database("CREATE TABLE t (a TEXT); INSERT INTO t VALUES (NULL)");
  EXPECT_EQ(failure_of(database, "CREATE TABLE t (a TEXT NOT NULL)"),
            "NOT NULL constraint failed: t_new.a");
  rebuild(database, "CREATE TABLE t (a TEXT NOT NULL DEFAULT 'none')");
  EXPECT_EQ(database.value("SELECT a FROM t"), "none");
}

TEST(SqliteRebuild, FailsWhereNothingIsLeftOfRowsWithoutRowid) {
  LiteDatabase database(
      "CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO t VALUES (1)");
  const std::string after = "CREATE TABLE t (b TEXT PRIMARY KEY) WITHOUT ROWID";
  EXPECT_EQ(failure_of(database, after), "NOT NULL constraint failed: t_new.b");
  database.run("DELETE FROM t");
  EXPECT_EQ(failure_of(database, after), "");
}

TEST(SqliteRebuild, ForeignKeysThatDontHoldStopIt) {
  LiteDatabase database(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER); INSERT INTO c VALUES "
      "(9)");
  EXPECT_EQ(failure_of(database,
                       "CREATE TABLE p (id INTEGER PRIMARY KEY);"
                       "CREATE TABLE c (p INTEGER REFERENCES p (id))"),
            "foreign_key_check finds orphans");
}

TEST(SqliteLoss, IsSaidWhereValuesGo) {
  LiteDatabase database(
      "CREATE TABLE gone (id INTEGER PRIMARY KEY);"
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, Cents INTEGER, d TEXT AS (a));"
      "CREATE VIRTUAL TABLE words USING fts5(a);");
  EXPECT_EQ(losses(plan_to(database,
                           "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, d TEXT AS (a));"
                           "CREATE VIRTUAL TABLE words USING fts5(a)")),
            "column t.Cents with its values\ntable gone with its rows\n");
  EXPECT_EQ(
      losses(plan_to(database,
                     "CREATE TABLE gone (id INTEGER PRIMARY KEY);"
                     "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT AS (a), Cents "
                     "TEXT);"
                     "CREATE VIRTUAL TABLE words USING fts5(a, b)")),
      "values of column t.a that change when they become integer, column t.b with its values\n"
      "table words with what is in it\n");
}

TEST(SqliteLoss, CanBeSparedAndThenThePlanLeavesItAlone) {
  LiteDatabase before(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT UNIQUE);"
      "CREATE TABLE gone (id INTEGER PRIMARY KEY);");
  LiteDatabase after("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE)");
  const schema::Catalog first = before.catalog();
  std::vector<schema::Kept> kept;
  const schema::Catalog wanted =
      schema::without_losses(first, after.catalog(), sqlite::SqliteRules(), kept);
  EXPECT_EQ(kept.size(), 2U);
  before.run("INSERT INTO t VALUES (1, 'x', 'y')");
  before.run(schema::plan(first, wanted, sqlite::SqliteRules()));
  EXPECT_EQ(difference_text(before.catalog(), wanted), "");
  EXPECT_EQ(before.value("SELECT b FROM t"), "y");
}

}  // namespace
}  // namespace migrate::test
