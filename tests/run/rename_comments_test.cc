#include "lib/workflow/rename_comments.h"

#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace migrate::workflow {
namespace {

/// "column t.new was old", joined; or the errors with their lines.
std::string read(const std::string& text, const sql::Dialect& dialect = sql::postgresql_dialect()) {
  std::vector<std::string> lines;
  try {
    for (const auto& comment :
         read_rename_comments({SourceText::from_memory("schema.sql", text)}, dialect)) {
      lines.push_back(comment.kind + " " + join(comment.path, ".") + " was " + comment.old_name);
    }
  } catch (const Error& error) {
    for (const Diagnostic& each : error.diagnostics()) {
      lines.push_back(std::to_string(each.location.position.line) + ": " + each.message);
    }
  }
  return join(lines, "; ");
}

constexpr const char* kNothing = "nothing that can be renamed follows this comment";

TEST(RenameComments, BelongToTheStatementBelow) {
  const auto of = [](const std::string& statement) {
    return read("-- renamed-from: old\n" + statement);
  };
  EXPECT_EQ(of("CREATE TABLE app.New (a int);"), "table app.new was old");
  EXPECT_EQ(of("CREATE UNLOGGED TABLE IF NOT EXISTS \"New\" ();"), "table New was old");
  EXPECT_EQ(of("CREATE OR REPLACE VIEW n AS SELECT 1;"), "view n was old");
  EXPECT_EQ(of("CREATE MATERIALIZED VIEW n AS SELECT 1;"), "materialized view n was old");
  EXPECT_EQ(of("CREATE UNIQUE INDEX CONCURRENTLY n ON ONLY app.t (a);"), "index app.n was old");
  EXPECT_EQ(of("CREATE INDEX n ON t USING gin (a);"), "index n was old");
  EXPECT_EQ(of("CREATE TYPE n AS ENUM ();"), "enum n was old");
  EXPECT_EQ(of("CREATE TYPE n AS (a int);"), "composite type n was old");
  EXPECT_EQ(of("CREATE DOMAIN n AS int;"), "domain n was old");
  EXPECT_EQ(of("CREATE SEQUENCE n;"), "sequence n was old");
  EXPECT_EQ(of("CREATE OR REPLACE FUNCTION app.n(a int) RETURNS int RETURN 1;"),
            "function app.n was old");
  EXPECT_EQ(of("CREATE TRIGGER n BEFORE UPDATE OF a ON app.t EXECUTE FUNCTION f();"),
            "trigger app.t.n was old");
  EXPECT_EQ(of("CREATE POLICY n ON t USING (true);"), "policy t.n was old");
  EXPECT_EQ(of("CREATE RULE n AS ON DELETE TO t DO INSTEAD NOTHING;"), "rule t.n was old");
  EXPECT_EQ(of("ALTER TABLE ONLY app.t ADD CONSTRAINT n UNIQUE (a);"),
            "constraint app.t.n was old");
  EXPECT_EQ(of("ALTER TABLE t ADD COLUMN IF NOT EXISTS n int;"), "column t.n was old");
}

TEST(RenameComments, BelongToTheItemBelow) {
  EXPECT_EQ(read("CREATE TABLE t (\n"
                 "  -- renamed-from: a\n"
                 "  b numeric(1, 2), c int DEFAULT (1 + 2),\n"
                 "  -- about d\n"
                 "  -- Renamed-From: e\n"
                 "  --renamed-from:   \"E e\"\n"
                 "\n"
                 "  d int\n"
                 "    -- renamed-from: f\n"
                 "    CONSTRAINT g CHECK (d > 0)\n"
                 "  -- renamed-from: h\n"
                 "  , i int,\n"
                 "  -- renamed-from: j\n"
                 "  CONSTRAINT k UNIQUE (b)\n"
                 ");"),
            "column t.b was a; column t.d was e; column t.d was E e; constraint t.g was f; "
            "column t.i was h; constraint t.k was j");
  EXPECT_EQ(read("CREATE TYPE s.e AS ENUM (\n-- renamed-from: old one\n'it''s new',\n"
                 "-- renamed-from: 'it''s'\n'b')"),
            "enum value s.e.it's new was old one; enum value s.e.b was it's");
  EXPECT_EQ(read("CREATE TYPE c AS (\n-- renamed-from: x\ny int)"), "attribute c.y was x");
  EXPECT_EQ(read("CREATE DOMAIN d AS int\n-- renamed-from: x\nCONSTRAINT y CHECK (VALUE > 0)"),
            "domain constraint d.y was x");
}

TEST(RenameComments, FollowTheEnginesNames) {
  const std::string text =
      "-- renamed-from: [Old Name]\nCREATE TABLE New (\n-- renamed-from: `A`\n\"B\" int);";
  EXPECT_EQ(read(text, sql::sqlite_dialect()), "table new was old name; column new.b was a");
}

TEST(RenameComments, StandNowhereElse) {
  const auto at = [](int line, const std::string& message = kNothing) {
    return std::to_string(line) + ": " + message;
  };
  EXPECT_EQ(read("-- renamed-from: a\nSELECT 1;"), at(1));
  EXPECT_EQ(read("CREATE TABLE t ();\n-- renamed-from: a\n"), at(2));
  EXPECT_EQ(read("CREATE TABLE t (a int\n-- renamed-from: a\n);"), at(2));
  EXPECT_EQ(read("CREATE TABLE t (a\n-- renamed-from: b\nint);"), at(2));
  EXPECT_EQ(read("CREATE TABLE t (a int CHECK (\n-- renamed-from: b\na > 0));"), at(2));
  EXPECT_EQ(read("CREATE TABLE t (a int,\n-- renamed-from: b\nUNIQUE (a));"), at(2));
  EXPECT_EQ(read("CREATE TABLE t AS\n-- renamed-from: b\nSELECT 1;"), at(2));
  EXPECT_EQ(read("-- renamed-from: b\nCREATE INDEX ON t (a);"), at(1));
  EXPECT_EQ(read("-- renamed-from: b\nCREATE TYPE r AS RANGE (subtype = int);"), at(1));
  EXPECT_EQ(read("-- renamed-from: b\nDROP TABLE t;"), at(1));
  const std::string behind = "this comment stands behind something on its line";
  EXPECT_EQ(read("CREATE TABLE t (a int, -- renamed-from: b\nc int);"), at(1, behind));
  EXPECT_EQ(read("SELECT 1; -- renamed-from: b\nCREATE TABLE t ();"), at(1, behind));
  const std::string names = "this is not one name";
  EXPECT_EQ(read("-- renamed-from:\nCREATE TABLE t ();"), at(1, names));
  EXPECT_EQ(read("-- renamed-from: a.b\nCREATE TABLE t ();"), at(1, names));
  EXPECT_EQ(read("-- renamed-from: a, b\nCREATE TABLE t ();"), at(1, names));
  EXPECT_EQ(read("-- renamed-from: 'a'\nCREATE TABLE t ();"), at(1, names));
}

TEST(RenameComments, AreNotLookedForInTextsAndBodies) {
  EXPECT_EQ(read("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n-- renamed-from: a\n"
                 "SELECT 1 $$;\nSELECT '\n-- renamed-from: b';\n/* -- renamed-from: c */\n"
                 "CREATE TABLE t ();\n-- was renamed-from: d\n"),
            "");
  EXPECT_EQ(read("COPY t FROM stdin;\n-- renamed-from: a\n\\.\n-- renamed-from: b\n"
                 "CREATE TABLE c ();"),
            "table c was b");
}

}  // namespace
}  // namespace migrate::workflow
