// The checks that generated scripts carry: they find a row exactly where the new table would not
// take one.
#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/sqlite/schema/sqlite_rules.h"
#include "tests/sqlite/schema_bench.h"

namespace migrate::test {
namespace {

struct Case {
  const char* name;
  const char* before;
  const char* after;
  const char* good;   ///< rows that the change takes
  const char* bad;    ///< a row more, which it doesn't
  const char* check;  ///< what stands in the script; empty: nothing
};

const Case kCases[] = {
    {"NotNull", "CREATE TABLE t (id INTEGER PRIMARY KEY, \"Order\" INT)",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, \"Order\" INT NOT NULL)",
     "INSERT INTO t VALUES (1, 1)", "INSERT INTO t VALUES (2, NULL)",
     "SELECT id, \"Order\" FROM t WHERE \"Order\" IS NULL"},
    {"NotNullWithDefault", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT NOT NULL DEFAULT 0)",
     "INSERT INTO t VALUES (NULL)", "", ""},
    {"Unique", "CREATE TABLE t (a TEXT, b INT)",
     "CREATE TABLE t (a TEXT, b INT, UNIQUE (b, a COLLATE NOCASE DESC))",
     "INSERT INTO t VALUES ('x', 1), ('X', 2), (NULL, 1), (NULL, 1)",
     "INSERT INTO t VALUES ('X', 1)",
     "SELECT b, a COLLATE nocase, count(*) FROM t WHERE b IS NOT NULL AND a COLLATE nocase IS NOT "
     "NULL GROUP BY b, a COLLATE nocase HAVING count(*) > 1"},
    {"UniqueIndex", "CREATE TABLE t (a TEXT, b INT)",
     "CREATE TABLE t (a TEXT, b INT); CREATE UNIQUE INDEX i ON t (lower(a), b DESC) WHERE b > 0",
     "INSERT INTO t VALUES ('x', 1), ('x', 0), ('x', 0)", "INSERT INTO t VALUES ('X', 1)",
     "SELECT lower(a), b, count(*) FROM t WHERE (b > 0) AND lower(a) IS NOT NULL AND b IS NOT NULL "
     "GROUP BY lower(a), b HAVING count(*) > 1"},
    {"ForeignKey", "CREATE TABLE p (x INTEGER PRIMARY KEY); CREATE TABLE t (a INT)",
     "CREATE TABLE p (x INTEGER PRIMARY KEY); CREATE TABLE t (a INT REFERENCES p)",
     "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1), (NULL)", "INSERT INTO t VALUES (2)",
     "SELECT a FROM t AS child WHERE child.a IS NOT NULL AND NOT EXISTS (SELECT 1 FROM p AS parent "
     "WHERE parent.x = child.a)"},
    {"Check", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT CHECK (a > 0 AND a <> ';'))",
     "INSERT INTO t VALUES (1), (NULL)", "INSERT INTO t VALUES (0)",
     "SELECT * FROM t WHERE NOT (a > 0 AND a <> ';')"},
    {"NewNotNull", "CREATE TABLE t (b INTEGER PRIMARY KEY)",
     "CREATE TABLE t (b INTEGER PRIMARY KEY, a INT NOT NULL)", "", "INSERT INTO t VALUES (1)",
     "SELECT b FROM t"},
    {"NewNotNullThatFillsItself", "CREATE TABLE t (b INT)",
     "CREATE TABLE t (b INT, id INTEGER PRIMARY KEY NOT NULL, a INT NOT NULL DEFAULT 0, g INT NOT "
     "NULL AS (1) STORED)",
     "INSERT INTO t VALUES (1)", "", ""},
    {"StrictInteger", "CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT) STRICT",
     "INSERT INTO t VALUES (1, 1), (2, ' 2 '), (3, 3.0), (4, NULL), (5, '5e1')",
     "INSERT INTO t VALUES (6, 6.5)",
     "SELECT id, a FROM t WHERE a <> CAST(a AS NUMERIC) OR CAST(a AS NUMERIC) <> "
     "CAST(CAST(a AS NUMERIC) AS INTEGER)"},
    {"StrictIntegerOfText", "CREATE TABLE t (a TEXT)", "CREATE TABLE t (a INTEGER) STRICT",
     "INSERT INTO t VALUES ('-12')", "INSERT INTO t VALUES ('12a')",
     "SELECT * FROM t WHERE a <> CAST(a AS NUMERIC) OR CAST(a AS NUMERIC) <> "
     "CAST(CAST(a AS NUMERIC) AS INTEGER)"},
    {"StrictReal", "CREATE TABLE t (a)", "CREATE TABLE t (a REAL) STRICT",
     "INSERT INTO t VALUES (1), ('1.5'), (NULL)", "INSERT INTO t VALUES (x'31')",
     "SELECT * FROM t WHERE a <> CAST(a AS NUMERIC)"},
    {"StrictText", "CREATE TABLE t (a)", "CREATE TABLE t (a TEXT) STRICT",
     "INSERT INTO t VALUES (1), (1.5), ('x')", "INSERT INTO t VALUES (x'31')",
     "SELECT * FROM t WHERE typeof(a) = 'blob'"},
    {"StrictBlob", "CREATE TABLE t (a)", "CREATE TABLE t (a BLOB, b ANY) STRICT",
     "INSERT INTO t VALUES (x'31'), (NULL)", "INSERT INTO t VALUES ('x')",
     "SELECT * FROM t WHERE typeof(a) NOT IN ('blob', 'null')"},
    {"NewColumn", "CREATE TABLE t (b INT)", "CREATE TABLE t (b INT, a INT UNIQUE CHECK (a > b))",
     "INSERT INTO t VALUES (1)", "", ""},
};

class SqliteLiveCheck : public testing::TestWithParam<Case> {};

std::string checks_of(const schema::SchemaPlan& plan) {
  std::string result;
  for (const auto& [statement, about] : plan.statements) {
    for (const std::string& check : statement.checks) {
      result += (result.empty() ? "" : "\n") + check;
    }
  }
  return result;
}

bool succeeds(LiteDatabase& database, const schema::SchemaPlan& plan) {
  try {
    database.run(plan);
  } catch (const Error&) {
    return false;
  }
  return true;
}

TEST_P(SqliteLiveCheck, FindsWhatWouldFail) {
  const Case& each = GetParam();
  LiteDatabase wanted(each.after);
  LiteDatabase good(each.before);
  const schema::SchemaPlan plan =
      schema::plan(good.catalog(), wanted.catalog(), sqlite::SqliteRules());
  ASSERT_EQ(checks_of(plan), each.check) << text_of(plan);
  const bool checked = each.check[0] != '\0';

  LiteDatabase bad(each.before);
  bad.run("PRAGMA foreign_keys = OFF");
  good.run(each.good);
  bad.run(each.good);
  if (checked) {
    EXPECT_TRUE(good.rows(each.check).empty());
  }
  EXPECT_TRUE(succeeds(good, plan)) << text_of(plan);
  if (!checked) return;
  bad.run(each.bad);
  EXPECT_EQ(bad.rows(each.check).size(), 1U);
  EXPECT_FALSE(succeeds(bad, plan)) << text_of(plan);
}

INSTANTIATE_TEST_SUITE_P(Changes, SqliteLiveCheck, testing::ValuesIn(kCases),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace migrate::test
