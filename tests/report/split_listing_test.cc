#include "lib/report/split_listing.h"

#include <gtest/gtest.h>

#include "lib/base/json.h"

namespace migrate::report {
namespace {

/// Everything that `listing` says about `text` as the file a.sql.
std::string listed(SplitListing& listing, const std::string& text, const sql::Dialect& dialect) {
  const SourceText source = SourceText::from_memory("a.sql", text);
  sql::Splitter splitter(source, dialect);
  sql::Segmenter segmenter(source, sql::TransactionMode::automatic);
  std::string out = listing.begin() + listing.file("a.sql", dialect.name);
  while (const auto statement = splitter.next()) {
    const size_t segment = segmenter.add(*statement, splitter.checkpoint());
    out += listing.statement(*statement, segment, splitter.text());
  }
  return out + listing.end_file(segmenter.finish()) + listing.end();
}

json::Value as_json(const std::string& text, const sql::Dialect& dialect) {
  return json::parse(listed(*split_json(), text, dialect))["files"].items().at(0);
}

TEST(SplitJson, KeepsTheDocumentedShape) {
  const json::Value file = as_json("SELECT 1;\nSELECT 'é',\n  2;\n", sql::postgresql_dialect());
  EXPECT_EQ(file["file"].text(), "a.sql");
  EXPECT_EQ(file["dialect"].text(), "postgresql");
  EXPECT_EQ(json::dump(file["statements"]),
            R"([{"offset":0,"length":9,"line":1,"column":1,"end_line":1,"end_column":9,)"
            R"("kind":"transactional","segment":0,"why":""},)"
            R"({"offset":10,"length":17,"line":2,"column":1,"end_line":3,"end_column":4,)"
            R"("kind":"transactional","segment":0,"why":""}])");
}

TEST(SplitJson, GivesACopyWithItsData) {
  const std::string text = "COPY t FROM stdin;\n1\n\\.\nSELECT 1;\n";
  const json::Value file = as_json(text, sql::postgresql_dialect());
  ASSERT_EQ(file["statements"].items().size(), 2U);
  const json::Value& copy = file["statements"].items()[0];
  EXPECT_EQ(copy["kind"].text(), "copy");
  EXPECT_EQ(json::dump(copy["length"]), std::to_string(text.find("\nSELECT")));
}

TEST(SplitJson, SaysWhyAStatementRunsAlone) {
  const json::Value file = as_json("CREATE TABLE t (a int);\nVACUUM;\n", sql::sqlite_dialect());
  const json::Value& vacuum = file["statements"].items().at(1);
  EXPECT_EQ(vacuum["kind"].text(), "autocommit");
  EXPECT_EQ(json::dump(vacuum["segment"]), "1");
  EXPECT_NE(vacuum["why"].text(), "");
}

TEST(SplitJson, IsOneDocumentForSeveralFilesAndForEmptyOnes) {
  const auto listing = split_json();
  std::string out = listing->begin();
  for (const char* name : {"a", "b"}) {
    out += listing->file(name, "sqlite") + listing->end_file({});
  }
  const json::Value parsed = json::parse(out + listing->end());
  EXPECT_EQ(parsed["files"].items().size(), 2U);
  EXPECT_EQ(json::dump(parsed["files"].items()[1]["statements"]), "[]");
}

TEST(SplitText, ShowsPlaceKindSegmentAndText) {
  EXPECT_EQ(listed(*split_text(), "CREATE TABLE t (\n  a int\n);\n", sql::sqlite_dialect()),
            "a.sql (sqlite)\n"
            "      1:1  transactional  segment 1    CREATE TABLE t ( a int );\n"
            "1 statement in 1 segment\n");
}

TEST(SplitText, ListsWhatCanNotRun) {
  const std::string text = listed(*split_text(), "SELECT 1;\nSELECT 'x", sql::sqlite_dialect());
  EXPECT_NE(text.find("can't run: a.sql:2:"), std::string::npos) << text;
}

TEST(OneLine, FoldsSpaceAndCutsByCodePoints) {
  EXPECT_EQ(one_line("SELECT\n\t 1;", 20), "SELECT 1;");
  EXPECT_EQ(one_line("ééééé", 4), "ééé…");
  EXPECT_EQ(one_line(std::string(1000, 'x'), 5), "xxxx…");
}

TEST(OneLine, LetsNoControlCharacterThrough) {
  EXPECT_EQ(one_line("a\x1b[31mb\x7f c", 20), "a [31mb c");
}

}  // namespace
}  // namespace migrate::report
