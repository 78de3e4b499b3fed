// What counts as a difference between two texts, and what is read at all.
#include <gtest/gtest.h>

#include "lib/sqlite/schema/read_table.h"
#include "tests/sqlite/schema_bench.h"

namespace migrate::test {
namespace {

using schema::Catalog;
using schema::Fact;
using schema::Identity;

std::string difference_of(const std::string& before, const std::string& after) {
  return difference_text(LiteDatabase(before).catalog(), LiteDatabase(after).catalog());
}

TEST(SqliteIntrospection, TheSameWordsInOtherClothesAreEqual) {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'x')",
       "create table \"T\" (\n  [ID] integer primary   key, -- the key\n  `a` text not null "
       "default 'x')"},
      {"CREATE TABLE t (a INT, b INT, CHECK (a<b))",
       "CREATE TABLE t (a INT, b INT, CHECK ( \"A\" < /* less */ [b] ))"},
      {"CREATE TABLE t (a INT CHECK (a > 0))", "CREATE TABLE t (a INT, CHECK (a > 0))"},
      {"CREATE TABLE t (a INT UNIQUE)", "CREATE TABLE t (a INT, UNIQUE (a))"},
      {"CREATE TABLE t (a INT, CHECK (t.a > 0))", "CREATE TABLE t (a INT, CHECK (a > 0))"},
      {"CREATE TABLE t (a INT REFERENCES u (id))",
       "CREATE TABLE t (a INT, FOREIGN KEY (\"a\") REFERENCES \"U\" (id) ON DELETE NO ACTION NOT "
       "DEFERRABLE)"},
      {"CREATE TABLE t (a TEXT DEFAULT \"x\")", "CREATE TABLE t (a TEXT DEFAULT 'x')"},
      {"CREATE TABLE t (z, a INT AS (1+1))",
       "CREATE TABLE t (z, a INT GENERATED ALWAYS AS (1 + 1) VIRTUAL)"},
      {"CREATE TABLE t (a INT); CREATE INDEX i ON t (a) WHERE a>0",
       "CREATE TABLE t (a INT); CREATE INDEX IF NOT EXISTS \"I\" ON [t](\"a\") where A > 0"},
      {"CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a FROM t",
       "CREATE TABLE t (a INT); CREATE VIEW V as select \"A\"\n from t -- all"},
      {"CREATE TABLE t (a INT UNIQUE, CHECK (a > 0) CHECK (a < 9))",
       "CREATE TABLE t (a INT, CHECK (a < 9), UNIQUE (a), CHECK (a > 0))"},
  };
  for (const auto& [before, after] : pairs) EXPECT_EQ(difference_of(before, after), "") << after;
}

TEST(SqliteIntrospection, WhatPragmasHideIsSeen) {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"CREATE TABLE t (a TEXT CHECK (a <> 'x'))", "CREATE TABLE t (a TEXT CHECK (a <> 'X'))"},
      {"CREATE TABLE t (a TEXT CHECK (a <> \"x y\"))",
       "CREATE TABLE t (a TEXT CHECK (a <> \"X y\"))"},
      {"CREATE TABLE t (a TEXT)", "CREATE TABLE t (a TEXT COLLATE NOCASE)"},
      {"CREATE TABLE t (a INTEGER PRIMARY KEY)", "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)"},
      {"CREATE TABLE t (a INTEGER PRIMARY KEY)",
       "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)"},
      {"CREATE TABLE t (a INT NOT NULL)", "CREATE TABLE t (a INT NOT NULL ON CONFLICT FAIL)"},
      {"CREATE TABLE t (a INT UNIQUE)", "CREATE TABLE t (a INT UNIQUE ON CONFLICT IGNORE)"},
      {"CREATE TABLE t (a INT, CHECK (a > 0))",
       "CREATE TABLE t (a INT, CONSTRAINT c CHECK (a > 0))"},
      {"CREATE TABLE t (a INT REFERENCES u)",
       "CREATE TABLE t (a INT REFERENCES u DEFERRABLE INITIALLY DEFERRED)"},
      {"CREATE TABLE t (a INT REFERENCES u)", "CREATE TABLE t (a INT REFERENCES u MATCH FULL)"},
      {"CREATE TABLE t (a INT, b INT AS (a + 1))", "CREATE TABLE t (a INT, b INT AS (a + 2))"},
      {"CREATE TABLE t (a INT)", "CREATE TABLE t (a INT) STRICT"},
      {"CREATE TABLE t (a INT PRIMARY KEY)", "CREATE TABLE t (a INT PRIMARY KEY) WITHOUT ROWID"},
  };
  for (const auto& [before, after] : pairs) EXPECT_NE(difference_of(before, after), "") << after;
}

