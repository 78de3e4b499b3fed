// The rows of tables as COPY blocks: what pg_dump writes of them is the oracle.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/base/text_sink.h"
#include "lib/db/snapshot.h"
#include "lib/engines.h"
#include "tests/postgresql/schema_database.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

using Tables = std::vector<std::string>;

std::vector<schema::Identity> identities(const Tables& names) {
  std::vector<schema::Identity> result;
  for (const std::string& name : names) result.push_back({"table", {"public", name}});
  return result;
}

/// A session of its own with a snapshot, `home` being the schema whose names stand alone.
struct Reading {
  explicit Reading(const SchemaDatabase& database, const std::string& home = "public",
                   const std::string& role = "")
      : driver(driver_named("postgresql")) {
    db::ConnectOptions options;
    options.url = PostgresServer::instance().url(database.name());
    options.role = role;
    connection = driver->connect(options);
    snapshot = driver->snapshot(*connection, home);
  }
  [[nodiscard]] std::string rows(const Tables& tables) const {
    TextSink sink;
    snapshot->write_rows(identities(tables), sink);
    return sink.text();
  }

  std::unique_ptr<db::Driver> driver;
  std::unique_ptr<db::Connection> connection;
  std::unique_ptr<db::Snapshot> snapshot;
};

std::string rows_of(const SchemaDatabase& database, const Tables& tables) {
  return Reading(database).rows(tables);
}

std::string refusal(const SchemaDatabase& database, const Tables& tables,
                    const std::string& role = "") {
  try {
    return Reading(database, "public", role).rows(tables);
  } catch (const Error& error) {
    return error.what();
  }
}

/// The lines that put data into a database, sorted: pg_dump has them in the order of the file.
std::string data_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    const bool other = line.empty() || line.starts_with("--") || line.starts_with("SET ") ||
                       line.starts_with("SELECT pg_catalog.set_config") ||
                       line.starts_with("\\restrict") || line.starts_with("\\unrestrict");
    if (!other) lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return join(lines, "\n");
}

std::string pg_dump_of_rows(const SchemaDatabase& database) {
  const PostgresServer& server = PostgresServer::instance();
  const ChildResult result = run_child({server.program("pg_dump"), "-h", server.socket_directory(),
                                        "-U", "postgres", "-d", database.name(), "--data-only"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  return result.output;
}

constexpr const char* kTypes =
    "CREATE TYPE mood AS ENUM ('sad', 'it''s ok');"
    "CREATE DOMAIN short AS varchar(20) CHECK (value <> 'x');"
    "CREATE TYPE pair AS (a int, b text);"
    "CREATE TABLE types (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n numeric, f8 float8,"
    " f4 float4, b bytea, t text, tz timestamptz, ts timestamp, d date, iv interval, j json,"
    " jb jsonb, a int[], ta text[], m mood, s short, p pair, u uuid, bo boolean, i inet,"
    " r int4range, bi bit(3), x xml, pt point, c char(5), rc regclass,"
    " g int GENERATED ALWAYS AS (id * 2) STORED, \"Odd \"\"name\" text);";

constexpr const char* kValues =
    "INSERT INTO types (n, f8, f4, b, t, tz, ts, d, iv, j, jb, a, ta, m, s, p, u, bo, i, r, bi, x,"
    " pt, c, rc, \"Odd \"\"name\") VALUES"
    " (123456789012345678901234567890.123456789, 1.7976931348623157e308, 3.4028235e38,"
    "  '\\x00ff0a5c', E'tab\\there\\nline\\r\\\\N \\b\\f\\v end', '2024-02-29 "
    "23:59:59.999999+05:45',"
    "  '0044-03-15 12:00:00 BC', '5874897-12-31', '-1 mons +3 days -04:05:06.789',"
    "  E'{\"k\" : \"\\\\n\"}', '{\"z\":1,\"a\":[null]}', '{{1,2},{NULL,4}}',"
    "  ARRAY['a,b', 'q\"uote', '', NULL, E'\\\\'], 'it''s ok', 'dom', ROW(1, 'x,\"y\"'),"
    "  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', true, '10.0.0.0/8', '[1,5)', B'101',"
    "  '<a>1</a>', '(1.1,-2)', 'ab', 'types', '.'),"
    " ('NaN', '-Infinity', 'NaN', '', '', 'infinity', '-infinity', 'epoch', '0', 'null', 'null',"
    "  '{}', '{}', 'sad', '', ROW(NULL, NULL), NULL, false, '::1', 'empty', NULL, NULL, NULL, '',"
    "  NULL, '\\.'),"
    " (0.000, 4.9e-324, 1e-45, NULL, '\\N', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
    "  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'ünï'),"
    " (0.10, 0.1::float8 + 0.2, 0.1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
    "  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);";

TEST(PostgresqlRows, AreThoseOfPgDump) {
  if (!PostgresServer::instance().has("pg_dump")) GTEST_SKIP() << "the server has no pg_dump";
  const SchemaDatabase source;
  ASSERT_EQ(source.run(std::string(kTypes) + kValues), "");
  // Without a home all names are qualified, as pg_dump's are.
  EXPECT_EQ(data_lines(Reading(source, "").rows({"types"})), data_lines(pg_dump_of_rows(source)));

  const SchemaDatabase copy;
  ASSERT_EQ(copy.run(kTypes), "");
  const std::string rows = rows_of(source, {"types"});
  ASSERT_EQ(copy.run(rows), "");
  EXPECT_EQ(rows_of(copy, {"types"}), rows);
  EXPECT_EQ(data_lines(pg_dump_of_rows(copy)), data_lines(pg_dump_of_rows(source)));
}

TEST(PostgresqlRows, ComeInTheOrderOfThePrimaryKeyElseOfTheirText) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run("CREATE TABLE k (v text, b text, a int, PRIMARY KEY (a, b));"
                         "INSERT INTO k VALUES ('x', 'b', 1), ('y', 'B', 1), ('z', 'a', -5);"
                         "CREATE TABLE w (j json, n int);"
                         "INSERT INTO w VALUES ('[2]', 1), ('[1]', 2), ('[1]', 1), (NULL, 3);"),
            "");
  EXPECT_EQ(rows_of(database, {"k", "w"}),
            "\nCOPY k (v, b, a) FROM stdin;\nz\ta\t-5\ny\tB\t1\nx\tb\t1\n\\.\n"
            "\nCOPY w (j, n) FROM stdin;\n\\N\t3\n[1]\t1\n[1]\t2\n[2]\t1\n\\.\n");
}

