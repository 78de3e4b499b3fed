// Inputs that break other splitters: each with the number of its statements.
#include <gtest/gtest.h>

#include "tests/sql/splits.h"

namespace migrate::sql {
namespace {

struct Trap {
  const char* text;
  size_t postgresql;  ///< statements; 0: not for this dialect
  size_t sqlite;
};

constexpr Trap kTraps[] = {
    {"SELECT 'a;b'; SELECT \"c;d\" FROM t;", 2, 2},
    {"SELECT 1;--c\nSELECT 2;", 2, 2},
    {"SELECT 1; /* c; */ SELECT 2; /* tail */", 2, 2},
    {"SELECT 1 /* a /* b; */ c; */ ;", 1, 2},
    {"SELECT $x$ ; $$x$ ; SELECT 2;", 2, 0},
    {"SELECT a$b$c FROM t; SELECT 2;", 2, 2},
    {"SELECT date'\\'; SELECT 2;", 2, 2},
    {"SELECT E'\\';'; SELECT 2;", 2, 0},
    {"-- path C:\\\nSELECT 1;", 1, 1},
    {"SELECT '\xEF\xBF\xBD'; SELECT 2;", 2, 2},
    {"SELECT $$ 5$\xC3\xA9 ; $$; SELECT 2;", 2, 0},
    {"CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC\n"
     "SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3;",
     2, 0},
    {"CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM u;\nDELETE FROM v);", 1, 0},
    {"COPY t FROM stdin;\n1;\n\\.\nSELECT 1;", 2, 0},
    {"SELECT U&'d!0061;' UESCAPE '!'; SELECT 2;", 2, 0},
    {"SELECT 'a'\n'b;c'; SELECT 2;", 2, 2},
    {"SELECT 1;;; SELECT 2;", 2, 2},
    {"DO $$ BEGIN -- destructive: approved\n END $$;", 1, 0},
    {"SELECT 1; SELECT 2", 2, 2},
    {"CREATE TRIGGER x AFTER INSERT ON a BEGIN UPDATE a SET b=1; SELECT CASE WHEN 1 THEN 2 END; "
     "END;",
     0, 1},
    {"SELECT [a;b], `a;b`, \"a;b\"; SELECT 2;", 0, 2},
    // Words that only look like the ends and beginnings of bodies.
    {"CREATE TABLE atomic (backend int, weekend int); SELECT 1;", 2, 2},
    {"CREATE PROCEDURE nonatomic() LANGUAGE sql AS 'begin; end;'; SELECT 1;", 2, 0},
    {"CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO weekend VALUES (1); END; SELECT 1;",
     2, 0},
    {"BEGIN; SELECT 1; END; SELECT 2;", 4, 4},
    {"CREATE TEMP TRIGGER x BEGIN SELECT 1; END; SELECT 2;", 0, 2},
    {"DO $f$ BEGIN PERFORM 1; PERFORM $$;$$; END $f$; SELECT 1;", 2, 0},
    {"SELECT $1; SELECT 2;", 2, 2},
};

TEST(Traps, AreCutIntoTheRightNumberOfStatements) {
  for (const Trap& trap : kTraps) {
    if (trap.postgresql > 0) {
      EXPECT_EQ(split(trap.text, postgresql_dialect()).size(), trap.postgresql) << trap.text;
    }
    if (trap.sqlite > 0) {
      EXPECT_EQ(split(trap.text, sqlite_dialect()).size(), trap.sqlite) << trap.text;
    }
  }
}

void expect_no_problems(const char* text, const Dialect& dialect) {
  for (const Statement& statement : split(text, dialect)) {
    EXPECT_FALSE(statement.problem) << describe(statement);
  }
}

TEST(Traps, HaveNoProblems) {
  for (const Trap& trap : kTraps) {
    if (trap.postgresql > 0) expect_no_problems(trap.text, postgresql_dialect());
    if (trap.sqlite > 0) expect_no_problems(trap.text, sqlite_dialect());
  }
}

TEST(Traps, LineEndsAndByteOrderMarkDontMatter) {
  const std::string text = "-- one\nSELECT 1;\nSELECT\n  'a;\nb'; -- two\nSELECT 3;\n";
  const std::string bom = "\xEF\xBB\xBF" + text;
  for (const Dialect* dialect : {&postgresql_dialect(), &sqlite_dialect()}) {
    const auto plain = split(text, *dialect);
    ASSERT_EQ(plain.size(), 3U);
    std::string crlf;
    for (const char c : text) c == '\n' ? crlf += "\r\n" : crlf += c;
    for (const std::string& other : {bom, crlf}) {
      const auto found = split(other, *dialect);
      ASSERT_EQ(found.size(), plain.size());
      for (size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].begin, plain[i].begin);
        EXPECT_EQ(found[i].end, plain[i].end);
      }
    }
  }
}

TEST(Traps, ALoneCarriageReturnEndsAPostgresqlComment) {
  EXPECT_EQ(split("SELECT 1; -- c\rSELECT 2;", postgresql_dialect()).size(), 2U);
  EXPECT_EQ(split("SELECT 1; -- c\rSELECT 2;", sqlite_dialect()).size(), 1U);
}

TEST(Traps, CopyKeepsItsRowsByteForByte) {
  const std::string text = "COPY t FROM stdin;\n1;\t\n\\.x\n\\\\.\n \\.\n\r\n\\.\nSELECT 1;";
  const auto found = split(text, postgresql_dialect());
  ASSERT_EQ(found.size(), 2U);
  ASSERT_TRUE(found[0].copy_data);
  EXPECT_EQ(text.substr(found[0].copy_data->offset, found[0].copy_data->length),
            "1;\t\n\\.x\n\\\\.\n \\.\n\r\n");
  EXPECT_EQ(text.substr(found[0].copy_end, 10), "\nSELECT 1;");
  EXPECT_EQ(found[0].end, (Position{7, 2}));
  EXPECT_EQ(found[1].begin, (Position{8, 1}));
}

