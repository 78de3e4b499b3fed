#include "lib/sql/splitter.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/sql/splits.h"

namespace migrate::sql {
namespace {

std::vector<std::string> described(const std::string& text, const Dialect& dialect,
                                   size_t window_bytes, Checkpoint from = {}) {
  std::vector<std::string> all;
  Splitter splitter(SourceText::from_memory("t.sql", text), dialect, from, window_bytes);
  while (const auto statement = splitter.next()) {
    all.push_back(describe(*statement));
    if (!statement->problem || statement->problem->code != "encoding") {
      EXPECT_EQ(splitter.text(), text.substr(statement->span.offset, statement->span.length));
    }
  }
  return all;
}

class BothDialects : public testing::TestWithParam<const Dialect*> {};

TEST_P(BothDialects, WindowsDontChangeTheCut) {
  for (const std::string& text : specimens(*GetParam())) {
    const auto whole = described(text, *GetParam(), text.size() + 64);
    for (size_t window = 1; window <= 24; ++window) {
      EXPECT_EQ(described(text, *GetParam(), window), whole) << window << ": " << text;
    }
  }
}

TEST_P(BothDialects, StatementsAndGapsAreTheInput) {
  for (const std::string& text : specimens(*GetParam())) {
    uint64_t end = 0;
    for (const Statement& statement : split(text, *GetParam())) {
      EXPECT_GE(statement.span.offset, end) << text;
      std::string gap = text.substr(end, statement.span.offset - end);
      if (gap.starts_with("\xEF\xBB\xBF")) gap.erase(0, 3);
      for (const Lexeme& lexeme : lexemes(gap, *GetParam())) EXPECT_EQ(lexeme.text, ";") << text;
      end = statement.end_offset();
      EXPECT_LE(end, text.size()) << text;
    }
  }
}

TEST_P(BothDialects, ResumesAtEveryCheckpoint) {
  for (const std::string& text : specimens(*GetParam())) {
    const auto whole = described(text, *GetParam(), Splitter::kWindowBytes);
    Splitter splitter(SourceText::from_memory("t.sql", text), *GetParam());
    while (const auto statement = splitter.next()) {
      const auto rest = described(text, *GetParam(), 7, splitter.checkpoint());
      EXPECT_EQ(rest,
                std::vector<std::string>(
                    whole.begin() + static_cast<std::ptrdiff_t>(statement->index), whole.end()))
          << text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Splitter, BothDialects,
                         testing::Values(&postgresql_dialect(), &sqlite_dialect()),
                         [](const auto& tested) { return std::string(tested.param->name); });

TEST(Splitter, AgreesWithSqlite3Complete) {
  for (const std::string& text : specimens(sqlite_dialect())) {
    if (text.find('\0') != std::string::npos) continue;
    for (const Statement& statement : split(text, sqlite_dialect())) {
      if (statement.problem) continue;
      const std::string sql = text.substr(statement.span.offset, statement.span.length);
      EXPECT_EQ(sqlite3_complete(sql.c_str()) != 0, sql.ends_with(';')) << sql;
      for (size_t cut = sql.find(';'); cut < sql.size() - 1; cut = sql.find(';', cut + 1)) {
        EXPECT_EQ(sqlite3_complete(sql.substr(0, cut + 1).c_str()), 0) << sql;
      }
    }
  }
}

TEST(Splitter, CountsColumnsInCodePoints) {
  const std::string text = "SELECT '\xC3\xA9\xE2\x82\xAC'; SELECT 2;\n  SELECT\n\t'x\xC3\xA9'";
  const auto found = split(text, postgresql_dialect());
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].end, (Position{1, 12}));
  EXPECT_EQ(found[1].begin, (Position{1, 14}));
  EXPECT_EQ(found[2].begin, (Position{2, 3}));
  EXPECT_EQ(found[2].end, (Position{3, 5}));
}

TEST(Splitter, FindsTheCommentDirectlyAbove) {
  const std::string text =
      "SELECT 1; -- transaction: off\nVACUUM;\n-- transaction: off\n\nVACUUM;\n"
      "-- why: space\n-- transaction: off\nVACUUM;\n/* x */ -- transaction: off\nVACUUM;";
  const auto found = split(text, postgresql_dialect());
  ASSERT_EQ(found.size(), 5U);
  EXPECT_FALSE(found[1].alone);
  EXPECT_FALSE(found[2].alone);
  EXPECT_TRUE(found[3].alone);
  EXPECT_EQ(text.substr(found[3].comment.offset, found[3].comment.length),
            "-- why: space\n-- transaction: off");
  EXPECT_FALSE(found[4].alone);
  EXPECT_EQ(found[0].comment.length, 0U);
}

TEST(Splitter, ReadsNoDirectivesFromBodies) {
  const auto found =
      split("DO $$ BEGIN\n-- transaction: off\nEND $$;\nSELECT 1;", postgresql_dialect());
  ASSERT_EQ(found.size(), 2U);
  EXPECT_FALSE(found[0].alone);
  EXPECT_FALSE(found[1].alone);
}

TEST(Splitter, SeesBareParameters) {
  const auto has = [](const char* text) {
    return split(text, postgresql_dialect()).at(0).has_parameters;
  };
  EXPECT_TRUE(has("PREPARE p AS SELECT $1;"));
  EXPECT_TRUE(has("UPDATE t SET a = a || $2;"));
  EXPECT_FALSE(has("SELECT '$1', $$ $1 $$, a$1;"));
  EXPECT_FALSE(has("CREATE FUNCTION f(int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT $1; END;"));
}

TEST(Splitter, AcceptsWhatPgDumpWrites) {
  for (const Statement& statement : split(
           "\\restrict Ab12\n\\timing off\n\\pset pager off\n\\echo hi 'x\\\\y'\n\\encoding UTF8\n"
           "\\set ON_ERROR_STOP on\nSELECT 1;\n\\unrestrict Ab12\n",
           postgresql_dialect())) {
    EXPECT_FALSE(statement.problem) << describe(statement);
    EXPECT_EQ(statement.kind, statement.index == 6 ? Kind::transactional : Kind::meta);
  }
}

TEST(Splitter, NamesCommandsThatCantRun) {
  for (const char* text :
       {"\\connect other\n", "SELECT 1 \\gexec\n", "\\q\n", "\\if true\n", "\\set name value\n",
        "\\encoding LATIN1\n", "SELECT 1\\; SELECT 2;", "SELECT \\echo 1\n2;", "\\nonsense"}) {
    const auto found = split(text, postgresql_dialect());
    ASSERT_TRUE(found.at(0).problem) << text;
    EXPECT_FALSE(found[0].problem->hint.empty()) << text;
    const std::string message = found[0].problem->message;
    const std::string name = std::string(text).substr(std::string(text).find('\\'), 2);
    EXPECT_NE(message.find(name), std::string::npos) << message;
  }
  const auto dot = split("SELECT 1;\n.import x y\nSELECT .5;", sqlite_dialect());
  ASSERT_EQ(dot.size(), 3U);
  EXPECT_NE(dot[1].problem.value().message.find(".import"), std::string::npos);
  EXPECT_EQ(dot[1].problem->location.position, (Position{2, 1}));
}

TEST(Splitter, ACommandThatSendsEndsItsStatement) {
  EXPECT_EQ(texts("SELECT 1 \\gset\nSELECT 2;", postgresql_dialect()),
            (std::vector<std::string>{"SELECT 1 \\gset", "SELECT 2;"}));
}

TEST(Splitter, ReadsABulkDumpThroughASmallWindow) {
  std::string text = "COPY t FROM stdin;\n";
  for (int i = 0; i < 20000; ++i) text += std::to_string(i) + "\t\\N\tx\xC3\xA9y\n";
  text += "\\.\n";
  const auto found = described(text, postgresql_dialect(), 1021);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found, described(text, postgresql_dialect(), Splitter::kWindowBytes));
}

}  // namespace
}  // namespace migrate::sql
