// Stamp, purge and resolve, on both engines.
#include <gtest/gtest.h>

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

using workflow::Purge;
using workflow::Resolution;

class Record : public RunTest {
 protected:
  workflow::StampResult stamp(const std::vector<std::string>& targets, Purge purge = Purge::no) {
    return workflow::stamp(*project_.open(), project_.graph(), targets, purge, 1 << 20,
                           project_.observer);
  }
  workflow::ResolveResult resolve(Resolution resolution) {
    return workflow::resolve(*project_.open(), project_.graph(), "r1", resolution,
                             project_.observer);
  }
  /// A half-run r1 whose second statement was being tried when the process ended.
  void half_run() {
    project_.revision("r1", "none",
                      "CREATE TABLE t (a integer);\n" + alone("t") + "\nINSERT INTO t VALUES (1);");
    project_.observer.hook = [this](const run::Event& event) {
      if (event.kind == run::Event::Kind::statement_done && event.statement == 2) throw 1;
    };
    EXPECT_THROW(project_.upgrade(), int);
    project_.observer.hook = nullptr;
    ASSERT_EQ(project_.applied(), "r1(running up 1)");
  }
};

TEST_P(Record, StampRecordsAncestorsWithoutRunningThem) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  project_.revision("r2", "r1", "CREATE TABLE u (a integer);");
  project_.revision("r3", "r2", "CREATE TABLE v (a integer);");
  EXPECT_EQ(stamp({"r2"}).added, (std::vector<std::string>{"r1", "r2"}));
  EXPECT_EQ(project_.applied(), "r1 r2");
  EXPECT_EQ(project_.catalog(), "NULL");
  EXPECT_EQ(stamp({"r1"}).removed, std::vector<std::string>{"r2"});
  EXPECT_EQ(project_.applied(), "r1");
  EXPECT_TRUE(stamp({"r1"}).added.empty());
  EXPECT_EQ(stamp({"base"}).removed, std::vector<std::string>{"r1"});
}

TEST_P(Record, PurgeClearsRowsThatNoFileHas) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  project_.revision("gone", "r1", "CREATE TABLE u (a integer);");
  project_.upgrade();
  ASSERT_EQ(remove(project_.up_path("gone").c_str()), 0);
  const workflow::StampResult result = stamp({"r1"}, Purge::yes);
  EXPECT_EQ(result.removed, (std::vector<std::string>{"gone", "r1"}));
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_P(Record, RetryRunsTheStatementAgain) {
  half_run();
  EXPECT_EQ(resolve(Resolution::retry).statements_done, 1u);
  if (project_.is_postgresql()) project_.execute("DROP INDEX t_ix");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_P(Record, AppliedGoesOnBehindTheStatement) {
  half_run();
  EXPECT_EQ(resolve(Resolution::applied).statements_done, 2u);
  project_.observer.lines.clear();
  project_.upgrade();
  EXPECT_EQ(project_.observer.lines.front(), "resumed r1 behind 2");
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_P(Record, RevertedForgetsTheRevision) {
  half_run();
  resolve(Resolution::reverted);
  EXPECT_EQ(project_.applied(), "");
  project_.execute("DROP TABLE t");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1");
}

TEST_P(Record, OnlyAHalfRunRevisionIsResolved) {
  project_.revision("r1", "none", "CREATE TABLE t (a integer);");
  project_.upgrade();
  const Error error = project_.failure_of([this] { resolve(Resolution::retry); });
  EXPECT_EQ(error.code(), ErrorCode::usage);
}

INSTANTIATE_TEST_SUITE_P(Engines, Record, testing::ValuesIn(engine_names()));

}  // namespace
}  // namespace migrate::test