TEST(SqliteIntrospection, WhatSqliteKeepsForItselfIsLeftOut) {
  LiteDatabase database(
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT UNIQUE);"
      "CREATE VIRTUAL TABLE words USING fts5(a);"
      "CREATE VIRTUAL TABLE box USING rtree(id, x0, x1);"
      "INSERT INTO t (a) VALUES ('x');"
      "ANALYZE;");
  std::vector<std::string> found;
  const Catalog catalog = database.catalog();
  for (const auto& [identity, fact] : catalog.facts) {
    if (!fact.part_of) found.push_back(schema::describe(identity));
  }
  EXPECT_EQ(found,
            (std::vector<std::string>{"table t", "virtual table box", "virtual table words"}));
  EXPECT_TRUE(catalog.unmodelled.empty());
}

TEST(SqliteIntrospection, ATextThatIsNotUnderstoodIsReported) {
  // Legal in SQLite, and hardly anywhere else: what belongs to REFERENCES behind something else.
  LiteDatabase database(
      "CREATE TABLE t (a INT REFERENCES u NOT NULL DEFERRABLE INITIALLY DEFERRED);"
      "CREATE INDEX i ON t (a);");
  const Catalog catalog = database.catalog();
  EXPECT_TRUE(catalog.facts.empty());
  EXPECT_EQ(catalog.unmodelled, (std::vector<Identity>{{"table", {"t"}}, {"index", {"i"}}}));
}

TEST(SqliteIntrospection, NoTextBreaksTheReader) {
  const std::string whole =
      "CREATE TABLE t (a INT CONSTRAINT n NOT NULL ON CONFLICT FAIL DEFAULT -1 COLLATE binary "
      "REFERENCES u (x) ON DELETE SET NULL MATCH full NOT DEFERRABLE INITIALLY IMMEDIATE, "
      "b AS (a) STORED, PRIMARY KEY (a DESC) ON CONFLICT FAIL, CHECK (a > 0)) WITHOUT ROWID, "
      "STRICT";
  EXPECT_TRUE(sqlite::read_table(whole, {}));
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto facts = sqlite::read_table(whole.substr(0, size), {});
    EXPECT_TRUE(!facts || size > whole.rfind(')')) << whole.substr(0, size);
  }
}

TEST(SqliteIntrospection, TellsWhatAFactRefersTo) {
  LiteDatabase database(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);"
      "CREATE TABLE u (id INTEGER PRIMARY KEY, t_id INTEGER REFERENCES t (id));"
      "CREATE INDEX i ON t (lower(a));"
      "CREATE VIEW v AS SELECT a FROM t;"
      "CREATE TRIGGER g AFTER INSERT ON u BEGIN DELETE FROM t WHERE a = 'x'; END;");
  const Catalog catalog = database.catalog();
  const auto fact = [&](const Identity& identity) { return *catalog.find(identity); };
  EXPECT_EQ(fact({"index", {"i"}}).needs, (std::vector<Identity>{{"column", {"t", "a"}}}));
  EXPECT_EQ(fact({"index", {"i"}}).part_of, (Identity{"table", {"t"}}));
  EXPECT_EQ(fact({"view", {"v"}}).prefers,
            (std::vector<Identity>{{"table", {"t"}}, {"column", {"t", "a"}}}));
  EXPECT_EQ(fact({"trigger", {"g"}}).part_of, (Identity{"table", {"u"}}));
  EXPECT_EQ(fact({"trigger", {"g"}}).prefers,
            (std::vector<Identity>{{"table", {"t"}}, {"column", {"t", "a"}}}));
  const Fact foreign_key = fact({"constraint", {"u", "foreign key (t_id) references t (id)"}});
  EXPECT_EQ(foreign_key.prefers, (std::vector<Identity>{{"table", {"t"}}}));
}

TEST(SqliteIntrospection, ABrokenViewIsReadLikeAnyOther) {
  LiteDatabase database("CREATE VIEW v AS SELECT * FROM nowhere; CREATE TABLE t (a)");
  EXPECT_EQ(database.catalog().facts.count({"view", {"v"}}), 1U);
  EXPECT_EQ(database.catalog().facts.count({"column", {"t", "a"}}), 1U);
}

}  // namespace
}  // namespace migrate::test
