// The checks that generated scripts carry: they find a row exactly where the statement below them
// would fail.
#include <gtest/gtest.h>

#include "lib/base/text.h"
#include "lib/schema/script.h"
#include "tests/postgresql/schema_database.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

struct Case {
  const char* name;
  const char* before;
  const char* after;
  const char* good;   ///< rows that the change takes
  const char* bad;    ///< a row more, which it doesn't
  const char* check;  ///< what stands in the script, a line each; empty: nothing
  int server = 0;     ///< the oldest major version that knows it
};

const Case kCases[] = {
    {"NotNull", "CREATE TABLE t (id int PRIMARY KEY, a int)",
     "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL)", "INSERT INTO t VALUES (1, 1)",
     "INSERT INTO t VALUES (2, NULL)", "SELECT id, a FROM t WHERE a IS NULL"},
    {"NotNullWithoutKey", "CREATE TABLE t (\"A b\" int)", "CREATE TABLE t (\"A b\" int NOT NULL)",
     "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (NULL)",
     "SELECT * FROM t WHERE \"A b\" IS NULL"},
    {"Unique", "CREATE TABLE t (a int, b text)",
     "CREATE TABLE t (a int, b text, CONSTRAINT k UNIQUE (b, a))",
     "INSERT INTO t VALUES (1, 'x'), (2, 'x'), (1, NULL), (1, NULL)",
     "INSERT INTO t VALUES (2, 'x')",
     "SELECT b, a, count(*) FROM t WHERE b IS NOT NULL AND a IS NOT NULL GROUP BY b, a HAVING "
     "count(*) > 1"},
    {"UniqueAmongNulls", "CREATE TABLE t (a int)",
     "CREATE TABLE t (a int, CONSTRAINT k UNIQUE NULLS NOT DISTINCT (a))",
     "INSERT INTO t VALUES (1), (NULL)", "INSERT INTO t VALUES (NULL)",
     "SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > 1"},
    {"UniqueOfAParent", "CREATE TABLE t (a int); CREATE TABLE c () INHERITS (t)",
     "CREATE TABLE t (a int, CONSTRAINT k UNIQUE (a)); CREATE TABLE c () INHERITS (t)",
     "INSERT INTO t VALUES (1); INSERT INTO c VALUES (1)", "INSERT INTO t VALUES (1)",
     "SELECT a, count(*) FROM ONLY t WHERE a IS NOT NULL GROUP BY a HAVING count(*) > 1"},
    {"UniqueIndex", "CREATE TABLE t (a int, b text)",
     "CREATE TABLE t (a int, b text); CREATE UNIQUE INDEX i ON t (lower(b), a DESC) WHERE a > 0",
     "INSERT INTO t VALUES (1, 'x'), (0, 'x'), (0, 'X')", "INSERT INTO t VALUES (1, 'X')",
     "SELECT lower(b), a, count(*) FROM t WHERE (a > 0) AND lower(b) IS NOT NULL AND a IS NOT NULL "
     "GROUP BY lower(b), a HAVING count(*) > 1"},
    {"ForeignKey",
     "CREATE TABLE p (x int UNIQUE, y int, UNIQUE (x, y)); CREATE TABLE t (a int, b int)",
     "CREATE TABLE p (x int UNIQUE, y int, UNIQUE (x, y)); CREATE TABLE t (a int, b int, "
     "CONSTRAINT f FOREIGN KEY (b, a) REFERENCES p (x, y))",
     "INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (2, 1), (NULL, 9)",
     "INSERT INTO t VALUES (1, 2)",
     "SELECT * FROM t AS child WHERE child.b IS NOT NULL AND child.a IS NOT NULL AND NOT EXISTS "
     "(SELECT FROM p AS parent WHERE parent.x = child.b AND parent.y = child.a)"},
    {"Check", "CREATE TABLE t (a int)", "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0))",
     "INSERT INTO t VALUES (1), (NULL)", "INSERT INTO t VALUES (0)",
     "SELECT * FROM t WHERE NOT ((a > 0))"},
    {"NarrowerInteger", "CREATE TABLE t (a bigint)", "CREATE TABLE t (a int)",
     "INSERT INTO t VALUES (2147483647), (-2147483648)", "INSERT INTO t VALUES (2147483648)",
     "SELECT * FROM t WHERE a NOT BETWEEN -2147483648 AND 2147483647"},
    {"NumericToInteger", "CREATE TABLE t (a numeric)", "CREATE TABLE t (a smallint)",
     "INSERT INTO t VALUES (32767.4)", "INSERT INTO t VALUES (32767.5)",
     "SELECT * FROM t WHERE round(a) NOT BETWEEN -32768 AND 32767"},
    {"NarrowerNumeric", "CREATE TABLE t (a numeric(9,1))", "CREATE TABLE t (a numeric(5,2))",
     "INSERT INTO t VALUES (999.9), (-999.9)", "INSERT INTO t VALUES (1000)",
     "SELECT * FROM t WHERE abs(round(a, 2)) >= 1e3"},
    {"WiderNumeric", "CREATE TABLE t (a numeric(5,1))", "CREATE TABLE t (a numeric(9,2))", "", "",
     ""},
    {"ShorterText", "CREATE TABLE t (a text)", "CREATE TABLE t (a varchar(3))",
     "INSERT INTO t VALUES ('abc   '), ('äöü')", "INSERT INTO t VALUES ('abcd')",
     "SELECT * FROM t WHERE char_length(rtrim(a, ' ')) > 3"},
    {"LongerText", "CREATE TABLE t (a varchar(3))", "CREATE TABLE t (a varchar(4))", "", "", ""},
    {"TextToUuid", "CREATE TABLE t (a text)", "CREATE TABLE t (a uuid)",
     "INSERT INTO t VALUES ('A0EEBC999C0B4EF8BB6D6BB9BD380A11'), (NULL)",
     "INSERT INTO t VALUES ('a0eebc99')",
     "SELECT * FROM t WHERE a COLLATE \"C\" !~* "
     "'^([0-9a-f]{4}-?){7}[0-9a-f]{4}$|^[{]([0-9a-f]{4}-?){7}[0-9a-f]{4}[}]$'"},
    {"TextToInteger", "CREATE TABLE t (id int PRIMARY KEY, a varchar(20))",
     "CREATE TABLE t (id int PRIMARY KEY, a integer)", "INSERT INTO t VALUES (1, ' 42')",
     "INSERT INTO t VALUES (2, '2147483648')",
     "SELECT id, a FROM t WHERE CASE WHEN a COLLATE \"C\" ~* "
     "'^[[:space:]]*[-+]?[0-9]{1,99}[[:space:]]*$' THEN a::numeric NOT BETWEEN -2147483648 AND "
     "2147483647 ELSE a COLLATE \"C\" !~* "
     "'^[[:space:]]*[-+]?(0[xob][0-9a-f_]+|[0-9][0-9_]*)[[:space:]]*$' END"},
    {"TextToDate", "CREATE TABLE t (a text)", "CREATE TABLE t (a date)",
     "INSERT INTO t VALUES ('2024-02-29'), ('infinity')", "INSERT INTO t VALUES ('0000-00-00')",
     "SELECT * FROM t WHERE a COLLATE \"C\" !~* "
     "'[0-9]|now|today|tomorrow|yesterday|infinity|epoch' OR a COLLATE \"C\" ~* "
     "'^[[:space:]]*(0000-[0-9]{2}-[0-9]{2}|[0-9]{4}-((00|1[3-9]|[2-9][0-9])-[0-9]{2}|[0-9]{2}-(00|"
     "3[2-9]|[4-9][0-9])|02-3[01]|(04|06|09|11)-31))([^0-9]|$)'"},
    {"CharactersToBoolean",
     "CREATE COLLATION anyhow (provider = icu, locale = 'und', deterministic = false);"
     "CREATE TABLE t (a char(5) COLLATE anyhow)",
     "CREATE COLLATION anyhow (provider = icu, locale = 'und', deterministic = false);"
     "CREATE TABLE t (a boolean)",
     "INSERT INTO t VALUES ('y'), ('False')", "INSERT INTO t VALUES ('maybe')",
     "SELECT * FROM t WHERE a COLLATE \"C\" !~* "
     "'^[[:space:]]*(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|0|1)[[:space:]]*$'"},
    {"TextToBytes", "CREATE TABLE t (a text)", "CREATE TABLE t (a bytea)", "", "", ""},
    {"RemovedLabel", "CREATE TYPE e AS ENUM ('a', 'b', 'c'); CREATE TABLE t (x e)",
     "CREATE TYPE e AS ENUM ('a', 'c'); CREATE TABLE t (x e)", "INSERT INTO t VALUES ('a')",
     "INSERT INTO t VALUES ('b')", "SELECT * FROM t WHERE x::text IN ('b')"},
    {"RemovedLabelInArrays", "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (x e[])",
     "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (x e[])", "INSERT INTO t VALUES ('{a,a}')",
     "INSERT INTO t VALUES ('{a,b}')", "SELECT * FROM t WHERE x::text[] && ARRAY['b']"},
    {"Overlaps", "CREATE TABLE t (id int4range, d daterange)",
     "CREATE TABLE t (id int4range, d daterange, CONSTRAINT k UNIQUE (id, d WITHOUT OVERLAPS))",
     "INSERT INTO t VALUES ('[1,2)', '[2024-01-01,2024-02-01)'), ('[1,2)', "
     "'[2024-02-01,2024-03-01)'), (NULL, '[2024-01-01,2024-02-01)')",
     "INSERT INTO t VALUES ('[1,2)', '[2024-01-31,2024-02-02)')",
     "SELECT one.id, one.d FROM t AS one, t AS other WHERE one.id = other.id AND one.d && other.d "
     "AND (one.tableoid, one.ctid) < (other.tableoid, other.ctid)\n"
     "SELECT id, d FROM t WHERE isempty(d)",
     18},
    {"EmptyPeriod", "CREATE TABLE t (id int4range, d daterange)",
     "CREATE TABLE t (id int4range, d daterange, CONSTRAINT k UNIQUE (id, d WITHOUT OVERLAPS))", "",
     "INSERT INTO t VALUES ('[1,2)', 'empty')",
     "SELECT one.id, one.d FROM t AS one, t AS other WHERE one.id = other.id AND one.d && other.d "
     "AND (one.tableoid, one.ctid) < (other.tableoid, other.ctid)\n"
     "SELECT id, d FROM t WHERE isempty(d)",
     18},
    {"PeriodOfAParent",
     "CREATE TABLE p (id int4range, d daterange, PRIMARY KEY (id, d WITHOUT OVERLAPS)); CREATE "
     "TABLE "
     "t (p int4range, d daterange)",
     "CREATE TABLE p (id int4range, d daterange, PRIMARY KEY (id, d WITHOUT OVERLAPS)); CREATE "
     "TABLE "
     "t (p int4range, d daterange, CONSTRAINT f FOREIGN KEY (p, PERIOD d) REFERENCES p (id, PERIOD "
     "d))",
     "INSERT INTO p VALUES ('[1,2)', '[2024-01-01,2024-02-01)'), ('[1,2)', "
     "'[2024-02-01,2024-03-01)'); INSERT INTO t VALUES ('[1,2)', '[2024-01-15,2024-02-15)'), "
     "(NULL, "
     "'[2020-01-01,2020-02-01)')",
     "INSERT INTO t VALUES ('[1,2)', '[2024-02-15,2024-03-15)')",
     "SELECT * FROM t AS child WHERE child.p IS NOT NULL AND child.d IS NOT NULL AND (child.d <@ "
     "(SELECT range_agg(parent.d) FROM p AS parent WHERE parent.id = child.p AND parent.d && "
     "child.d)) IS NOT TRUE",
     18},
    {"EnforcedReference",
     "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int, CONSTRAINT f FOREIGN KEY (a) "
     "REFERENCES p NOT ENFORCED)",
     "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int, CONSTRAINT f FOREIGN KEY (a) "
     "REFERENCES p)",
     "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)",
     "SELECT * FROM t AS child WHERE child.a IS NOT NULL AND NOT EXISTS (SELECT FROM p AS parent "
     "WHERE parent.id = child.a)",
     18},
    {"ValidatedNotNull",
     "CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c NOT NULL a NOT VALID",
     "CREATE TABLE t (a int CONSTRAINT c NOT NULL)", "INSERT INTO t VALUES (1)",
     "ALTER TABLE t DROP CONSTRAINT c; INSERT INTO t VALUES (NULL); ALTER TABLE t ADD CONSTRAINT c "
     "NOT NULL a NOT VALID",
     "SELECT * FROM t WHERE a IS NULL", 18},
    {"NotEnforced", "CREATE TABLE t (a int)",
     "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0) NOT ENFORCED)", "INSERT INTO t VALUES (0)",
     "", "", 18},
    {"NewNotNull", "CREATE TABLE t (b int PRIMARY KEY)",
     "CREATE TABLE t (b int PRIMARY KEY, a int NOT NULL)", "", "INSERT INTO t VALUES (1)",
     "SELECT b FROM t"},
    {"NewKey", "CREATE TABLE t (b int)", "CREATE TABLE t (b int, a int PRIMARY KEY)", "",
     "INSERT INTO t VALUES (1)", "SELECT * FROM t"},
    {"NewNotNullThatFillsItself",
     "CREATE DOMAIN d AS int DEFAULT 1 NOT NULL; CREATE TABLE t (b int); CREATE TABLE p (a int); "
     "CREATE TABLE c () INHERITS (p)",
     "CREATE DOMAIN d AS int DEFAULT 1 NOT NULL; CREATE TABLE t (b int, s serial, i int GENERATED "
     "ALWAYS AS IDENTITY, g int GENERATED ALWAYS AS (1) STORED NOT NULL, w int NOT NULL DEFAULT 0, "
     "o d NOT NULL); CREATE TABLE p (a int, b int NOT NULL DEFAULT 1); CREATE TABLE c () INHERITS "
     "(p)",
     "INSERT INTO t VALUES (1); INSERT INTO c VALUES (1)", "", ""},
    {"TextToEnum", "CREATE TYPE e AS ENUM ('a', 'b''c'); CREATE TABLE t (a char(4))",
     "CREATE TYPE e AS ENUM ('a', 'b''c'); CREATE TABLE t (a e)",
     "INSERT INTO t VALUES ('a'), ('b''c'), (NULL)", "INSERT INTO t VALUES ('A')",
     "SELECT * FROM t WHERE a COLLATE \"C\" NOT IN ('a', 'b''c')"},
    {"EnumToEnum",
     "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TYPE f AS ENUM ('b'); CREATE TABLE t (a e)",
     "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TYPE f AS ENUM ('b'); CREATE TABLE t (a f)",
     "INSERT INTO t VALUES ('b'), (NULL)", "INSERT INTO t VALUES ('a')",
     "SELECT * FROM t WHERE a::text NOT IN ('b')"},
    {"NewColumn", "CREATE TABLE t (b int)",
     "CREATE TABLE t (b int, a int, CONSTRAINT k UNIQUE (a), CONSTRAINT c CHECK (a > b))",
     "INSERT INTO t VALUES (1)", "", ""},
    {"ColumnOfAnotherType", "CREATE TABLE t (a int)",
     "CREATE TABLE t (a text, CONSTRAINT c CHECK (a <> ''))", "INSERT INTO t VALUES (1)", "", ""},
};

