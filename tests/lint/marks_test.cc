// Tags and lint-ignore: where they count, what they cover, what is wrong with them.
#include "lib/lint/marks.h"

#include <gtest/gtest.h>

#include "lib/engines.h"
#include "lib/lint/lint.h"
#include "lib/sql/dialect.h"

namespace migrate::lint {
namespace {

std::vector<std::string> found(const std::string& text) {
  const std::unique_ptr<Analyzer> analyzer = analyzer_named("postgresql");
  const Policy policy;
  const Report report = lint_source(SourceText::from_memory("x.sql", text),
                                    {*analyzer, *sql::find_dialect("postgresql"), policy});
  std::vector<std::string> out;
  for (const Finding& finding : report.findings) {
    std::string line = std::string(finding.rule->id);
    if (finding.approved) line += " approved by '" + finding.approved_by + "': " + finding.reason;
    out.push_back(line);
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(Marks, InTheHeaderCoverTheScript) {
  EXPECT_EQ(found("-- revision: a1\n-- destructive: approved by Ann: old\n\nDROP TABLE a;\n\n"
                  "DROP TABLE b;\n"),
            (Lines{"drop-table approved by 'Ann': old", "drop-table approved by 'Ann': old"}));
}

TEST(Marks, InTheHeaderAreOfTheScriptWhereNoBlankLineFollows) {
  EXPECT_EQ(found("-- revision: a1\n-- destructive: approved\nDROP TABLE a;\nDROP TABLE b;\n"),
            (Lines{"drop-table approved by '': ", "drop-table approved by '': "}));
}

TEST(Marks, AboveAStatementCoverThatOneAlone) {
  EXPECT_EQ(found("-- revision: a1\n\n-- destructive: approved -- old\nDROP TABLE a;\n"
                  "DROP TABLE b;\n"),
            (Lines{"drop-table approved by '': old", "drop-table"}));
}

TEST(Marks, BehindAStatementCoverIt) {
  EXPECT_EQ(found("DROP TABLE a; -- destructive: approved\nDROP TABLE b;\n"),
            (Lines{"drop-table approved by '': ", "drop-table"}));
}

TEST(Marks, InStringsAndBodiesAreText) {
  EXPECT_EQ(found("SELECT '\n-- destructive: approved\n';\nDROP TABLE a;\n"), Lines{"drop-table"});
  EXPECT_EQ(found("DO $$ BEGIN\n-- destructive: approved\nDROP TABLE a; END $$;\n"),
            Lines{"drop-table"});
}

TEST(Marks, OfAnotherKindDoNotCover) {
  EXPECT_EQ(found("-- backfill: ok\nDROP TABLE a;\n"), (Lines{"unused-tag", "drop-table"}));
}

TEST(Marks, WithAnotherValueAreFaults) {
  EXPECT_EQ(found("-- destructive: approve\nDROP TABLE a;\n"), (Lines{"tag-value", "drop-table"}));
  EXPECT_EQ(found("-- destructive: approvedly\nDROP TABLE a;\n"),
            (Lines{"tag-value", "drop-table"}));
  EXPECT_EQ(found("-- destructive: approved of Ann\nDROP TABLE a;\n"),
            (Lines{"tag-value", "drop-table"}));
}

TEST(Marks, ThatAreMisspeltAreFaults) {
  EXPECT_EQ(found("-- destuctive: approved\nDROP TABLE a;\n"),
            (Lines{"tag-misspelt", "drop-table"}));
}

TEST(Marks, OtherLinesAreNotes) {
  EXPECT_EQ(found("-- ticket: SHOP-12\n-- see: the wiki\nSELECT 1;\n"), Lines{});
}

TEST(LintIgnore, TakesRulesAndAReason) {
  EXPECT_EQ(found("-- lint-ignore: create-index, drop-index: tiny\nCREATE INDEX i ON t (x);\n"),
            (Lines{"unused-ignore", "create-index approved by '': tiny"}));
  EXPECT_EQ(found("-- lint-ignore: no-such-rule\nSELECT 1;\n"), Lines{"unknown-rule"});
}

TEST(EmptyScript, WantsConsent) {
  EXPECT_EQ(found("-- revision: a1\n\n-- a note\n"), Lines{"empty-revision"});
  EXPECT_EQ(found("-- revision: a1\n-- empty: allow by Ann\n"),
            Lines{"empty-revision approved by 'Ann': "});
}

}  // namespace
}  // namespace migrate::lint
