#include "lib/report/plan_listing.h"

#include <gtest/gtest.h>

#include "tests/plan/plans.h"

namespace migrate::report {
namespace {

/// A step that runs `script`.
plan::Step step_of(const std::string& id, const std::string& script, const sql::Dialect& dialect) {
  plan::Step step;
  step.id = id;
  step.message = "message of " + id;
  step.script.source = SourceText::from_memory("versions/" + id + ".up.sql", script);
  step.up_checksum = "s1:up";
  step.down_checksum = "s1:down";
  step.outline = sql::outline(step.script.source, dialect, sql::TransactionMode::automatic);
  return step;
}

constexpr const char* kVacuumInTheMiddle =
    "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\nVACUUM;\nDROP TABLE t;\n";

PlanListing listing_of(const plan::Plan& plan) {
  PlanListing listing{"db:shop", plan, {}, "s1:digest"};
  for (const plan::Step& step : plan.steps) {
    listing.statements.push_back(planned_statements(step, sql::sqlite_dialect()));
  }
  return listing;
}

TEST(PlanListing, ShowsSegmentsOfEachStep) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", kVacuumInTheMiddle, sql::sqlite_dialect()));
  EXPECT_EQ(plan_text(listing_of(plan), Statements::summed_up),
            "up    a  message of a\n"
            "  versions/a.up.sql\n"
            "  segment 1  one transaction        2 statements  CREATE TABLE, INSERT INTO\n"
            "  segment 2  outside a transaction  1 statement   VACUUM\n"
            "  segment 3  one transaction        1 statement   DROP TABLE\n"
            "1 revision, 4 statements\n"
            "digest s1:digest\n");
}

TEST(PlanListing, ListsEachStatementOnDemand) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "CREATE TABLE t (a int);\nVACUUM;\n", sql::sqlite_dialect()));
  const std::string text = plan_text(listing_of(plan), Statements::each);
  EXPECT_NE(text.find("    line 1              CREATE TABLE t (a int);\n"
                      "    line 2  autocommit  VACUUM;\n"),
            std::string::npos)
      << text;
}

TEST(PlanListing, SaysThatNothingIsToDo) {
  const plan::Plan plan;
  EXPECT_EQ(plan_text(listing_of(plan), Statements::each), "nothing to do\n");
  EXPECT_EQ(json::dump(plan_json(listing_of(plan))["steps"]), "[]");
}

TEST(PlanListing, KeepsTheDocumentedShape) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "CREATE TABLE t (a int);\n", sql::sqlite_dialect()));
  plan.steps[0].resume = test::make_running("a", plan::Direction::up);
  const json::Value out = plan_json(listing_of(plan));
  EXPECT_EQ(
      json::dump(out["steps"]),
      R"([{"direction":"up","id":"a","message":"message of a","parents":[],"depends_on":[],)"
      R"("file":"versions/a.up.sql","checksum":"s1:up","statements_done":3,"out_of_order":false,)"
      R"("segments":[{"kind":"transaction","first":0,"count":1}],)"
      R"("statements":[{"file":"versions/a.up.sql","line":1,"kind":"transactional",)"
      R"("segment":0,"verb":"CREATE TABLE","why":"","text":"CREATE TABLE t (a int);"}]}])");
  EXPECT_EQ(out["digest"].text(), "s1:digest");
  EXPECT_EQ(json::dump(out["statements"]), "1");
}

TEST(PlanListing, TakesTheDownChecksumOfADownStep) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "DROP TABLE t;\n", sql::sqlite_dialect()));
  plan.steps[0].direction = plan::Direction::down;
  const json::Value step = plan_json(listing_of(plan))["steps"].items().at(0);
  EXPECT_EQ(step["direction"].text(), "down");
  EXPECT_EQ(step["checksum"].text(), "s1:down");
}

TEST(PlanListing, SaysWhereAHalfRunScriptGoesOn) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", kVacuumInTheMiddle, sql::sqlite_dialect()));
  plan.steps[0].resume = test::make_running("a", plan::Direction::up);
  EXPECT_NE(plan_text(listing_of(plan), Statements::summed_up)
                .find("goes on behind its first 3 statements"),
            std::string::npos);
}

}  // namespace
}  // namespace migrate::report
