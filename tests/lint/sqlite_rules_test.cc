// SQLite's rules through the whole gate: every rule finds something in its bad example and nothing
// in its good one, what is safe is left alone, and nothing that is judged gets out of the model.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "lib/base/file.h"
#include "lib/lint/common_rules.h"
#include "tests/lint/gate.h"
#include "tests/support/temp_dir.h"

namespace migrate::lint {
namespace {

struct SqliteGate : Gate {
  SqliteGate() : Gate("sqlite") {}
};

std::vector<Rule> sqlite_rules() {
  const SqliteGate gate;
  return {gate.analyzer().rules().begin(), gate.analyzer().rules().end()};
}

TEST(SqliteRules, FindTheirBadExample) {
  SqliteGate gate;
  for (const Rule& rule : sqlite_rules()) {
    const Report report = gate.example(rule.bad);
    EXPECT_TRUE(finds(report, rule)) << rule.id << "\n"
                                     << rule.bad << testing::PrintToString(listed(report));
  }
}

TEST(SqliteRules, FindNothingWorthAWordInTheirGoodExample) {
  SqliteGate gate;
  for (const Rule& rule : sqlite_rules()) {
    const Report report = gate.example(rule.good);
    EXPECT_EQ(report.count(Severity::warning), 0U)
        << rule.id << "\n"
        << rule.good << testing::PrintToString(listed(report));
    EXPECT_FALSE(finds(report, rule)) << rule.id;
  }
}

TEST(SqliteRules, HaveNamesOfTheirOwnAndSayEverything) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : sqlite_rules()) {
    ids.push_back(rule.id);
    EXPECT_FALSE(rule.summary.empty() || rule.why.empty() || rule.advice.empty()) << rule.id;
  }
  for (const Rule& rule : common_rules()) ids.push_back(rule.id);
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST(SqliteRules, OfScriptsAndTagsHoldHereToo) {
  SqliteGate gate;
  for (const Rule& rule : common_rules()) {
    // SQLite reads its own grammar whole: what it can't is refused-statement.
    if (rule.id == rule_of(Common::unparsed_statement).id) continue;
    EXPECT_TRUE(finds(gate.example(rule.bad), rule)) << rule.id;
    EXPECT_FALSE(finds(gate.example(rule.good), rule)) << rule.id;
  }
  EXPECT_EQ(listed(gate.on_example("SELEC 1;\n")), Listed{"refused-statement@3:1"});
  EXPECT_EQ(listed(gate.on_example("SELECT ours(1);\n")), Listed{"unparsed-statement@3:8"});
}

TEST(SqliteLint, LeavesNewTablesAlone) {
  SqliteGate gate;
  const Report report = gate.on(
      "CREATE TABLE customers (id INTEGER PRIMARY KEY);\n",
      "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customers,\n"
      "    code TEXT UNIQUE, total NUMERIC CHECK (total > 0));\n"
      "CREATE INDEX orders_customer ON orders (customer);\n"
      "ALTER TABLE orders ADD COLUMN currency TEXT NOT NULL;\n"
      "ALTER TABLE orders ADD COLUMN placed TEXT DEFAULT CURRENT_TIMESTAMP;\n"
      "INSERT INTO orders (customer, currency) VALUES (1, 'EUR');\n"
      "INSERT OR REPLACE INTO orders (customer, currency) VALUES (1, 'EUR');\n"
      "ALTER TABLE orders RENAME COLUMN code TO number;\n"
      "ALTER TABLE orders DROP COLUMN total;\n"
      "UPDATE orders SET number = 1;\nDELETE FROM orders;\nDROP INDEX orders_customer;\n"
      "ALTER TABLE orders RENAME TO bills;\nDROP TABLE bills;\n");
  EXPECT_EQ(listed(report), Listed{});
}

TEST(SqliteLint, LeavesOrdinaryChangesAlone) {
  SqliteGate gate;
  EXPECT_EQ(listed(gate.on_example(
                "CREATE TABLE lines (\"order\" INTEGER NOT NULL REFERENCES orders ON DELETE "
                "CASCADE,\n    line INTEGER NOT NULL, PRIMARY KEY (\"order\", line)) STRICT;\n"
                "ALTER TABLE orders ADD COLUMN state TEXT NOT NULL DEFAULT 'open'\n"
                "    CHECK (state IN ('open', 'done'));\n"
                "CREATE INDEX orders_state ON orders (state) WHERE state = 'open';\n"
                "CREATE UNIQUE INDEX orders_code ON orders (code);\n"
                "CREATE VIEW open_orders AS SELECT id FROM orders WHERE state = 'open';\n"
                "CREATE TRIGGER orders_done AFTER UPDATE OF state ON orders BEGIN\n"
                "    INSERT INTO notes (note) VALUES ('order ' || NEW.id);\nEND;\n"
                "INSERT INTO tags (tag) VALUES ('new') ON CONFLICT (tag) DO NOTHING;\n"
                "UPDATE tags SET uses = 0 WHERE tag = 'new';\n"
                "DELETE FROM tags WHERE uses = 0 RETURNING tag;\n"
                "CREATE VIRTUAL TABLE search USING fts5(note);\n"
                "INSERT INTO search (note) SELECT note FROM notes;\n")),
            Listed{});
}

TEST(SqliteLint, TakesWhatAFileDoesNotMakeToBeThere) {
  SqliteGate gate;
  EXPECT_EQ(listed(gate.source("ALTER TABLE orders ADD COLUMN note TEXT;\n"
                               "CREATE INDEX orders_code ON orders (code, lower(note));\n"
                               "UPDATE orders SET code = note WHERE id = 1;\n"
                               "INSERT INTO orders VALUES (1, 2, 3);\n"
                               "CREATE TRIGGER t AFTER INSERT ON orders BEGIN\n"
                               "    UPDATE customers SET orders = orders + 1;\nEND;\n"
                               "DROP INDEX customers_name;\nDROP VIEW names;\n")),
            Listed{});
  EXPECT_EQ(listed(gate.source("ALTER TABLE orders DROP COLUMN note;\n"
                               "ALTER TABLE orders RENAME COLUMN code TO number;\n"
                               "DROP TABLE customers;\nUPDATE orders SET number = 1;\n"
                               "ALTER TABLE orders ADD COLUMN state TEXT NOT NULL;\n")),
            (Listed{"drop-column@1:32", "rename-column@2:34", "drop-table@3:12",
                    "change-all-rows@4:8", "add-column-not-null@5:31"}));
}

TEST(SqliteLint, KnowsThatADatabaseBeginsEmpty) {
  SqliteGate gate;
  const std::string script = "DROP TABLE IF EXISTS t;\nCREATE TABLE t (a);\n";
  EXPECT_EQ(listed(gate.on("CREATE TABLE a (x);\n", script)), Listed{});
  EXPECT_EQ(listed(gate.on("CREATE TABLE t (x);\n", script)), Listed{"drop-table@3:22"});
  EXPECT_EQ(listed(gate.source(script)), Listed{"drop-table@1:22"});
}

TEST(SqliteLint, SaysWhatSqliteRefuses) {
  SqliteGate gate;
  EXPECT_EQ(listed(gate.on_example("ALTER TABLE orders DROP COLUMN nots;\n"
                                   "CREATE INDEX i ON notes (ownr);\n"
                                   "INSERT INTO tags (tg) VALUES (1);\n"
                                   "CREATE TABLE notes (id INTEGER);\n"
                                   "ALTER TABLE customers DROP COLUMN email;\n")),
            (Listed{"refused-statement@3:32", "refused-statement@4:26", "refused-statement@5:13",
                    "refused-statement@6:14", "refused-statement@7:35"}));
  EXPECT_EQ(listed(gate.on("CREATE TABLE a (x);\n",
                           "-- destructive: approved\nDROP TABLE a;\nDROP TABLE a;\n")),
            (Listed{"(drop-table@4:12)", "refused-statement@5:12"}));
}

TEST(SqliteLint, AsksSqliteOnATableWithARow) {
  SqliteGate gate;
  const std::string strict =
      "CREATE TABLE t (id INT PRIMARY KEY, a TEXT NOT NULL CHECK (a <> ''), b BLOB NOT NULL,\n"
      "    c REAL NOT NULL, d ANY NOT NULL, e INT GENERATED ALWAYS AS (id + 1)) STRICT, WITHOUT "
      "ROWID;\n";
  EXPECT_EQ(listed(gate.on(strict, "ALTER TABLE t ADD COLUMN n TEXT NOT NULL;\n")),
            Listed{"add-column-not-null@3:26"});
  EXPECT_EQ(listed(gate.on(strict, "ALTER TABLE t ADD COLUMN n TEXT NOT NULL DEFAULT '';\n")),
            Listed{});
  // The model has no rows behind it: the next statement meets none.
  EXPECT_EQ(listed(gate.on(strict,
                           "ALTER TABLE t ADD COLUMN n TEXT;\n"
                           "ALTER TABLE t ADD COLUMN m TEXT DEFAULT (random());\n")),
            Listed{"add-column-default@4:26"});
}

TEST(SqliteLint, TakesAFilledCopyForATableWithRows) {
  SqliteGate gate;
  EXPECT_EQ(listed(gate.on("CREATE TABLE a (x);\n",
                           "CREATE TABLE b (x);\nINSERT INTO b SELECT x FROM a;\n"
                           "ALTER TABLE b ADD COLUMN y TEXT NOT NULL;\n")),
            Listed{"add-column-not-null@5:26"});
}

TEST(SqliteRebuild, IsOneChange) {
  SqliteGate gate;
  const std::string below =
      "CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT, b TEXT);\n"
      "CREATE TABLE c (p INTEGER NOT NULL REFERENCES p ON DELETE CASCADE, UNIQUE (p));\n";
  const std::string rebuild =
      "CREATE TABLE p_new (id INTEGER PRIMARY KEY, a TEXT, b TEXT CHECK (b <> ''));\n"
      "INSERT INTO p_new SELECT id, a, b FROM p;\n"
      "DROP TABLE p;\nALTER TABLE p_new RENAME TO p;\n";
  EXPECT_EQ(listed(gate.on(below, rebuild, "-- foreign-keys: off\n")),
            Listed{"rebuild-table@6:12"});
  EXPECT_EQ(listed(gate.on(below, rebuild)),
            (Listed{"rebuild-table@5:12", "cascade-on-drop@5:12"}));
  EXPECT_EQ(listed(gate.on(below, "PRAGMA foreign_keys = OFF;\n" + rebuild)),
            Listed{"rebuild-table@6:12"});
  EXPECT_EQ(listed(gate.on(below, "PRAGMA defer_foreign_keys = ON;\n" + rebuild)),
            (Listed{"rebuild-table@6:12", "cascade-on-drop@6:12"}));
}

TEST(SqliteRebuild, LosesNothingThatADownScriptWouldHaveToTell) {
  SqliteGate gate;
  const std::string rebuild =
      "CREATE TABLE notes_new (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, note TEXT);\n"
      "INSERT INTO notes_new SELECT id, ifnull(owner, 0), note FROM notes;\n"
      "DROP TRIGGER notes_tags;\nDROP TABLE notes;\nALTER TABLE notes_new RENAME TO notes;\n"
      "CREATE INDEX notes_owner ON notes (owner);\n";
  EXPECT_EQ(listed(gate.example(rebuild + "-- the down script:\n" + rebuild)),
            Listed{"rebuild-table@6:12"});
  EXPECT_EQ(listed(gate.example("DELETE FROM notes;\n-- the down script:\nSELECT 1;\n")),
            (Listed{"delete-all-rows@3:13", "lossy-down-undocumented@3:13"}));
}

TEST(SqliteRebuild, GoesByATableInBetweenToo) {
  SqliteGate gate;
  EXPECT_EQ(listed(gate.on("CREATE TABLE t (a TEXT, b TEXT);\n",
                           "CREATE TEMP TABLE kept AS SELECT * FROM t;\nDROP TABLE t;\n"
                           "CREATE TABLE t (a TEXT, b TEXT, c TEXT);\n"
                           "INSERT INTO t (a, b) SELECT a, b FROM kept;\nDROP TABLE kept;\n")),
            Listed{"rebuild-table@4:12"});
  EXPECT_EQ(listed(gate.on("CREATE TABLE t (a TEXT, b TEXT);\n",
                           "ALTER TABLE t RENAME TO t_old;\n"
                           "CREATE TABLE t (a TEXT, b TEXT, c TEXT);\n"
                           "INSERT INTO t (a, b) SELECT a, b FROM t_old;\nDROP TABLE t_old;\n")),
            Listed{"rebuild-table@6:12"});
}

TEST(SqliteRebuild, LosesWhatIsNotCopied) {
  SqliteGate gate;
  const std::string below = "CREATE TABLE t (a TEXT, b TEXT);\n";
  const auto with = [&](const std::string& columns, const std::string& copy) {
    return listed(gate.on(below, "CREATE TABLE n (" + columns + ");\n" + copy +
                                     "DROP TABLE t;\nALTER TABLE n RENAME TO t;\n"));
  };
  EXPECT_EQ(with("a TEXT", "INSERT INTO n SELECT a FROM t;\n"),
            (Listed{"drop-column@5:12", "rebuild-table@5:12"}));
  EXPECT_EQ(with("a TEXT, b TEXT", "INSERT INTO n (a) SELECT a FROM t;\n"),
            (Listed{"copy-loses-rows@5:12", "rebuild-table@5:12"}));
  EXPECT_EQ(with("a TEXT, b TEXT", "INSERT INTO n SELECT * FROM t WHERE a <> '';\n"),
            (Listed{"copy-loses-rows@4:13", "rebuild-table@5:12"}));
  EXPECT_EQ(with("a TEXT, b TEXT", ""), Listed{"drop-table@4:12"});
  // What a function of the program's does with the columns is not known: nothing is lost for sure.
  EXPECT_EQ(with("a TEXT, b TEXT", "INSERT INTO n SELECT ours(a, b), b FROM t;\n"),
            (Listed{"unparsed-statement@4:22", "rebuild-table@5:12"}));
}

TEST(SqliteViews, AreToldApartWhenTheyWereBrokenBefore) {
  SqliteGate gate;
  EXPECT_EQ(listed(gate.on("CREATE TABLE t (a, b);\nCREATE VIEW v AS SELECT a FROM gone;\n",
                           "ALTER TABLE t ADD COLUMN c;\n")),
            Listed{});
  EXPECT_EQ(listed(gate.on("CREATE TABLE t (a);\nCREATE VIEW v AS SELECT a FROM t;\n",
                           "-- destructive: approved\nDROP TABLE t;\n")),
            (Listed{"(drop-table@4:12)", "broken-view@4:12"}));
}

TEST(SqliteVariables, MakeNothingCertain) {
  SqliteGate gate;
  EXPECT_EQ(listed(gate.on("CREATE TABLE t (a);\n",
                           "UPDATE t SET a = :'value' WHERE a = :name;\n"
                           "INSERT INTO :name VALUES (1);\nSELECT nix FROM t;\n",
                           "-- variables: name, value\n")),
            (Listed{"unparsed-statement@5:13", "refused-statement@6:8"}));
}

/// Nothing that a script says reaches a file, code, or much time.
TEST(SqliteModel, DoesNoHarm) {
  SqliteGate gate;
  const test::TempDir directory;
  const std::string file = directory.path() + "/x.db";
  const Report report =
      gate.source("ATTACH DATABASE '" + file +
                  "' AS x;\nCREATE TABLE x.t (a);\nDELETE FROM x.u WHERE a = 1;\nVACUUM INTO '" +
                  file + "';\nVACUUM;\nSELECT load_extension('" + file +
                  "');\nPRAGMA journal_mode = WAL;\n"
                  "PRAGMA temp_store_directory = '" +
                  directory.path() + "';\n");
  EXPECT_FALSE(path_exists(file));
  EXPECT_EQ(report.count(Severity::error), 0U) << testing::PrintToString(listed(report));
  const std::vector<std::string> found = listed(report);
  EXPECT_EQ(found.front(), "other-files@1:1");
}

TEST(SqliteModel, EndsWhatTakesLong) {
  SqliteGate gate;
  const auto begin = std::chrono::steady_clock::now();
  const Report report = gate.source(
      "CREATE TEMP TABLE t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\n"
      "    SELECT count(*) FROM n;\n");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings[0].message, "can't be tried here: interrupted");
}

TEST(SqliteModel, EndsWhatTakesMuchSpace) {
  SqliteGate gate;
  const Report report = gate.source(
      "CREATE TEMP TABLE t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\n"
      "    SELECT zeroblob(1000000) FROM n;\nSELECT zeroblob(2000000000);\n");
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings[0].message, "can't be tried here: database or disk is full");
  const Report sorted = gate.source(
      "CREATE TEMP TABLE t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\n"
      "    SELECT count(DISTINCT zeroblob(1000000) || i) FROM n;\n");
  ASSERT_FALSE(sorted.findings.empty());
  EXPECT_EQ(sorted.findings[0].message, "can't be tried here: interrupted");
}

}  // namespace
}  // namespace migrate::lint
