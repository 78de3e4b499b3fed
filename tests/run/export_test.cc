// Files written back from a database (lib/workflow/export.h), on both engines.
#include "lib/workflow/export.h"

#include <sys/stat.h>

#include "lib/base/file.h"
#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

class ExportTest : public RunTest {
 protected:
  /// Three revisions, the last two with one and the same body.
  void apply() {
    project_.revision("a1", "none", "CREATE TABLE t (a integer);\r\nINSERT INTO t VALUES (1);",
                      "DROP TABLE t;");
    project_.revision("b2", "a1", "INSERT INTO t VALUES (2);", "DELETE FROM t WHERE a = 2;");
    project_.revision("c3", "b2", "INSERT INTO t VALUES (2);", "DELETE FROM t WHERE a = 2;");
    project_.upgrade();
  }
  void remove_files() {
    for (const std::string& path : list_files(versions())) remove_file(path);
  }
  [[nodiscard]] std::string versions() const {
    const std::string path = project_.up_path("a1");
    return path.substr(0, path.rfind('/'));
  }
  workflow::Exported export_all() {
    return workflow::export_revisions(*project_.open(), options());
  }
  [[nodiscard]] workflow::ExportOptions options() const {
    return {.revisions = {}, .directory = versions(), .engines = engine_names()};
  }
  [[nodiscard]] size_t changed() const {
    const auto database = project_.open();
    const workflow::Validation validation = workflow::validate(*database, project_.graph());
    EXPECT_TRUE(validation.problems.empty());
    return validation.changed.size();
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, ExportTest, testing::ValuesIn(engine_names()),
                         [](const auto& engine) { return engine.param; });

TEST_P(ExportTest, MakesTheFilesThatWereApplied) {
  apply();
  const std::string up = read_file(project_.up_path("a1"));
  remove_files();
  const workflow::Exported exported = export_all();
  ASSERT_EQ(exported.files.size(), 6U);
  EXPECT_TRUE(exported.not_kept.empty());
  EXPECT_EQ(read_file(exported.files[0].path), up);
  struct stat status {};
  ASSERT_EQ(stat(exported.files[0].path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);

  EXPECT_EQ(changed(), 0U);
  project_.downgrade("base");
  EXPECT_EQ(project_.applied(), "");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a1 b2 c3");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "3");
}

TEST_P(ExportTest, LeavesFilesAloneThatAreTheSame) {
  apply();
  for (const workflow::ExportedFile& file : export_all().files) {
    EXPECT_EQ(file.outcome, workflow::ExportedFile::Outcome::unchanged) << file.path;
  }
  EXPECT_EQ(list_files(versions()).size(), 6U);
}

TEST_P(ExportTest, ReplacesADifferingFileOnlyWhenTold) {
  apply();
  const std::string before = read_file(project_.up_path("b2"));
  write_file(project_.up_path("b2"), before + "-- edited\n");
  remove_file(project_.up_path("c3"));
  const Error error = project_.failure_of([&] { (void)export_all(); });
  EXPECT_EQ(error.code(), ErrorCode::failed);
  EXPECT_EQ(error.diagnostics()[0].detail, project_.up_path("b2"));
  EXPECT_FALSE(path_exists(project_.up_path("c3")));

  workflow::ExportOptions replacing = options();
  replacing.revisions = {"b"};
  replacing.existing = workflow::ExportOptions::Existing::replace;
  ASSERT_EQ(workflow::export_revisions(*project_.open(), replacing).files.size(), 2U);
  EXPECT_EQ(read_file(project_.up_path("b2")), before);
}

TEST_P(ExportTest, FollowsTheParentsOfTheHistory) {
  apply();
  project_.execute("UPDATE migrate_revision SET parents = '[\"a1\"]' WHERE id = 'c3'");
  remove_files();
  (void)export_all();
  EXPECT_EQ(project_.graph().heads().size(), 2U);
  EXPECT_EQ(changed(), 0U);
}

TEST_P(ExportTest, NamesWhatTheDatabaseDoesNotKeep) {
  project_.apply.stored_script_bytes = 10;
  apply();
  remove_files();
  const workflow::Exported exported = export_all();
  EXPECT_TRUE(exported.files.empty());
  ASSERT_EQ(exported.not_kept.size(), 3U);
  EXPECT_EQ(exported.not_kept[1].id, "b2");
  EXPECT_EQ(exported.not_kept[1].which, workflow::NotKept::Which::up);
  EXPECT_TRUE(exported.not_kept[1].checksum.starts_with("s1:"));
}

TEST_P(ExportTest, RefusesARevisionThatIsNotApplied) {
  apply();
  workflow::ExportOptions unknown = options();
  unknown.revisions = {"a1", "d4"};
  const Error error =
      project_.failure_of([&] { (void)workflow::export_revisions(*project_.open(), unknown); });
  EXPECT_EQ(error.code(), ErrorCode::usage);
}

}  // namespace
}  // namespace migrate::test
