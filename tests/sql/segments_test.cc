#include "lib/sql/segments.h"

#include <gtest/gtest.h>

namespace migrate::sql {
namespace {

Outline outline_of(const std::string& text, TransactionMode mode = TransactionMode::automatic,
                   const Dialect& dialect = postgresql_dialect()) {
  return outline(SourceText::from_memory("t.sql", text), dialect, mode);
}

/// One letter a segment with its statements: T transaction, O own transaction, A alone.
std::string shape(const Outline& outline) {
  std::string text;
  for (const Segment& segment : outline.segments) {
    text += text.empty() ? "" : " ";
    text += segment.kind == Segment::Kind::alone             ? 'A'
            : segment.kind == Segment::Kind::own_transaction ? 'O'
                                                             : 'T';
    text += std::to_string(segment.first) + "+" + std::to_string(segment.count);
  }
  return text;
}

std::string shape(const std::string& text, TransactionMode mode = TransactionMode::automatic) {
  const Outline found = outline_of(text, mode);
  EXPECT_TRUE(found.problems.empty()) << text << found.problems.at(0).message;
  return shape(found);
}

std::string problem(const std::string& text, TransactionMode mode = TransactionMode::automatic) {
  const Outline found = outline_of(text, mode);
  if (found.problems.empty()) return "none";
  const Position place = found.problems[0].location.position;
  EXPECT_FALSE(found.problems[0].hint.empty()) << text;
  return found.problems[0].code + " " + std::to_string(place.line) + ":" +
         std::to_string(place.column);
}

TEST(Segments, AreTheLongestTransactionalRuns) {
  EXPECT_EQ(shape("CREATE TABLE a(); CREATE TABLE b();"), "T0+2");
  EXPECT_EQ(
      shape("CREATE TABLE a(); CREATE INDEX CONCURRENTLY i ON a (x); INSERT INTO a VALUES (1);"
            "INSERT INTO a VALUES (2);"),
      "T0+1 A1+1 T2+2");
  EXPECT_EQ(shape("VACUUM; VACUUM;"), "A0+1 A1+1");
}

TEST(Segments, AnEmptyScriptHasNone) {
  const Outline found = outline_of("-- nothing\n;;\n");
  EXPECT_EQ(shape(found), "");
  EXPECT_EQ(found.statements, 0U);
  EXPECT_FALSE(found.journalled());
}

TEST(Segments, ABarrierEndsItsSegment) {
  EXPECT_EQ(shape("SELECT 1; ALTER TYPE e ADD VALUE 'x'; INSERT INTO t VALUES ('x');"),
            "T0+2 T2+1");
  EXPECT_EQ(shape("BEGIN; ALTER TYPE e ADD VALUE 'x'; SELECT 1; COMMIT;"), "O0+4");
}

TEST(Segments, KeepTheAuthorsBlocks) {
  EXPECT_EQ(shape("BEGIN; SELECT 1; COMMIT;"), "O0+3");
  EXPECT_EQ(shape("SELECT 0; START TRANSACTION; SAVEPOINT a; ROLLBACK TO a; END; SELECT 1;"),
            "T0+1 O1+4 T5+1");
  EXPECT_EQ(shape("BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT;"), "O0+3 O3+3");
}

TEST(Segments, JournalIsNeededUnlessOneTransaction) {
  EXPECT_FALSE(outline_of("SELECT 1;").journalled());
  EXPECT_FALSE(outline_of("BEGIN; SELECT 1; COMMIT;").journalled());
  EXPECT_TRUE(outline_of("VACUUM;").journalled());
  EXPECT_TRUE(outline_of("SELECT 1; VACUUM;").journalled());
}

TEST(Segments, FollowTheMode) {
  const char* kText = "SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3;";
  EXPECT_EQ(shape(kText, TransactionMode::manual), "A0+1 O1+3 A4+1");
  EXPECT_EQ(shape("SELECT 1; SELECT 2;", TransactionMode::off), "A0+1 A1+1");
  EXPECT_EQ(problem(kText, TransactionMode::off), "own-transaction 1:11");
}

TEST(Segments, ADirectiveSetsOneStatementApart) {
  EXPECT_EQ(shape("SELECT 1;\n-- transaction: off\nCALL p();\nSELECT 2;"), "T0+1 A1+1 T2+1");
}

TEST(Segments, PsqlLinesMakeNoSegments) {
  EXPECT_EQ(shape("\\restrict x\nSELECT 1;\n\\echo y\nSELECT 2;\nVACUUM;\n\\unrestrict x\n"),
            "T1+3 A4+1");
  EXPECT_EQ(shape("\\restrict x\n\\unrestrict x\n"), "");
}

TEST(Segments, BeginWhereTheirCommentsDo) {
  const std::string text = "SELECT 1;\n-- transaction: off\nVACUUM;\nSELECT 2;";
  const Outline found = outline_of(text);
  ASSERT_EQ(found.segments.size(), 3U);
  const SourceText source = SourceText::from_memory("t.sql", text);
  for (const Segment& segment : found.segments) {
    Splitter splitter(source, postgresql_dialect(), segment.from);
    const auto statement = splitter.next();
    ASSERT_TRUE(statement);
    EXPECT_EQ(statement->index, segment.first);
    EXPECT_EQ(statement->alone, segment.kind == Segment::Kind::alone);
  }
}

TEST(Segments, ReportWhatCantRun) {
  EXPECT_EQ(problem("SELECT 1;\nBEGIN;\nSELECT 2;"), "begin-without-commit 2:1");
  EXPECT_EQ(problem("SELECT 1;\n  COMMIT;"), "commit-without-begin 2:3");
  EXPECT_EQ(problem("BEGIN;\nSELECT 1;\nROLLBACK;"), "rollback 3:1");
  EXPECT_EQ(problem("ROLLBACK;"), "rollback 1:1");
  EXPECT_EQ(problem("BEGIN;\nVACUUM;\nCOMMIT;"), "autocommit-in-transaction 2:1");
  EXPECT_EQ(problem("BEGIN;\n-- transaction: off\nSELECT 1;\nCOMMIT;"),
            "autocommit-in-transaction 3:1");
  EXPECT_EQ(problem("BEGIN;\nBEGIN;\nCOMMIT;"), "nested-begin 2:1");
  EXPECT_EQ(problem("DISCARD ALL;"), "refused 1:1");
  EXPECT_EQ(problem("SAVEPOINT a;", TransactionMode::manual), "savepoint 1:1");
  EXPECT_EQ(problem("SELECT 'open"), "unterminated 1:8");
  EXPECT_EQ(problem("SELECT 1;\n\\connect x\n"), "psql-command 2:1");
}

TEST(Segments, ReportEveryProblem) {
  EXPECT_EQ(outline_of("DISCARD ALL;\n\\q\nROLLBACK;\nSELECT 'x").problems.size(), 4U);
}

TEST(Segments, RememberWhetherTheSessionIsTouched) {
  EXPECT_FALSE(outline_of("BEGIN; CREATE TABLE t (a int); INSERT INTO t VALUES (1); COMMIT;")
                   .touches_session);
  EXPECT_TRUE(outline_of("CREATE TABLE t (a int); SET search_path = x;").touches_session);
}

}  // namespace
}  // namespace migrate::sql
