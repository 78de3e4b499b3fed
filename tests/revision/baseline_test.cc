#include <gtest/gtest.h>

#include "lib/revision/author.h"

namespace migrate::revision {
namespace {

Baseline postgresql(const std::string& text) {
  return baseline_from_schema(SourceText::from_memory("dump.sql", text), sql::postgresql_dialect());
}
Baseline sqlite(const std::string& text) {
  return baseline_from_schema(SourceText::from_memory("dump.sql", text), sql::sqlite_dialect());
}

TEST(Baseline, LosesTheSessionOfADump) {
  const Baseline baseline = postgresql(
      "\xEF\xBB\xBF--\r\n-- PostgreSQL database dump\r\n--\r\n\r\n"
      "\\restrict KEY\r\n\r\n"
      "SET statement_timeout = 0;\r\n"
      "SET client_encoding = 'UTF8';\r\n"
      "SELECT pg_catalog.set_config('search_path', '', false);\r\n"
      "SET check_function_bodies = false;\r\n"
      "SET xmloption = content;\r\n"
      "SET default_tablespace = '';\r\n\r\n"
      "CREATE TABLE public.t (x text DEFAULT 'SET lock_timeout = 0;');\r\n"
      "SET lock_timeout = 5;\r\n"
      "\\unrestrict KEY\r\n");
  EXPECT_EQ(baseline.up_body,
            "--\n-- PostgreSQL database dump\n--\n\n\n"
            "SET check_function_bodies = false;\nSET default_tablespace = '';\n\n"
            "CREATE TABLE public.t (x text DEFAULT 'SET lock_timeout = 0;');\n"
            "SET lock_timeout = 5;\n");
  EXPECT_EQ(baseline.down_body, "DROP TABLE public.t;\n");
  EXPECT_EQ(baseline.irreversible, "");
}

TEST(Baseline, KeepsSettingsThatMeanSomething) {
  for (const std::string kept :
       {"SET search_path = app, public;\n", "SET standard_conforming_strings = off;\n",
        "SET default_table_access_method = heap;\n"}) {
    EXPECT_EQ(postgresql(kept + "CREATE TABLE t(x int);\n").up_body,
              kept + "CREATE TABLE t(x int);\n");
  }
}

TEST(Baseline, LeavesTheSchemaOutThatEveryDatabaseHas) {
  const Baseline baseline = postgresql(
      "CREATE SCHEMA public;\nALTER SCHEMA public OWNER TO pg_database_owner;\n"
      "CREATE SCHEMA app;\nCREATE TABLE public.t (x int);\n");
  EXPECT_EQ(baseline.up_body,
            "ALTER SCHEMA public OWNER TO pg_database_owner;\n"
            "CREATE SCHEMA app;\nCREATE TABLE public.t (x int);\n");
  EXPECT_EQ(baseline.down_body, "DROP TABLE public.t;\nDROP SCHEMA app;\n");
}

/// The findings, a line each.
std::string problems_of(const std::string& text) {
  const Baseline baseline = postgresql(text);
  EXPECT_EQ(baseline.up_body, "");
  std::string lines;
  for (const Diagnostic& problem : baseline.problems) {
    lines += std::to_string(problem.location.position.line) + ": " + problem.message + "\n";
  }
  return lines;
}

TEST(Baseline, IsNoneOfADumpThatMakesItsDatabase) {
  EXPECT_EQ(
      problems_of("SET row_security = off;\n\nDROP DATABASE shop;\nCREATE DATABASE shop;\n"
                  "ALTER DATABASE shop OWNER TO ann;\n\\connect shop\nCREATE TABLE t(x int);\n"),
      "3: DROP DATABASE: a revision runs inside whatever database it is applied to, scratch "
      "ones among them\n"
      "4: CREATE DATABASE: a revision runs inside whatever database it is applied to, scratch "
      "ones among them\n"
      "5: ALTER DATABASE: a revision runs inside whatever database it is applied to, scratch "
      "ones among them\n"
      "6: the psql command \\connect is not supported\n");
}

TEST(Baseline, IsNoneOfADumpInAnotherEncoding) {
  const std::string head = "SET lock_timeout = 0;\nSET client_encoding = 'LATIN1';\n";
  EXPECT_EQ(problems_of(head + "COMMENT ON TABLE t IS 'gr\xF6\xDF"
                               "er';\n"),
            "2: the file is written in 'LATIN1', and scripts are UTF-8\n");
  EXPECT_EQ(problems_of(head + "COMMENT ON TABLE t IS 'gr\xC3\xB6"
                               "ber';\n"),
            "2: the file is written in 'LATIN1', and scripts are UTF-8\n");
  EXPECT_EQ(problems_of("COMMENT ON TABLE t IS 'gr\xF6\xDF"
                        "er';\n"),
            "1: invalid UTF-8\n");
  EXPECT_EQ(postgresql(head + "CREATE TABLE t(x int);\n").up_body, "CREATE TABLE t(x int);\n");
}

TEST(Baseline, KeepsCopyData) {
  const std::string text =
      "CREATE TABLE t (x text);\nCOPY t (x) FROM stdin;\nSET lock_timeout = 0;\n\\.\n"
      "SELECT pg_catalog.setval('s', 1, false);\n";
  EXPECT_EQ(postgresql(text).up_body, text);
  EXPECT_EQ(postgresql(text).down_body, "DROP TABLE t;\n");
}

TEST(Baseline, DropsInReverseOrder) {
  const Baseline baseline = postgresql(
      "CREATE SCHEMA app;\n"
      "CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;\n"
      "CREATE TYPE app.mood AS ENUM ('a');\n"
      "CREATE DOMAIN app.year AS integer CHECK (VALUE > 0);\n"
      "CREATE FUNCTION app.f(a integer DEFAULT 1, VARIADIC b numeric(4, 2)[] DEFAULT '{}')\n"
      "  RETURNS integer LANGUAGE sql AS $$ SELECT 1; $$;\n"
      "CREATE PROCEDURE app.p() LANGUAGE sql AS $$ SELECT 1; $$;\n"
      "CREATE AGGREGATE app.agg(text) (SFUNC = app.f, STYPE = text);\n"
      "CREATE SEQUENCE app.own_seq;\n"
      "CREATE SEQUENCE app.free_seq;\n"
      "CREATE UNLOGGED TABLE app.\"Order\" (id integer DEFAULT nextval('app.free_seq'));\n"
      "ALTER SEQUENCE app.own_seq OWNED BY app.\"Order\".id;\n"
      "CREATE TABLE app.part (x int) PARTITION BY RANGE (x);\n"
      "CREATE TABLE app.a_part (x int);\n"
      "ALTER TABLE ONLY app.part ATTACH PARTITION app.a_part FOR VALUES FROM (1) TO (2);\n"
      "CREATE VIEW app.v AS SELECT 1;\n"
      "CREATE MATERIALIZED VIEW app.m AS SELECT 1;\n"
      "CREATE UNIQUE INDEX i ON ONLY app.\"Order\" USING btree (id);\n"
      "CREATE TRIGGER t BEFORE UPDATE OF id ON app.\"Order\" FOR EACH ROW EXECUTE FUNCTION "
      "app.f();\n"
      "CREATE RULE r AS ON INSERT TO app.v DO INSTEAD NOTHING;\n"
      "CREATE POLICY p ON app.part USING (true);\n"
      "CREATE STATISTICS app.s ON x FROM app.part;\n"
      "ALTER TABLE ONLY app.part ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES app.\"Order\"(id);\n"
      "ALTER TABLE ONLY app.part ADD CONSTRAINT ck CHECK (x > 0);\n"
      "COMMENT ON TABLE app.part IS 'x';\n"
      "GRANT SELECT ON app.part TO PUBLIC;\n");
  EXPECT_EQ(baseline.irreversible, "");
  EXPECT_EQ(baseline.down_body,
            "ALTER TABLE app.part DROP CONSTRAINT fk;\n"
            "DROP MATERIALIZED VIEW app.m;\n"
            "DROP VIEW app.v;\n"
            "ALTER TABLE app.part DETACH PARTITION app.a_part;\n"
            "DROP TABLE app.a_part;\n"
            "DROP TABLE app.part;\n"
            "DROP TABLE app.\"Order\";\n"
            "DROP AGGREGATE app.agg(text);\n"
            "DROP PROCEDURE app.p();\n"
            "DROP FUNCTION app.f(a integer, VARIADIC b numeric(4, 2)[]);\n"
            "DROP DOMAIN app.year;\n"
            "DROP TYPE app.mood;\n"
            "DROP EXTENSION citext;\n"
            "DROP SEQUENCE app.free_seq;\n"
            "DROP SCHEMA app;\n");
}

TEST(Baseline, IsIrreversibleWhereAnObjectCannotBeNamed) {
  const std::string tail =
      "` in line 2 of the schema file has no way back that can be written from it";
  const auto reason = [](const std::string& statement) {
    const Baseline baseline = postgresql("CREATE TABLE t(x int);\n" + statement);
    EXPECT_EQ(baseline.down_body, baseline.irreversible.empty() ? baseline.down_body : "");
    return baseline.irreversible;
  };
  EXPECT_EQ(reason("CREATE OPERATOR === (LEFTARG = int);"),
            "the baseline's `CREATE OPERATOR" + tail);
  EXPECT_EQ(reason("CREATE TYPE shell;"), "the baseline's `CREATE TYPE shell" + tail);
  EXPECT_EQ(reason("CREATE INDEX i ON other (x);"), "the baseline's `CREATE INDEX i" + tail);
  EXPECT_EQ(reason("DO $$ BEGIN END $$;"), "the baseline's `DO" + tail);
  EXPECT_EQ(reason("SELECT make_things();"), "the baseline's `SELECT make_things" + tail);
  EXPECT_EQ(reason("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO x;"),
            "the baseline's `ALTER DEFAULT PRIVILEGES" + tail);
}

TEST(Baseline, LosesTheTransactionAroundTheWholeFileOnly) {
  EXPECT_EQ(sqlite("BEGIN TRANSACTION;\nCREATE TABLE t(x);\nCOMMIT;\n").up_body,
            "CREATE TABLE t(x);\n");
  const std::string two = "BEGIN;\nCREATE TABLE t(x);\nCOMMIT;\nCREATE TABLE u(x);\n";
  EXPECT_EQ(sqlite(two).up_body, two);
}

TEST(Baseline, ReadsADumpOfSqlite) {
  const Baseline baseline = sqlite(
      "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n"
      "CREATE TABLE c(id INTEGER PRIMARY KEY AUTOINCREMENT, p REFERENCES p(id));\n"
      "INSERT INTO c VALUES(1,1);\nCREATE TABLE p(id INTEGER PRIMARY KEY);\n"
      "INSERT INTO p VALUES(1);\nDELETE FROM sqlite_sequence;\n"
      "INSERT INTO sqlite_sequence VALUES('c',1);\n"
      "CREATE TRIGGER tr AFTER INSERT ON c BEGIN SELECT 1; END;\nCREATE INDEX i ON c(p);\n"
      "CREATE VIEW v AS SELECT 1;\nCOMMIT;\n");
  EXPECT_EQ(baseline.up_body,
            "CREATE TABLE c(id INTEGER PRIMARY KEY AUTOINCREMENT, p REFERENCES p(id));\n"
            "INSERT INTO c VALUES(1,1);\nCREATE TABLE p(id INTEGER PRIMARY KEY);\n"
            "INSERT INTO p VALUES(1);\nDELETE FROM sqlite_sequence;\n"
            "INSERT INTO sqlite_sequence VALUES('c',1);\n"
            "CREATE TRIGGER tr AFTER INSERT ON c BEGIN SELECT 1; END;\nCREATE INDEX i ON c(p);\n"
            "CREATE VIEW v AS SELECT 1;\n");
  EXPECT_EQ(baseline.down_body, "DROP VIEW v;\nDROP TABLE p;\nDROP TABLE c;\n");
  EXPECT_EQ(baseline.irreversible, "");
  EXPECT_EQ(baseline.up_keys, std::vector<std::string>{"foreign-keys: off"});
  EXPECT_EQ(baseline.down_keys, std::vector<std::string>{"foreign-keys: off"});
}

TEST(Baseline, LeavesTheEnginesOwnTablesOut) {
  const Baseline baseline = sqlite("CREATE TABLE sqlite_sequence(name,seq);\nCREATE TABLE t(x);\n");
  EXPECT_EQ(baseline.up_body, "CREATE TABLE t(x);\n");
  EXPECT_EQ(baseline.down_body, "DROP TABLE t;\n");
  EXPECT_TRUE(baseline.up_keys.empty());
}

}  // namespace
}  // namespace migrate::revision
