// The history's rows made again from the event log (lib/workflow/rebuild.h), on both engines.
#include "lib/workflow/rebuild.h"

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

constexpr size_t kLimit = 1 << 20;

class RebuildTest : public RunTest {
 protected:
  /// a1, b2 and c3 applied; d4 applied and undone again.
  void apply() {
    project_.revision("a1", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
    project_.revision("b2", "a1", "INSERT INTO t VALUES (2);", "DELETE FROM t WHERE a = 2;");
    project_.revision("c3", "b2", "INSERT INTO t VALUES (3);", "DELETE FROM t WHERE a = 3;");
    project_.revision("d4", "c3", "INSERT INTO t VALUES (4);", "DELETE FROM t WHERE a = 4;");
    project_.upgrade();
    project_.downgrade("c3");
  }
  [[nodiscard]] workflow::RebuildPlan plan() const {
    const auto database = project_.open();
    return workflow::plan_rebuild(*database, project_.graph(), kLimit);
  }
  /// "added a1: why; …"
  [[nodiscard]] static std::string text(const workflow::RebuildPlan& plan) {
    std::string text;
    for (const workflow::RowChange& change : plan.changes) {
      text += std::string(workflow::to_string(change.kind)) + " " + change.id + ": " + change.why +
              "; ";
    }
    return text;
  }
  void rebuild() {
    const auto database = project_.open();
    const revision::RevisionGraph graph = project_.graph();
    workflow::rebuild_history(*database, graph, kLimit,
                              workflow::plan_rebuild(*database, graph, kLimit), project_.observer);
  }
  /// Every column that says what is applied, in order; sequence numbers and the journal left out.
  [[nodiscard]] std::string rows() const {
    std::string text;
    const auto database = project_.open();
    for (const revision::AppliedRevision& row : database->history().rows) {
      for (const std::string& value :
           {row.id, row.message, row.header, row.up_checksum, row.down_checksum, row.run_id,
            row.applied_at, row.applied_by, std::to_string(row.duration_ms)}) {
        text += value + "|";
      }
      for (const std::string& parent : row.parents) text += parent + " ";
      text += "\n";
    }
    return text;
  }
  [[nodiscard]] std::string rebuild_events() const {
    return project_.scalar("SELECT count(*) FROM migrate_event WHERE action = 'rebuild'");
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, RebuildTest, testing::ValuesIn(engine_names()),
                         [](const auto& engine) { return engine.param; });

TEST_P(RebuildTest, FindsNothingToDoInASoundHistory) {
  apply();
  project_.revision("e5", "c3", "SELECT 1;", "SELECT 1;");
  project_.upgrade("e5");
  const workflow::RebuildPlan sound = plan();
  EXPECT_EQ(text(sound), "");
  EXPECT_EQ(sound.unchanged, 4U);
}

TEST_P(RebuildTest, MakesLostRowsAgainAsTheyWere) {
  apply();
  const std::string before = rows();
  project_.execute("DELETE FROM migrate_revision");
  EXPECT_EQ(text(plan()),
            "added a1: checksums and texts as the files have them now; "
            "added b2: checksums and texts as the files have them now; "
            "added c3: checksums and texts as the files have them now; ");
  rebuild();
  EXPECT_EQ(rows(), before);
  EXPECT_EQ(rebuild_events(), "3");
  EXPECT_EQ(text(plan()), "");
  project_.upgrade();
  project_.downgrade("base");
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(RebuildTest, PutsALostRowBackInItsPlace) {
  apply();
  const std::string before = rows();
  project_.execute("DELETE FROM migrate_revision WHERE id = 'b2'");
  rebuild();
  EXPECT_EQ(project_.applied(), "a1 b2 c3");
  EXPECT_EQ(rows(), before);
}

TEST_P(RebuildTest, MendsAndRemovesRows) {
  apply();
  const std::string before = rows();
  project_.execute("UPDATE migrate_revision SET applied_by = 'mallory' WHERE id = 'a1'");
  project_.execute("UPDATE migrate_revision SET up_checksum = '' WHERE id = 'b2'");
  project_.execute("UPDATE migrate_revision SET id = 'x9' WHERE id = 'c3'");
  EXPECT_EQ(text(plan()),
            "changed a1: who as the log has it; "
            "changed b2: checksums and texts as the files have them now; "
            "added c3: checksums and texts as the files have them now; "
            "removed x9: by the log it is not applied; ");
  rebuild();
  EXPECT_EQ(rows(), before);
  EXPECT_EQ(project_.scalar("SELECT note FROM migrate_event WHERE action = 'rebuild' AND "
                            "revision = 'x9'"),
            "removed");
}

TEST_P(RebuildTest, KeepsTheTextsOfFilesForTheWayBack) {
  apply();
  project_.execute("DELETE FROM migrate_revision");
  project_.execute("DELETE FROM migrate_script");
  rebuild();
  EXPECT_TRUE(project_.open()->script(project_.open()->history().rows[0].down_checksum));
}

TEST_P(RebuildTest, LeavesAHalfRunRowAsItIs) {
  apply();
  project_.revision("e5", "d4",
                    "CREATE TABLE u (a integer);\n" + alone("u") + "\nSELECT * FROM no;",
                    "DROP TABLE u;");
  (void)project_.upgrade_failure();
  ASSERT_EQ(project_.applied(), "a1 b2 c3 d4 e5(running up 2)");
  project_.execute("DELETE FROM migrate_revision WHERE id = 'a1'");
  EXPECT_EQ(plan().half_run, std::vector<std::string>{"e5"});
  rebuild();
  EXPECT_EQ(project_.applied(), "a1 b2 c3 d4 e5(running up 2)");
  project_.execute("CREATE TABLE no (a integer)");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a1 b2 c3 d4 e5");
  EXPECT_EQ(text(plan()), "");
}

TEST_P(RebuildTest, NamesARevisionWhoseRowIsLostAndMayBeHalfRun) {
  apply();
  project_.revision("e5", "d4",
                    "CREATE TABLE u (a integer);\n" + alone("u") + "\nSELECT * FROM no;",
                    "DROP TABLE u;");
  (void)project_.upgrade_failure();
  project_.execute("DELETE FROM migrate_revision");
  EXPECT_EQ(plan().failed, std::vector<std::string>{"e5"});
}

TEST_P(RebuildTest, RefusesWhatHasNeitherRowNorFile) {
  apply();
  project_.execute("DELETE FROM migrate_revision WHERE id = 'b2'");
  const auto database = project_.open();
  const Error error = project_.failure_of(
      [&] { (void)workflow::plan_rebuild(*database, revision::RevisionGraph(), kLimit); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(error.diagnostics()[0].message,
            "1 revision is applied by the log, but has neither row nor file: b2");
}

TEST_P(RebuildTest, RefusesAnEmptyLog) {
  EXPECT_EQ(project_.failure_of([&] { (void)plan(); }).code(), ErrorCode::check);
  apply();
  project_.execute("DELETE FROM migrate_event");
  EXPECT_EQ(project_.failure_of([&] { (void)plan(); }).code(), ErrorCode::check);
  EXPECT_EQ(project_.applied(), "a1 b2 c3");
}

TEST_P(RebuildTest, RefusesWhenTheHistoryHasChangedSinceThePlan) {
  apply();
  project_.execute("DELETE FROM migrate_revision WHERE id = 'b2'");
  const workflow::RebuildPlan shown = plan();
  project_.execute("DELETE FROM migrate_revision WHERE id = 'a1'");
  const auto database = project_.open();
  const Error error = project_.failure_of([&] {
    workflow::rebuild_history(*database, project_.graph(), kLimit, shown, project_.observer);
  });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(project_.applied(), "c3");
}

TEST_P(RebuildTest, FollowsStampsAndRedos) {
  apply();
  {
    const auto database = project_.open();
    (void)workflow::stamp(*database, project_.graph(), {"d4"}, workflow::Purge::yes, kLimit,
                          project_.observer);
  }
  EXPECT_EQ(text(plan()), "");
  project_.execute("DELETE FROM migrate_revision WHERE id IN ('a1', 'd4')");
  rebuild();
  EXPECT_EQ(project_.applied(), "a1 b2 c3 d4");
}

}  // namespace
}  // namespace migrate::test
