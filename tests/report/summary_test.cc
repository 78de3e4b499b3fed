#include "lib/report/summary.h"

#include <gtest/gtest.h>

namespace migrate::report {
namespace {

using workflow::ChangedScript;
using workflow::Resolution;

class Counter : public run::Observer {
 public:
  void on(const run::Event&) override { ++events; }
  int events = 0;
};

workflow::ApplyResult two_steps() {
  workflow::ApplyResult result;
  result.run_id = "r1";
  result.steps = {{"a", "first", plan::Direction::up, 3, Milliseconds(10)},
                  {"b", "second", plan::Direction::up, 1, Milliseconds(5)}};
  result.duration = Milliseconds(1300);
  return result;
}

TEST(RunSummary, CountsRevisionsAndStatements) {
  EXPECT_EQ(run_text(two_steps(), "db:shop", plan::Direction::up, "head"),
            "applied 2 revisions, 4 statements in 1.3 s\n");
  EXPECT_EQ(run_text(two_steps(), "db:shop", plan::Direction::down, "base"),
            "undid 2 revisions, 4 statements in 1.3 s\n");
}

TEST(RunSummary, SaysInOneLineThatNothingWasToDo) {
  EXPECT_EQ(run_text({}, "db:shop", plan::Direction::up, "head"),
            "db:shop is at head: nothing to do\n");
}

TEST(RunSummary, KeepsTheDocumentedShape) {
  Counter counter;
  const RunLog log(counter);
  workflow::ApplyResult result = two_steps();
  result.steps.pop_back();
  Diagnostic warning;
  warning.severity = Severity::warning;
  warning.message = "the down file changed";
  result.warnings.push_back(warning);
  EXPECT_EQ(json::dump(run_json(result, "db:shop", plan::Direction::up, log)),
            R"({"version":1,"target":"db:shop","run":"r1","direction":"up",)"
            R"("revisions":[{"id":"a","message":"first","direction":"up","statements":3,)"
            R"("duration_ms":10}],"reparented":[],"left":0,"answers":[],"retries":[],"killed":[],)"
            R"("warnings":[{"severity":"warning","message":"the down file changed"}],)"
            R"("duration_ms":1300})");
}

TEST(RunLog, KeepsRowsAndNoticesAndPassesEventsOn) {
  Counter counter;
  RunLog log(counter);
  plan::Step step;
  step.id = "a";
  db::Outcome outcome;
  run::Event event;
  event.kind = run::Event::Kind::statement_done;
  event.step = &step;
  event.outcome = &outcome;
  event.location = {"versions/a.up.sql", {7, 1}};
  log.on(event);
  outcome.columns = {"n"};
  outcome.rows = {{db::Value("1")}, {std::nullopt}};
  outcome.row_count = 2;
  outcome.notices.push_back({"NOTICE", "00000", "hello", "", ""});
  log.on(event);
  event.kind = run::Event::Kind::step_done;
  event.outcome = nullptr;
  log.on(event);
  EXPECT_EQ(counter.events, 3);
  EXPECT_EQ(json::dump(log.answers()),
            R"([{"revision":"a","file":"versions/a.up.sql","line":7,"column":1,"columns":["n"],)"
            R"("rows":[["1"],[null]],"row_count":2,"notices":[{"severity":"NOTICE",)"
            R"("sqlstate":"00000","message":"hello","detail":"","hint":""}]}])");
}

TEST(RunLog, KeepsRetriesWithWhoBlocked) {
  Counter counter;
  RunLog log(counter);
  plan::Step step;
  step.id = "a";
  db::Blocker blocker;
  blocker.pid = 4711;
  blocker.user = "alice";
  blocker.state = "idle in transaction";
  blocker.transaction_age = Milliseconds(72'000);
  blocker.mode = "AccessShareLock";
  blocker.relation = "public.t";
  run::Event event;
  event.kind = run::Event::Kind::retrying;
  event.step = &step;
  event.text = "lock timeout";
  event.duration = Milliseconds(700);
  event.tries = 1;
  event.blockers = {blocker};
  log.on(event);
  event.kind = run::Event::Kind::killed;
  log.on(event);
  const std::string shown =
      R"("pid":4711,"user":"alice","application":null,"client":null,)"
      R"("state":"idle in transaction","transaction_age_ms":72000,"query":null,)"
      R"("mode":"AccessShareLock","relation":"public.t")";
  EXPECT_EQ(json::dump(log.retries()),
            R"([{"revision":"a","try":1,"wait_ms":700,"message":"lock timeout","blockers":[{)" +
                shown + "}]}]");
  EXPECT_EQ(json::dump(log.killed()), R"([{"revision":"a",)" + shown + "}]");
}

TEST(StampSummary, SaysWhatWasRecordedAndThatNothingWasCompared) {
  const std::string text = stamp_text({{"a", "b"}, {"z"}});
  EXPECT_EQ(text.find("removed   z\nrecorded  a\nrecorded  b\n"), 0U) << text;
  EXPECT_NE(text.find("was not compared"), std::string::npos);
  EXPECT_EQ(stamp_text({}), "nothing to record: the history says so already\n");
  EXPECT_EQ(json::dump(stamp_json({{"a"}, {"z"}}, "db:shop")),
            R"({"version":1,"target":"db:shop","added":["a"],"removed":["z"],)"
            R"("schema_compared":false})");
}

TEST(ResolveSummary, SaysWhatTheNextRunDoes) {
  const workflow::ResolveResult result{"a", 2, ""};
  EXPECT_NE(resolve_text(result, Resolution::retry).find("tries the next one again"),
            std::string::npos);
  EXPECT_NE(resolve_text(result, Resolution::applied).find("goes on behind them"),
            std::string::npos);
  EXPECT_NE(resolve_text(result, Resolution::reverted).find("no longer has it"), std::string::npos);
  EXPECT_EQ(json::dump(resolve_json(result, Resolution::reverted, "db:shop")),
            R"({"version":1,"target":"db:shop","id":"a","resolution":"reverted",)"
            R"("statements_done":2,"statement":""})");
}

workflow::Validation changed_file(ChangedScript::Which which) {
  workflow::Validation validation;
  validation.compared = 4;
  validation.changed = {{"a", which, "s1:1", "s1:2", "versions/a.sql"}};
  return validation;
}

TEST(Validation, ShowsBothChecksums) {
  EXPECT_EQ(validation_text(changed_file(ChangedScript::Which::up)),
            "up file changed since it was applied: versions/a.sql\n"
            "  revision:  a\n"
            "  recorded:  s1:1\n"
            "  found:     s1:2\n"
            "4 applied revisions compared, 1 file changed\n");
}

TEST(Validation, FailsForUpFilesAndErrorsOnly) {
  EXPECT_TRUE(valid({}));
  EXPECT_FALSE(valid(changed_file(ChangedScript::Which::up)));
  EXPECT_TRUE(valid(changed_file(ChangedScript::Which::down)));
  workflow::Validation validation;
  validation.problems.resize(1);
  validation.problems[0].severity = Severity::warning;
  EXPECT_TRUE(valid(validation));
  validation.problems[0].severity = Severity::error;
  EXPECT_FALSE(valid(validation));
}

TEST(Validation, KeepsTheDocumentedShape) {
  EXPECT_EQ(json::dump(validation_json(changed_file(ChangedScript::Which::up), "db:shop")),
            R"({"version":1,"target":"db:shop","ok":false,"compared":4,"changed":[{"id":"a",)"
            R"("which":"up","file":"versions/a.sql","recorded":"s1:1","found":"s1:2"}],)"
            R"("problems":[]})");
}

TEST(AcceptSummary, NamesWhatWasTaken) {
  EXPECT_EQ(accept_text({"a"}), "accepted  a\n");
  EXPECT_EQ(accept_text({}), "nothing to accept: the files are as they were applied\n");
  EXPECT_EQ(json::dump(accept_json({"a"}, "t")), R"({"version":1,"target":"t","accepted":["a"]})");
}

}  // namespace
}  // namespace migrate::report
