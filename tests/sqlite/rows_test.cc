// The rows of tables as INSERT statements: run in another database they make the same values, of
// the same storage classes.
#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text_sink.h"
#include "lib/db/snapshot.h"
#include "lib/sqlite/sqlite_driver.h"
#include "tests/support/child.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {
namespace {

using Tables = std::vector<std::string>;

std::vector<schema::Identity> identities(const Tables& names) {
  std::vector<schema::Identity> result;
  for (const std::string& name : names) result.push_back({"table", {name}});
  return result;
}

/// A database file, written by the engine's own shell.
class LiteFile {
 public:
  /// Returns what the shell says of what goes wrong.
  std::string run(const std::string& script) {
    const ChildResult result =
        run_child({"sqlite3", "-batch", "-bail", "-cmd", "PRAGMA foreign_keys = ON", path_},
                  RunAs::self, script);
    return result.output;
  }
  [[nodiscard]] std::unique_ptr<db::Connection> connect() const {
    db::ConnectOptions options;
    options.url = "sqlite:" + path_;
    return driver_->connect(options);
  }
  [[nodiscard]] std::string rows(const Tables& tables) const {
    const auto connection = connect();
    TextSink sink;
    driver_->snapshot(*connection, "")->write_rows(identities(tables), sink);
    return sink.text();
  }
  [[nodiscard]] std::string refusal(const Tables& tables) const {
    try {
      return rows(tables);
    } catch (const Error& error) {
      return error.what();
    }
  }
  [[nodiscard]] std::string value(const std::string& query) const {
    const auto connection = connect();
    return db::execute(*connection, {.sql = query}).rows.at(0).at(0).value_or("NULL");
  }
  [[nodiscard]] const db::Driver& driver() const { return *driver_; }

