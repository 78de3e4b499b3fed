// Every rule finds something in its bad example and nothing in its good one; what is safe is left
// alone; tags approve. PostgreSQL's rules run through the whole gate.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/lint/gate.h"

namespace migrate::lint {
namespace {

std::vector<Rule> all_rules() {
  const Gate gate;
  std::vector<Rule> rules(gate.analyzer().rules().begin(), gate.analyzer().rules().end());
  rules.insert(rules.end(), common_rules().begin(), common_rules().end());
  return rules;
}

TEST(Rules, FindTheirBadExample) {
  Gate gate;
  for (const Rule& rule : all_rules()) {
    const Report report = gate.example(rule.bad);
    EXPECT_TRUE(finds(report, rule)) << rule.id << "\n"
                                     << rule.bad << testing::PrintToString(listed(report));
  }
}

TEST(Rules, FindNothingWorthAWordInTheirGoodExample) {
  Gate gate;
  for (const Rule& rule : all_rules()) {
    const Report report = gate.example(rule.good);
    EXPECT_EQ(report.count(Severity::warning), 0U)
        << rule.id << "\n"
        << rule.good << testing::PrintToString(listed(report));
    EXPECT_FALSE(finds(report, rule)) << rule.id;
  }
}

TEST(Rules, HaveNamesOfTheirOwnAndSayEverything) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : all_rules()) {
    ids.push_back(rule.id);
    EXPECT_FALSE(rule.summary.empty() || rule.why.empty() || rule.advice.empty()) << rule.id;
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST(Lint, LeavesNewTablesAlone) {
  Gate gate;
  const Report report = gate.on(
      "CREATE TABLE customers (id bigint PRIMARY KEY);\n",
      "CREATE TABLE orders (id bigserial PRIMARY KEY, customer bigint REFERENCES customers,\n"
      "    code text UNIQUE, total numeric CHECK (total > 0));\n"
      "CREATE INDEX orders_customer ON orders (customer);\n"
      "ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();\n"
      "ALTER TABLE orders ADD CONSTRAINT orders_code CHECK (code <> '');\n"
      "INSERT INTO orders (customer) SELECT id FROM customers;\n"
      "ALTER TABLE orders ALTER COLUMN code SET NOT NULL;\n"
      "ALTER TABLE orders RENAME COLUMN code TO number;\n"
      "UPDATE orders SET total = 1;\nDELETE FROM orders;\nDROP INDEX orders_customer;\n"
      "TRUNCATE orders;\nDROP TABLE orders;\n");
  EXPECT_EQ(listed(report), Listed{});
}

TEST(Lint, LeavesTemporaryTablesAlone) {
  Gate gate;
  EXPECT_EQ(listed(gate.on("",
                           "CREATE TEMP TABLE work AS SELECT 1 AS id;\n"
                           "CREATE INDEX ON work (id);\nDROP TABLE work;\n")),
            Listed{});
}

TEST(Lint, TellsTablesOfOneNameInTwoSchemasApart) {
  Gate gate;
  const Report report = gate.on("CREATE TABLE public.t (id int);\nCREATE SCHEMA s;\n",
                                "CREATE TABLE s.t (id int);\nCREATE INDEX ON s.t (id);\n"
                                "CREATE INDEX ON t (id);\n");
  EXPECT_EQ(listed(report), Listed{"create-index@5:17"});
}

TEST(Lint, TakesTheRevisionsOfARangeAsOneChange) {
  Gate gate;
  const auto revisions = [] {
    return std::vector{revision_of("a1", "", "", "CREATE TABLE t (id int);\n"),
                       revision_of("b2", "a1", "", "CREATE INDEX t_id ON t (id);\n")};
  };
  EXPECT_EQ(listed(gate.judge(revisions(), {0, 1}, Arrival::together)), Listed{});
  EXPECT_EQ(listed(gate.judge(revisions(), {0, 1}, Arrival::one_by_one)),
            Listed{"create-index@3:22"});
}

TEST(Lint, CountsAFilledTableOfTheSameRangeAsInUse) {
  Gate gate;
  const Report report =
      gate.judge({revision_of("a1", "", "",
                              "CREATE TABLE t (id int);\n"
                              "INSERT INTO t SELECT * FROM generate_series(1, 1000000);\n"),
                  revision_of("b2", "a1", "", "CREATE INDEX t_id ON t (id);\n")},
                 {0, 1}, Arrival::together);
  EXPECT_EQ(listed(report), Listed{"create-index@3:22"});
}

TEST(Lint, KnowsOnlyAncestors) {
  Gate gate;
  std::vector<revision::Revision> revisions = {
      revision_of("a1", "", "", "CREATE TABLE t (id int NOT NULL, c text);\n"),
      revision_of("b2", "a1", "", "ALTER TABLE t ALTER COLUMN c SET NOT NULL;\n"),
      revision_of("c3", "a1", "", "ALTER TABLE t ALTER COLUMN c SET NOT NULL;\n")};
  const Report report = gate.judge(std::move(revisions), {1, 2}, Arrival::one_by_one);
  EXPECT_EQ(listed(report), (Listed{"set-not-null@3:28", "set-not-null@3:28"}));
}

TEST(SetNotNull, IsFreeBehindAValidatedCheck) {
  Gate gate;
  const std::string set = "ALTER TABLE t ALTER COLUMN x SET NOT NULL;\n";
  const auto below = [](const std::string& check) {
    return "CREATE TABLE t (x int);\nALTER TABLE t ADD CONSTRAINT k CHECK (" + check + ");\n";
  };
  EXPECT_EQ(listed(gate.on(below("x IS NOT NULL"), set)), Listed{});
  EXPECT_EQ(listed(gate.on(below("x > 0 AND x IS NOT NULL"), set)), Listed{});
  EXPECT_EQ(listed(gate.on(below("x > 0"), set)), Listed{"set-not-null@3:28"});
  EXPECT_EQ(listed(gate.on(below("x IS NOT NULL OR x > 0"), set)), Listed{"set-not-null@3:28"});
  EXPECT_EQ(listed(gate.on("CREATE TABLE t (x int);\n"
                           "ALTER TABLE t ADD CONSTRAINT k CHECK (x IS NOT NULL) NOT VALID;\n",
                           set)),
            Listed{"set-not-null@3:28"});
}

TEST(Catalog, LearnsFromChangesOfTablesMadeOutOfSight) {
  Gate gate;
  const std::string proof =
      "ALTER TABLE t ADD CONSTRAINT k CHECK (x IS NOT NULL) NOT VALID;\n-- transaction: off\n"
      "ALTER TABLE t VALIDATE CONSTRAINT k;\nALTER TABLE t ALTER COLUMN x SET NOT NULL;\n";
  EXPECT_EQ(listed(gate.source(proof)), Listed{});
  EXPECT_EQ(listed(gate.source("ALTER TABLE t ADD COLUMN c int;\n"
                               "ALTER TABLE t DROP COLUMN c, DROP COLUMN d;\n")),
            Listed{"drop-column@2:42"});
}

TEST(TypeChange, CostsWhatWasMeasured) {
  Gate gate;
  const auto rule_of_change = [&](const std::string& from, const std::string& to) {
    const Report report = gate.on("CREATE TABLE t (x " + from + ");\n",
                                  "ALTER TABLE t ALTER COLUMN x TYPE " + to + ";\nANALYZE t;\n");
    return report.findings.empty() ? std::string() : std::string(report.findings[0].rule->id);
  };
  for (const auto& [from, to] :
       std::vector<std::pair<const char*, const char*>>{{"varchar(10)", "varchar(20)"},
                                                        {"varchar(10)", "text"},
                                                        {"text", "varchar"},
                                                        {"numeric(10,2)", "numeric(12,2)"},
                                                        {"numeric(10,2)", "numeric"},
                                                        {"timestamp(3)", "timestamp"},
                                                        {"timestamptz(3)", "timestamptz(6)"},
                                                        {"cidr", "inet"},
                                                        {"varbit(4)", "varbit(8)"},
                                                        {"int", "integer"}}) {
    EXPECT_EQ(rule_of_change(from, to), "") << from << " → " << to;
  }
  for (const auto& [from, to] :
       std::vector<std::pair<const char*, const char*>>{{"int", "bigint"},
                                                        {"timestamp", "timestamptz"},
                                                        {"char(5)", "char(10)"},
                                                        {"char(5)", "text"},
                                                        {"inet", "cidr"},
                                                        {"int", "text"},
                                                        {"text", "text USING lower(x)"}}) {
    EXPECT_EQ(rule_of_change(from, to), "alter-type-rewrite") << from << " → " << to;
  }
  for (const auto& [from, to] :
       std::vector<std::pair<const char*, const char*>>{{"bigint", "int"},
                                                        {"varchar(20)", "varchar(10)"},
                                                        {"text", "varchar(10)"},
                                                        {"numeric(12,2)", "numeric(10,2)"},
                                                        {"numeric(10,2)", "numeric(10,1)"},
                                                        {"timestamptz", "date"},
                                                        {"timestamp", "timestamp(0)"}}) {
    EXPECT_EQ(rule_of_change(from, to), "narrowing-type") << from << " → " << to;
  }
}

TEST(AddColumn, IsFreeWithADefaultThatIsTheSameForAll) {
  Gate gate;
  for (const char* value : {"0", "-1", "'x'", "'{}'::jsonb", "now()", "CURRENT_TIMESTAMP",
                            "CURRENT_DATE", "(1 + 2)", "ARRAY[1, 2]", "NULL"}) {
    EXPECT_EQ(
        listed(gate.on("CREATE TABLE t (id int);\n",
                       std::string("ALTER TABLE t ADD COLUMN c text DEFAULT ") + value + ";\n")),
        Listed{})
        << value;
  }
  EXPECT_EQ(listed(gate.on("CREATE TABLE t (id int);\nCREATE FUNCTION f() RETURNS int LANGUAGE "
                           "sql AS 'SELECT 1';\n",
                           "ALTER TABLE t ADD COLUMN c int DEFAULT f();\n")),
            Listed{"add-column-volatile-default@3:32"});
  EXPECT_EQ(listed(gate.on("CREATE TABLE t (id int);\nCREATE FUNCTION f() RETURNS int LANGUAGE "
                           "sql STABLE AS 'SELECT 1';\n",
                           "ALTER TABLE t ADD COLUMN c int DEFAULT f();\n")),
            Listed{});
}

TEST(Blocks, AreLookedInto) {
  Gate gate;
  const Report report = gate.on("CREATE TABLE t (id int, c text);\n",
                                "DO $$\nBEGIN\n  IF true THEN\n    DROP TABLE t;\n  END IF;\n"
                                "  EXECUTE 'TRUNCATE u';\nEND $$;\n");
  EXPECT_EQ(listed(report), (Listed{"drop-table@6:16", "truncate@8:21"}));
}

TEST(Unparsed, IsSearchedByItsWords) {
  Gate gate;
  const Report report = gate.on(
      "", "ALTER TABLE t DROP COLUMN c, ADD COLUMN d int GENERATED ALWAYS AS (1) VIRTUAL;\n");
  EXPECT_EQ(listed(report), (Listed{"drop-column@3:15", "unparsed-statement@3:71"}));
  EXPECT_EQ(report.findings[1].severity, Severity::note);
}

TEST(Parser, SurvivesDeepExpressions) {
  Gate gate;
  std::string sum = "SELECT 1";
  while (sum.size() < 250 * 1024) sum += "+1";
  EXPECT_EQ(listed(gate.on("", sum + ";\n")), Listed{});
  std::string nested = "SELECT " + std::string(100000, '(') + "1" + std::string(100000, ')');
  const Report too_deep = gate.on("", nested + ";\n");
  ASSERT_EQ(too_deep.findings.size(), 1U);
  EXPECT_EQ(too_deep.findings[0].rule->id, "unparsed-statement");
  EXPECT_EQ(listed(gate.on("", "SELECT '" + std::string(300 * 1024, 'x') + "';\n")),
            Listed{"unparsed-statement@3:1"});
}

TEST(Variables, StandForNamesAndValues) {
  Gate gate;
  const Report report =
      gate.on("CREATE TABLE t (id int);\n",
              "ALTER TABLE :\"name\" ADD COLUMN c text DEFAULT :'value';\nDROP TABLE :name;\n"
              "SELECT 1::int;\n",
              "-- variables: name, value\n");
  EXPECT_EQ(listed(report), Listed{"drop-table@5:12"});
}

}  // namespace
}  // namespace migrate::lint