TEST(PostgresqlRows, NothingIsWrittenOfAnEmptyTableButItsSequence) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run("CREATE TABLE t (id serial); SELECT setval('t_id_seq', 41);"
                         "CREATE TABLE fresh (id bigint GENERATED BY DEFAULT AS IDENTITY);"
                         "CREATE TABLE none ();"),
            "");
  EXPECT_EQ(rows_of(database, {"t", "fresh", "none"}),
            "\nSELECT pg_catalog.setval('t_id_seq', 41, true);\n"
            "SELECT pg_catalog.setval('fresh_id_seq', 1, false);\n");
}

TEST(PostgresqlRows, RowsWithoutStoredColumnsAreCounted) {
  const SchemaDatabase database;
  const std::string table = "CREATE TABLE t (a int GENERATED ALWAYS AS (1) STORED);";
  ASSERT_EQ(database.run(table + "INSERT INTO t VALUES (DEFAULT), (DEFAULT)"), "");
  const std::string rows = rows_of(database, {"t"});
  EXPECT_EQ(rows, "\nCOPY t FROM stdin;\n\n\n\\.\n");
  const SchemaDatabase copy;
  ASSERT_EQ(copy.run(table + rows), "");
  EXPECT_EQ(copy.rows(), "public.t 2\n");
}

TEST(PostgresqlRows, MoreThanOneBatchIsWhole) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run("CREATE TABLE t (a int PRIMARY KEY);"
                         "INSERT INTO t SELECT generate_series(1, 12345)"),
            "");
  const std::string rows = rows_of(database, {"t"});
  EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 12345 + 3);
  EXPECT_TRUE(rows.ends_with("\n12345\n\\.\n"));
}

TEST(PostgresqlRows, APartitionedTableHasThoseOfItsPartitionsOnce) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run("CREATE TABLE p (k int PRIMARY KEY, v text) PARTITION BY RANGE (k);"
                         "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);"
                         "CREATE TABLE p2 PARTITION OF p DEFAULT;"
                         "INSERT INTO p VALUES (11, 'b'), (1, 'a')"),
            "");
  const std::string whole = "\nCOPY p (k, v) FROM stdin;\n1\ta\n11\tb\n\\.\n";
  EXPECT_EQ(rows_of(database, {"p"}), whole);
  EXPECT_EQ(rows_of(database, {"p", "p1"}), whole);
  EXPECT_EQ(rows_of(database, {"p2"}), "\nCOPY p2 (k, v) FROM stdin;\n11\tb\n\\.\n");
}

TEST(PostgresqlRows, AParentHasOnlyItsOwn) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run("CREATE TABLE p (a int); CREATE TABLE c (b int) INHERITS (p);"
                         "INSERT INTO p VALUES (1); INSERT INTO c VALUES (2, 3)"),
            "");
  EXPECT_EQ(rows_of(database, {"p", "c"}),
            "\nCOPY p (a) FROM stdin;\n1\n\\.\n\nCOPY c (a, b) FROM stdin;\n2\t3\n\\.\n");
}

