// What doctor says about files and history (lib/workflow/doctor.h), on both engines.
#include "lib/workflow/doctor.h"

#include "lib/base/file.h"
#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

class DoctorTest : public RunTest {
 protected:
  void apply() {
    project_.revision("a1", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
    project_.upgrade();
  }
  [[nodiscard]] workflow::Examination examine() const {
    const std::string up = project_.up_path("a1");
    return workflow::examine(*driver_named(GetParam()), project_.options,
                             {{up.substr(0, up.rfind('/'))}, engine_names(), {}});
  }
  /// The finding called `code` of `examination`; fails the test when there is none.
  static Diagnostic finding(const workflow::Examination& examination, const std::string& code) {
    std::string others;
    for (const Diagnostic& found : examination.findings) {
      if (found.code == code) return found;
      others += found.code + " ";
    }
    ADD_FAILURE() << "no " << code << " among: " << others;
    return {};
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, DoctorTest, testing::ValuesIn(engine_names()),
                         [](const auto& engine) { return engine.param; });

TEST_P(DoctorTest, CountsWhatItCompared) {
  apply();
  project_.revision("b2", "a1", "SELECT 1;", "SELECT 1;");
  const workflow::Examination examination = examine();
  EXPECT_TRUE(examination.healthy());
  ASSERT_TRUE(examination.counts);
  EXPECT_EQ(examination.counts->revisions, 2U);
  EXPECT_EQ(examination.counts->applied, 1U);
  EXPECT_EQ(examination.counts->pending, 1U);
  EXPECT_TRUE(examination.history.exists);
  EXPECT_EQ(examination.history.format, history::kFormat);
}

TEST_P(DoctorTest, NamesTheHolderOfTheRunLock) {
  apply();
  project_.options.actor.run_id = "4711";
  const auto database = project_.open();
  const auto lock =
      database->driver().lock(database->connection(), database->schema(), "migrate_revision");
  ASSERT_TRUE(lock->try_acquire());
  const Diagnostic held = finding(examine(), "run-lock-held");
  EXPECT_EQ(held.severity, Severity::note);
  EXPECT_NE(held.message.find("(migrate/4711)"), std::string::npos) << held.message;
}

TEST_P(DoctorTest, ReportsAHistoryOfANewerProgramAndGoesOn) {
  apply();
  project_.execute("UPDATE migrate_meta SET value = '99' WHERE key = 'format'");
  const workflow::Examination examination = examine();
  EXPECT_EQ(finding(examination, "history-newer").severity, Severity::error);
  EXPECT_FALSE(examination.counts);
  EXPECT_FALSE(examination.healthy());
}

TEST_P(DoctorTest, ReportsAHistoryThatCannotBeReadAndGoesOn) {
  apply();
  project_.execute("DELETE FROM migrate_meta");
  project_.execute("CREATE TABLE damaged (a integer)");
  const workflow::Examination examination = examine();
  EXPECT_EQ(finding(examination, "history-unusable").severity, Severity::error);
  EXPECT_FALSE(examination.history.exists);
}

TEST_P(DoctorTest, ReportsAScriptWhoseIncludeIsMissing) {
  if (!project_.is_postgresql()) return;  // SQLite's scripts have no such lines
  project_.revision("a1", "none", "\\i part.sql", "DROP TABLE t;");
  const std::string up = project_.up_path("a1");
  const std::string part = up.substr(0, up.rfind("versions/")) + "part.sql";
  write_file(part, "CREATE TABLE t (a integer);\n");
  project_.upgrade();
  remove_file(part);
  const workflow::Examination examination = examine();
  ASSERT_EQ(examination.findings.size(), 1U);
  EXPECT_NE(examination.findings[0].message.find("part.sql"), std::string::npos)
      << examination.findings[0].message;
}

TEST_P(DoctorTest, PutsErrorsFirst) {
  apply();
  project_.revision("b2", "a1", "SELECT 1;");
  project_.execute(
      "INSERT INTO migrate_revision (id, parents, depends_on, message, header, "
      "up_checksum, state, direction, run_id, applied_by) VALUES "
      "('gone', '[]', '[]', 'm', '', 's1:0', 'applied', 'up', 'r', 'ann')");
  const workflow::Examination examination = examine();
  ASSERT_GE(examination.findings.size(), 2U);
  EXPECT_EQ(examination.findings[0].code, "unknown-revision");
  EXPECT_EQ(examination.findings.back().severity, Severity::note);
}

TEST(PostgresqlDoctorTest, ReportsAHistoryInAnotherSchemaAndGoesOn) {
  Project project("postgresql");
  project.revision("a1", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
  project.execute("CREATE SCHEMA audit");
  project.options.schema = "audit";
  project.upgrade();
  project.options.schema = "";
  project.execute("ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID");
  const std::string up = project.up_path("a1");
  const workflow::Examination examination =
      workflow::examine(*driver_named("postgresql"), project.options,
                        {{up.substr(0, up.rfind('/'))}, engine_names(), {}});
  ASSERT_EQ(examination.findings.size(), 2U);
  EXPECT_EQ(examination.findings[0].code, "history-elsewhere");
  EXPECT_EQ(examination.findings[1].code, "constraint-not-valid");
}

}  // namespace
}  // namespace migrate::test
