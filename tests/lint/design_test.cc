// Rules about what a script leaves in the schema, and advice that is off at first.
#include <gtest/gtest.h>

#include "tests/lint/gate.h"

namespace migrate::lint {
namespace {

/// A gate that asks for one rule besides those that are on.
Gate gate_with(const std::string& rule) {
  Gate gate;
  gate.policy.severities[rule] = Severity::note;
  return gate;
}

const std::string kParent = "CREATE TABLE p (id bigint PRIMARY KEY);\n";
const std::string kChild = "CREATE TABLE c (id bigint PRIMARY KEY, p bigint REFERENCES p);\n";

TEST(Advice, IsOffUntilItIsAskedFor) {
  Gate gate;
  const std::string script = "CREATE TABLE t (id serial PRIMARY KEY, a char(3), b money);\n";
  EXPECT_EQ(listed(gate.on("", script)), Listed{});
  EXPECT_EQ(listed(gate_with("money-column").on("", script)), Listed{"money-column@3:53"});
}

TEST(ForeignKeyWithoutIndex, LooksAtWhatTheScriptLeaves) {
  Gate gate = gate_with("foreign-key-without-index");
  const std::string found = "foreign-key-without-index@3:40";
  EXPECT_EQ(listed(gate.on(kParent, kChild)), Listed{found});
  EXPECT_EQ(listed(gate.on(kParent, kChild + "CREATE INDEX ON c (p);\n")), Listed{});
  EXPECT_EQ(listed(gate.on(kParent, kChild + "CREATE INDEX ON c (p, id);\n")), Listed{});
  EXPECT_EQ(listed(gate.on(kParent, kChild + "CREATE INDEX ON c (id, p);\n")), Listed{found});
  EXPECT_EQ(listed(gate.on(kParent, kChild + "CREATE INDEX ON c (p) WHERE p > 1;\n")),
            Listed{found});
  EXPECT_EQ(listed(gate.on(kParent, kChild + "CREATE INDEX ON c USING brin (p);\n")),
            Listed{found});
}

TEST(ForeignKeyWithoutIndex, IsTheFaultOfTheScriptThatMadeIt) {
  Gate gate = gate_with("foreign-key-without-index");
  EXPECT_EQ(listed(gate.on(kParent + kChild, "ALTER TABLE c ADD COLUMN x int;\n")), Listed{});
  EXPECT_EQ(listed(gate.on(kParent + kChild + "CREATE INDEX c_p ON c (p);\n",
                           "CREATE TABLE other (p int);\nDROP INDEX CONCURRENTLY c_p;\n")),
            Listed{"foreign-key-without-index@4:25"});
}

TEST(ForeignKeyWithoutIndex, IsMendedByALaterRevisionOfThoseThatAreLookedAt) {
  Gate gate = gate_with("foreign-key-without-index");
  const auto revisions = [] {
    return std::vector{revision_of("a1", "", "", kParent), revision_of("b2", "a1", "", kChild),
                       revision_of("c3", "b2", "", "CREATE INDEX CONCURRENTLY c_p ON c (p);\n")};
  };
  EXPECT_EQ(listed(gate.judge(revisions(), {0, 1, 2}, Arrival::one_by_one)), Listed{});
  EXPECT_EQ(listed(gate.judge(revisions(), {0, 1, 2}, Arrival::together)), Listed{});
  EXPECT_EQ(listed(gate.judge(revisions(), {0, 1}, Arrival::together)),
            Listed{"foreign-key-without-index@3:40"});
}

TEST(ForeignKeyType, ComparesBothSides) {
  Gate gate = gate_with("foreign-key-type");
  const auto found = [&](const std::string& parent, const std::string& child) {
    return !gate.on("CREATE TABLE p (id " + parent + " PRIMARY KEY);\n",
                    "CREATE TABLE c (p " + child + " REFERENCES p);\n")
                .findings.empty();
  };
  EXPECT_TRUE(found("bigint", "int"));
  EXPECT_TRUE(found("bigserial", "int"));
  EXPECT_TRUE(found("uuid", "text"));
  EXPECT_FALSE(found("bigserial", "bigint"));
  EXPECT_FALSE(found("varchar(10)", "text"));
  EXPECT_EQ(listed(gate.on("", "CREATE TABLE c (p int REFERENCES elsewhere);\n")), Listed{});
}

TEST(RedundantIndex, IsOneThatAnotherBeginsWith) {
  Gate gate = gate_with("redundant-index");
  const auto found = [&](const std::string& indexes) {
    return !gate.on("", "CREATE TABLE t (a int PRIMARY KEY, b int, c text);\n" + indexes)
                .findings.empty();
  };
  EXPECT_TRUE(found("CREATE INDEX ON t (b);\nCREATE INDEX ON t (b, c);\n"));
  EXPECT_TRUE(found("CREATE INDEX ON t (a);\n"));
  EXPECT_TRUE(found("CREATE INDEX x ON t (b);\nCREATE INDEX y ON t (b);\n"));
  EXPECT_FALSE(found("CREATE INDEX ON t (b, c);\nCREATE INDEX ON t (c);\n"));
  EXPECT_FALSE(found("CREATE UNIQUE INDEX ON t (b);\nCREATE INDEX ON t (b, c);\n"));
  EXPECT_FALSE(found("CREATE INDEX ON t (b) WHERE a > 1;\nCREATE INDEX ON t (b, c);\n"));
  EXPECT_FALSE(found("CREATE INDEX ON t (b) INCLUDE (a);\nCREATE INDEX ON t (b, c);\n"));
  EXPECT_FALSE(found("CREATE INDEX ON t (b DESC);\nCREATE INDEX ON t (b, c);\n"));
  EXPECT_FALSE(found("CREATE INDEX ON t (c text_pattern_ops);\nCREATE INDEX ON t (c);\n"));
  EXPECT_FALSE(found("CREATE INDEX ON t (lower(c));\nCREATE INDEX ON t (lower(c), b);\n"));
  EXPECT_FALSE(found("CREATE INDEX ON t USING gin (b);\nCREATE INDEX ON t (b, c);\n"));
}

TEST(PrimaryKey, IsNotAskedOfPartitionsAndTablesOfUnknownShape) {
  Gate gate = gate_with("table-without-primary-key");
  EXPECT_EQ(listed(gate.on("", "CREATE TABLE t (a int);\n")),
            Listed{"table-without-primary-key@3:14"});
  EXPECT_EQ(listed(gate.on("", "CREATE TABLE t (a int);\nALTER TABLE t ADD PRIMARY KEY (a);\n")),
            Listed{});
  EXPECT_EQ(listed(gate.on("CREATE TABLE t (a int PRIMARY KEY) PARTITION BY LIST (a);\n",
                           "CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);\n"
                           "CREATE TEMP TABLE work (a int);\n"
                           "CREATE TABLE u (LIKE t INCLUDING ALL);\n")),
            Listed{});
}

TEST(RowSecurity, NeedsAPolicyByTheEndOfTheScript) {
  Gate gate;
  const std::string on = "ALTER TABLE t ENABLE ROW LEVEL SECURITY;\n";
  const std::string policy = "CREATE POLICY own ON t USING (true);\n";
  const std::string table = "CREATE TABLE t (a int);\n";
  EXPECT_EQ(listed(gate.on(table, on)), Listed{"row-security-without-policy@3:22"});
  EXPECT_EQ(listed(gate.on(table, on + policy)), Listed{});
  EXPECT_EQ(listed(gate.on(table, policy + on)), Listed{});
  EXPECT_EQ(listed(gate.on(table + on + policy, "DROP POLICY own ON t;\n")),
            Listed{"row-security-without-policy@3:20"});
  EXPECT_EQ(listed(gate.source(on)), Listed{});  // who knows what policies it has
}

TEST(DefinerSearchPath, MayBeSetLaterInTheScript) {
  Gate gate;
  const std::string make =
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';\n";
  EXPECT_EQ(listed(gate.on("", make)), Listed{"definer-search-path@3:46"});
  EXPECT_EQ(listed(gate.on("", make + "ALTER FUNCTION f() SET search_path = '';\n")), Listed{});
  EXPECT_EQ(listed(gate.on("",
                           "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY INVOKER AS "
                           "'SELECT 1';\n")),
            Listed{});
}

TEST(Names, AreCutBehind63Bytes) {
  Gate gate;
  const auto table = [](const std::string& name) { return "CREATE TABLE " + name + " (a int);\n"; };
  EXPECT_EQ(listed(gate.on("", table(std::string(63, 'x')))), Listed{});
  EXPECT_EQ(listed(gate.on("", table(std::string(64, 'x')))), Listed{"identifier-too-long@3:14"});
  std::string umlauts;
  for (int i = 0; i < 32; ++i) umlauts += "ä";
  EXPECT_EQ(listed(gate.on("", table("\"" + umlauts + "\""))), Listed{"identifier-too-long@3:14"});
  EXPECT_EQ(listed(gate.on("", "SELECT '" + std::string(90, 'x') + "';\n")), Listed{});
}

TEST(Refused, IsWhatTheServerWouldRefuse) {
  Gate gate;
  const auto found = [&](const std::string& script) {
    for (const std::string& hit : listed(gate.on_example(script))) {
      if (hit.starts_with("refused-statement")) return true;
    }
    return false;
  };
  EXPECT_TRUE(found("CREATE INDEX CONCURRENTLY ON events (day);\n"));
  EXPECT_TRUE(found("DROP INDEX orders_pkey;\n"));
  EXPECT_TRUE(found("DROP INDEX CONCURRENTLY orders_placed, customers_country;\n"));
  EXPECT_TRUE(
      found("DROP INDEX CONCURRENTLY daily_day;\n-- transaction: off\n"
            "REFRESH MATERIALIZED VIEW CONCURRENTLY daily;\n"));
  EXPECT_FALSE(found("CREATE INDEX CONCURRENTLY ON events_2024 (day);\n"));
  EXPECT_FALSE(found("DROP INDEX CONCURRENTLY orders_placed;\n"));
  EXPECT_FALSE(found("REFRESH MATERIALIZED VIEW CONCURRENTLY daily;\n"));
  EXPECT_FALSE(found("REFRESH MATERIALIZED VIEW CONCURRENTLY elsewhere;\n"));
}

TEST(DropView, IsNoMatterWhereItComesAgain) {
  Gate gate;
  const std::string below = "CREATE TABLE t (a int);\nCREATE VIEW v AS SELECT a FROM t;\n";
  EXPECT_EQ(listed(gate.on(below, "DROP VIEW v;\n")), Listed{"drop-view@3:11"});
  EXPECT_EQ(listed(gate.on(below, "DROP VIEW v;\nCREATE VIEW v AS SELECT 1 AS a;\n")), Listed{});
  EXPECT_EQ(listed(gate.on("", "CREATE VIEW v AS SELECT 1 AS a;\nDROP VIEW v;\n")), Listed{});
}

TEST(MaterializedView, IsNotLostWhereItIsMadeAgain) {
  Gate gate;
  EXPECT_EQ(listed(gate.on_example("DROP MATERIALIZED VIEW daily;\n"
                                   "CREATE MATERIALIZED VIEW daily AS SELECT 1 AS day;\n")),
            Listed{"refresh-materialized-view@3:24"});
}

TEST(Truncate, LeavesNothingToRead) {
  Gate gate;
  const std::string below = "CREATE TABLE t (a int, b text);\n";
  const std::string empty = "-- destructive: approved\nTRUNCATE t;\n";
  const std::string change =
      "ALTER TABLE t ADD COLUMN c int NOT NULL, ALTER COLUMN b SET NOT NULL, ADD CHECK (a > 0);\n"
      "CREATE INDEX ON t (a);\n";
  EXPECT_EQ(listed(gate.on(below, empty + change)), Listed{"(truncate@4:10)"});
  EXPECT_EQ(listed(gate.on(below, empty + "INSERT INTO t VALUES (1, 'x');\n" + change)),
            (Listed{"(truncate@4:10)", "add-column-not-null@6:32", "set-not-null@6:55",
                    "add-check@6:75", "create-index@7:17"}));
}

TEST(DropDefault, IsNoMatterWhereAnotherIsSetOrNullIsFine) {
  Gate gate;
  const std::string below = "CREATE TABLE t (a int NOT NULL DEFAULT 0, b int DEFAULT 0);\n";
  EXPECT_EQ(listed(gate.on(below, "ALTER TABLE t ALTER a DROP DEFAULT;\n")),
            Listed{"drop-default@3:21"});
  EXPECT_EQ(listed(gate.on(below, "ALTER TABLE t ALTER b DROP DEFAULT;\n")), Listed{});
  EXPECT_EQ(listed(gate.on(below,
                           "ALTER TABLE t ALTER a DROP DEFAULT;\n"
                           "ALTER TABLE t ALTER a SET DEFAULT 1;\n")),
            Listed{});
  EXPECT_EQ(listed(gate.on(below,
                           "ALTER TABLE t ALTER a DROP DEFAULT, ALTER a ADD GENERATED "
                           "ALWAYS AS IDENTITY;\n")),
            Listed{});
  EXPECT_EQ(
      gate.on(below, "ALTER TABLE t ALTER a DROP DEFAULT;\nALTER TABLE t ALTER a DROP NOT NULL;\n")
          .count(Severity::warning),
      0U);
}

TEST(RowsBehindLock, CountsWhatAQueryReads) {
  Gate gate;
  const std::string below = "CREATE TABLE t (a int);\nCREATE TABLE u (a int);\n";
  const std::string alter = "ALTER TABLE t ADD COLUMN b int;\n";
  EXPECT_EQ(listed(gate.on(below, alter + "INSERT INTO u SELECT a FROM t;\n")),
            Listed{"rows-behind-lock@4:29"});
  EXPECT_EQ(listed(gate.on(below, alter + "SELECT count(*) FROM u;\n")),
            Listed{"rows-behind-lock@4:22"});
  EXPECT_EQ(listed(gate.on(below, alter + "INSERT INTO u VALUES (1);\nSELECT 1;\n"
                                          "SELECT count(*) FROM pg_catalog.pg_class;\n")),
            Listed{});
  EXPECT_EQ(listed(gate.on(below, alter + "-- transaction: off\nSELECT count(*) FROM u;\n")),
            Listed{});
}

}  // namespace
}  // namespace migrate::lint