TEST(PostgresqlRows, RowsOfAForeignPartitionAreRefused) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run("CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
                         "CREATE TABLE p (k int) PARTITION BY LIST (k);"
                         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);"
                         "CREATE FOREIGN TABLE p2 PARTITION OF p DEFAULT SERVER s"),
            "");
  EXPECT_EQ(refusal(database, {"p"}),
            "table public.p has rows on another server, in its partition p2");
  EXPECT_EQ(refusal(database, {"p1"}), "");
}

TEST(PostgresqlRows, APolicyThatHidesRowsIsAnError) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run("DO $$ BEGIN CREATE ROLE rows_reader; EXCEPTION WHEN duplicate_object"
                         " THEN NULL; END $$;"
                         "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2);"
                         "ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
                         "CREATE POLICY p ON t USING (a = 1);"
                         "GRANT SELECT ON t TO rows_reader"),
            "");
  EXPECT_EQ(refusal(database, {"t"}, "rows_reader"),
            "query would be affected by row-level security policy for table \"t\"");
  EXPECT_EQ(rows_of(database, {"t"}), "\nCOPY t (a) FROM stdin;\n1\n2\n\\.\n");
}

TEST(PostgresqlRows, AreOfTheMomentOfTheSchema) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run("CREATE TABLE t (a int); INSERT INTO t VALUES (1)"), "");
  const Reading reading(database);
  ASSERT_EQ(database.run("INSERT INTO t VALUES (2)"), "");
  EXPECT_EQ(reading.rows({"t"}), "\nCOPY t (a) FROM stdin;\n1\n\\.\n");
  EXPECT_EQ(rows_of(database, {"t"}), "\nCOPY t (a) FROM stdin;\n1\n2\n\\.\n");
}

TEST(PostgresqlRows, WhatTheyReferToMustBeAmongThem) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run("CREATE TABLE p (k int PRIMARY KEY); INSERT INTO p VALUES (1);"
                         "CREATE TABLE c (a int, p int REFERENCES p);"
                         "INSERT INTO c VALUES (1, NULL)"),
            "");
  EXPECT_EQ(refusal(database, {"c"}), "\nCOPY c (a, p) FROM stdin;\n1\t\\N\n\\.\n");
  ASSERT_EQ(database.run("INSERT INTO c VALUES (2, 1)"), "");
  EXPECT_EQ(refusal(database, {"c"}),
            "rows of table public.c refer to rows of table public.p, which are not dumped");
}

TEST(PostgresqlRows, SequencesThatGoOnMeanwhileAreWrittenTheSameAgain) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run("CREATE TABLE t (id serial); INSERT INTO t DEFAULT VALUES"), "");
  const Reading reading(database);
  const std::string first = reading.rows({"t"});
  ASSERT_EQ(database.run("INSERT INTO t DEFAULT VALUES"), "");
  EXPECT_EQ(reading.rows({"t"}), first);
}

/// What the snapshot takes out of the schema before the rows of `tables` come.
std::string taken_out(const SchemaDatabase& database, const Tables& tables) {
  const Reading reading(database);
  const schema::Catalog& all = reading.snapshot->catalog();
  return differences(all, reading.snapshot->before_rows(all, identities(tables)));
}

TEST(PostgresqlRows, WhatWouldRefuseThemComesAfterThem) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run(
                "CREATE TABLE a (k int PRIMARY KEY, self int CONSTRAINT own REFERENCES a);"
                "CREATE TABLE b (k int PRIMARY KEY, a int CONSTRAINT there REFERENCES a);"
                "ALTER TABLE a ADD b int CONSTRAINT back REFERENCES b;"
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                "CREATE TRIGGER g BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION f();"
                "ALTER TABLE b FORCE ROW LEVEL SECURITY;"
                "CREATE MATERIALIZED VIEW m AS SELECT k FROM b; CREATE INDEX i ON m (k);"
                "CREATE VIEW v AS SELECT k FROM m; CREATE VIEW plain AS SELECT k FROM a"),
            "");
  const std::string out = taken_out(database, {"a", "b"});
  EXPECT_NE(out.find("constraint public.a.back"), std::string::npos) << out;
  EXPECT_NE(out.find("trigger public.b.g"), std::string::npos) << out;
  EXPECT_NE(out.find("table public.b"), std::string::npos) << out;
  for (const char* gone : {"materialized view public.m", "index public.i", "view public.v"}) {
    EXPECT_NE(out.find(gone), std::string::npos) << gone << " in\n" << out;
  }
  EXPECT_EQ(out.find("plain"), std::string::npos) << out;
  EXPECT_EQ(out.find("own"), std::string::npos) << out;
  EXPECT_EQ(out.find("there"), std::string::npos) << out;
}

}  // namespace
}  // namespace migrate::test