 private:
  TempDir directory_;
  std::string path_ = directory_ / "rows.db";
  std::unique_ptr<db::Driver> driver_ = sqlite::make_driver();
};

TEST(SqliteRows, ValuesComeBackAsTheyWere) {
  const std::string table = "CREATE TABLE v (id INTEGER PRIMARY KEY, \"odd \"\"name\" BLOB);\n";
  LiteFile source;
  ASSERT_EQ(source.run(table + R"(INSERT INTO v ("odd ""name") VALUES
    (NULL), (0), (-9223372036854775808), (9223372036854775807), (1.0), (-0.0), (0.1), (4.9e-324),
    (1.7976931348623157e308), (9e999), (-9e999), (''), ('it''s'), ('a;
b'), (char(13, 10)), ('tab' || char(9)), (char(0)), ('a' || char(0) || 'b'), ('123'), ('ünï'),
    (x''), (x'00ff0d0a27'), (CAST(x'ff' AS TEXT));
    WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 500)
    INSERT INTO v ("odd ""name") SELECT random() * pow(10, random() % 300) FROM r;)"),
            "");
  const std::string rows = source.rows({"v"});
  LiteFile copy;
  ASSERT_EQ(copy.run(table + rows), "");
  EXPECT_EQ(copy.rows({"v"}), rows);
  const std::string bytes =
      "SELECT group_concat(typeof(v) || hex(v) || CASE typeof(v) WHEN 'real' THEN printf('%!.26e',"
      " v) ELSE '' END) FROM (SELECT \"odd \"\"name\" AS v FROM v ORDER BY id)";
  EXPECT_EQ(copy.value(bytes), source.value(bytes));
  EXPECT_EQ(copy.value("SELECT count(*) FROM v"), "523");
}

TEST(SqliteRows, ComeInTheOrderOfThePrimaryKeyElseOfTheirValues) {
  LiteFile file;
  ASSERT_EQ(file.run("CREATE TABLE k (v, b TEXT COLLATE NOCASE, a INT, g AS (a + 1),"
                     " PRIMARY KEY (a, b)) WITHOUT ROWID;"
                     "INSERT INTO k VALUES ('x', 'b', 1), ('y', 'C', 1), ('z', 'a', -5);"
                     "CREATE TABLE w (a, b);"
                     "INSERT INTO w VALUES (2, 1), ('x', 0), (1, 9), (1, NULL);"),
            "");
  EXPECT_EQ(file.rows({"k", "w"}),
            "\nBEGIN;\n"
            "INSERT INTO k (v, b, a) VALUES ('z', 'a', -5);\n"
            "INSERT INTO k (v, b, a) VALUES ('y', 'C', 1);\n"
            "INSERT INTO k (v, b, a) VALUES ('x', 'b', 1);\n"
            "INSERT INTO w (a, b) VALUES (1, NULL);\n"
            "INSERT INTO w (a, b) VALUES (1, 9);\n"
            "INSERT INTO w (a, b) VALUES (2, 1);\n"
            "INSERT INTO w (a, b) VALUES ('x', 0);\n"
            "COMMIT;\n");
}

TEST(SqliteRows, AutoincrementGoesOnWhereItWas) {
  const std::string table = "CREATE TABLE \"T\" (id INTEGER PRIMARY KEY AUTOINCREMENT);";
  LiteFile source;
  ASSERT_EQ(source.run(table + "INSERT INTO T VALUES (1), (41); DELETE FROM T WHERE id = 41;"), "");
  LiteFile copy;
  ASSERT_EQ(copy.run(table + source.rows({"t"}) + "INSERT INTO T DEFAULT VALUES;"), "");
  EXPECT_EQ(copy.value("SELECT group_concat(id) FROM T"), "1,42");
}

TEST(SqliteRows, ForeignKeysAreOffOnlyWhereNoOrderSatisfiesThem) {
  const std::string tables =
      "CREATE TABLE p (k INTEGER PRIMARY KEY);"
      "CREATE TABLE c (p REFERENCES p);"
      "CREATE TABLE tree (k INTEGER PRIMARY KEY, up REFERENCES tree);";
  LiteFile source;
  ASSERT_EQ(source.run(tables + "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);"
                                "INSERT INTO tree VALUES (2, NULL), (1, 2);"),
            "");
  const std::string ordered = source.rows({"p", "c"});
  const std::string round = source.rows({"tree"});
  EXPECT_EQ(ordered.find("PRAGMA"), std::string::npos) << ordered;
  EXPECT_TRUE(round.starts_with("\nPRAGMA foreign_keys = OFF;\nBEGIN;\n")) << round;
  LiteFile copy;
  ASSERT_EQ(copy.run(tables + ordered + round), "");
  EXPECT_EQ(copy.rows({"p", "c", "tree"}), source.rows({"p", "c", "tree"}));
}

TEST(SqliteRows, WhatTheyReferToMustBeAmongThem) {
  LiteFile file;
  ASSERT_EQ(file.run("CREATE TABLE P (k INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);"
                     "CREATE TABLE c (a, b REFERENCES p); INSERT INTO c VALUES (1, NULL);"),
            "");
  EXPECT_EQ(file.refusal({"c"}), "\nBEGIN;\nINSERT INTO c (a, b) VALUES (1, NULL);\nCOMMIT;\n");
  ASSERT_EQ(file.run("INSERT INTO c VALUES (2, 1);"), "");
  EXPECT_EQ(file.refusal({"c"}), "rows of table c refer to rows of table p, which are not dumped");
}

TEST(SqliteRows, AreOfTheMomentOfTheSchemaAndTriggersComeAfterThem) {
  LiteFile file;
  ASSERT_EQ(file.run("PRAGMA journal_mode = wal; CREATE TABLE t (a); INSERT INTO t VALUES (1);"
                     "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;"),
            "wal\n");
  const auto connection = file.connect();
  const auto snapshot = file.driver().snapshot(*connection, "");
  ASSERT_EQ(file.run("INSERT INTO t VALUES (2);"), "");
  TextSink sink;
  snapshot->write_rows(identities({"t"}), sink);
  EXPECT_EQ(sink.text(), "\nBEGIN;\nINSERT INTO t (a) VALUES (1);\nCOMMIT;\n");

  const schema::Identity trigger{"trigger", {"g"}};
  ASSERT_NE(snapshot->catalog().find(trigger), nullptr);
  EXPECT_EQ(snapshot->before_rows(snapshot->catalog(), identities({"t"})).find(trigger), nullptr);
  EXPECT_NE(snapshot->before_rows(snapshot->catalog(), {}).find(trigger), nullptr);
}

}  // namespace
}  // namespace migrate::test