TEST(Traps, CopyBehindACommentAndWithCrlf) {
  const std::string text =
      "/* c; */ copy t (a)\r\nfrom STDIN with (format csv); -- rows\r\n1\r\n\\.\r\n";
  const auto found = split(text, postgresql_dialect());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text.substr(found[0].copy_data->offset, found[0].copy_data->length), "1\r\n");
  EXPECT_FALSE(found[0].problem);
}

TEST(Traps, CopyWithoutAnEndIsAProblem) {
  const auto found = split("SELECT 1;\nCOPY t FROM stdin;\n1\n", postgresql_dialect());
  ASSERT_EQ(found.size(), 2U);
  ASSERT_TRUE(found[1].problem);
  EXPECT_EQ(found[1].problem->location.position, (Position{2, 1}));
}

TEST(Traps, SqlBehindACopyOnItsLineIsAProblem) {
  const auto found = split("COPY t FROM stdin; SELECT 1;\n1\n\\.\n", postgresql_dialect());
  ASSERT_EQ(found.size(), 1U);
  ASSERT_TRUE(found[0].problem);
  EXPECT_EQ(found[0].problem->location.position, (Position{1, 20}));
}

TEST(Traps, StandardConformingStringsFollowTheScript) {
  const struct {
    const char* text;
    size_t statements;
  } kCases[] = {
      {"SET standard_conforming_strings = off;\nSELECT '\\';'; SELECT 2;", 3},
      {"set session standard_conforming_strings TO 'off';\nSELECT '\\';'; SELECT 2;", 3},
      {"SET standard_conforming_strings = off;\nRESET ALL;\nSELECT '\\'; SELECT 2;", 4},
      {"BEGIN;\nSET LOCAL standard_conforming_strings = off;\nSELECT '\\';';\nCOMMIT;\n"
       "SELECT '\\'; S;",
       6},
      {"BEGIN;\nSET standard_conforming_strings = off;\nROLLBACK;\nSELECT '\\'; S;", 5},
      {"BEGIN;\nSET standard_conforming_strings = off;\nCOMMIT;\nSELECT '\\';'; S;", 5},
      // psql goes by the new value from the next line on.
      {"SET standard_conforming_strings = off; SELECT '\\'; SELECT 2;\nSELECT '\\';';", 4},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(split(one.text, postgresql_dialect()).size(), one.statements) << one.text;
  }
}

TEST(Traps, UnterminatedConstructsAreReportedAtTheirStart) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"SELECT 1;\nSELECT 'abc;", "unterminated string"},
      {"SELECT 1;\nSELECT \"abc;", "unterminated quoted identifier"},
      {"SELECT 1;\nSELECT /*abc;", "unterminated comment"},
      {"SELECT 1;\nSELECT $a$bc;", "unterminated dollar quote $a$"},
  };
  for (const auto& one : kCases) {
    const auto found = split(one.text, postgresql_dialect());
    ASSERT_EQ(found.size(), 2U) << one.text;
    ASSERT_TRUE(found[1].problem) << one.text;
    EXPECT_EQ(found[1].problem->message, one.message);
    EXPECT_EQ(found[1].problem->location.position, (Position{2, 8}));
    EXPECT_EQ(found[1].problem->excerpt, std::string(one.text).substr(10));
  }
  const auto open = split("SELECT (1;\nSELECT 2;", postgresql_dialect());
  ASSERT_EQ(open.size(), 1U);
  EXPECT_TRUE(open[0].problem);
}

TEST(Traps, BytesThatAreNoTextAreReportedAtTheirPlace) {
  const auto nul = split(std::string("SELECT 1;\nSELECT \xC3\xA9\0;", 20), postgresql_dialect());
  ASSERT_EQ(nul.size(), 2U);
  ASSERT_TRUE(nul[1].problem);
  EXPECT_EQ(nul[1].problem->message, "NUL byte");
  EXPECT_EQ(nul[1].problem->location.position, (Position{2, 9}));
  const auto invalid = split("-- \xC3\xA9 \xFF\nSELECT 1;", sqlite_dialect());
  ASSERT_TRUE(invalid.at(0).problem);
  EXPECT_EQ(invalid[0].problem->message, "invalid UTF-8");
  EXPECT_EQ(invalid[0].problem->location.position, (Position{1, 6}));
  const auto tail = split("SELECT 1; -- \xFF", sqlite_dialect());
  ASSERT_EQ(tail.size(), 2U);
  EXPECT_TRUE(tail[1].problem);
  const auto rows = split("COPY t FROM stdin;\na\n\xFF\n\\.\n", postgresql_dialect());
  ASSERT_TRUE(rows.at(0).problem);
  EXPECT_EQ(rows[0].problem->location.position, (Position{3, 1}));
}

TEST(Traps, ForeignFilesAreNamed) {
  const auto utf16 = split(std::string("\xFF\xFES\0E\0", 6), postgresql_dialect());
  ASSERT_EQ(utf16.size(), 1U);
  EXPECT_NE(utf16[0].problem.value().message.find("UTF-16"), std::string::npos);
  const auto archive = split("PGDMP\x01", postgresql_dialect());
  EXPECT_NE(archive.at(0).problem.value().message.find("pg_restore"), std::string::npos);
}

}  // namespace
}  // namespace migrate::sql