class LiveCheck : public testing::TestWithParam<Case> {};

/// The checks of a script, a line each.
std::string checks_of(const std::string& script) {
  constexpr std::string_view kMark = "-- check: ";
  std::string result;
  for (size_t at = script.find(kMark); at != std::string::npos; at = script.find(kMark, at)) {
    at += kMark.size();
    result += (result.empty() ? "" : "\n") + script.substr(at, script.find('\n', at) - at);
  }
  return result;
}

TEST_P(LiveCheck, FindsWhatWouldFail) {
  const Case& each = GetParam();
  if (PostgresServer::instance().major_version() < each.server) {
    GTEST_SKIP() << "PostgreSQL " << each.server << " has it first";
  }
  const SchemaDatabase subject;
  const SchemaDatabase model;
  ASSERT_EQ(subject.run(each.before), "");
  ASSERT_EQ(model.run(each.after), "");
  const schema::SchemaPlan plan = schema::plan(subject.read(), model.read(), postgresql_rules());
  const std::string script = schema::script_text(plan.statements, schema::Checks::written);
  ASSERT_EQ(checks_of(script), each.check) << script;
  std::string stops;
  for (const std::string& check : split(each.check, '\n')) {
    stops += "DO $$ BEGIN IF EXISTS (" + check + ") THEN RAISE 'found'; END IF; END $$;\n";
  }
  const bool checked = each.check[0] != '\0';

  ASSERT_EQ(subject.run(each.good), "");
  if (checked) {
    EXPECT_EQ(subject.run(stops), "");
  }
  ASSERT_EQ(subject.run("BEGIN; " + script + "; ROLLBACK"), "");
  if (!checked) return;
  ASSERT_EQ(subject.run(each.bad), "");
  EXPECT_NE(subject.run(stops), "");
  EXPECT_NE(subject.run("BEGIN; " + script + "; ROLLBACK"), "") << script;
}

INSTANTIATE_TEST_SUITE_P(Changes, LiveCheck, testing::ValuesIn(kCases),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace migrate::test
