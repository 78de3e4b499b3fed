#include "lib/revision/loader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "lib/base/text.h"
#include "tests/support/temp_dir.h"

namespace migrate::revision {
namespace {

using test::TempDir;

class Versions : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    dir_.write("versions/" + name, text);
  }
  void write_pair(const std::string& name, const std::string& id) const {
    write(name + ".up.sql", "-- revision: " + id + "\n-- parents: none\n\nSELECT 1;\n");
    write(name + ".down.sql", "-- revision: " + id + "\n\nSELECT 2;\n");
  }
  [[nodiscard]] Loaded load(const std::string& engine = "sqlite") const {
    return load_revisions({dir_ / "versions"}, engine, {"postgresql", "sqlite"});
  }
  /// All findings as "file:line code: message | hint", file names without the directory.
  [[nodiscard]] std::string findings(const std::string& engine = "sqlite") const {
    std::string all;
    for (const Diagnostic& found : load(engine).diagnostics) {
      all += found.location.file + ":" + std::to_string(found.location.position.line) + " " +
             found.code + ": " + found.message + " | " + found.hint + "\n";
    }
    return replace_all(all, dir_.path() + "/", "");
  }
  TempDir dir_;
};

TEST_F(Versions, AKeyThatTheProjectRequiresMustBeThere) {
  write_pair("a", "r1");
  write("b.up.sql", "-- revision: r2\n-- parents: r1\n-- ticket: X-1\n\nSELECT 1;\n");
  const Loaded loaded =
      load_revisions({dir_ / "versions"}, "sqlite", {"postgresql", "sqlite"}, {"ticket"});
  ASSERT_EQ(loaded.diagnostics.size(), 1U);
  EXPECT_EQ(loaded.diagnostics[0].location.file, dir_ / "versions/a.up.sql");
  EXPECT_EQ(loaded.diagnostics[0].message,
            "the header has no `ticket:`, which this project requires");
}

/// Findings of a load that may not leave the directory, which `root` leads to.
std::string outside(const TempDir& dir, const std::string& versions, const std::string& root) {
  std::string all;
  for (const Diagnostic& found :
       load_revisions({versions}, "sqlite", {"sqlite"}, {}, root).diagnostics) {
    all += found.location.file + " " + found.code + ": " + found.message + "\n";
  }
  return replace_all(all, std::filesystem::canonical(dir.path()).string() + "/", "");
}

TEST_F(Versions, StayWithinTheProjectWhereTheyMust) {
  const TempDir elsewhere;
  write_pair("a", "r1");
  dir_.write("more/b.up.sql", "-- revision: r2\n-- parents: r1\n\nSELECT 1;\n");
  std::filesystem::create_symlink("../more/b.up.sql", dir_ / "versions/b.up.sql");
  std::filesystem::create_symlink(dir_.path(), elsewhere / "door");
  std::filesystem::create_symlink("more", dir_ / "linked");
  for (const std::string& root : {dir_.path(), elsewhere / "door"}) {
    for (const char* versions : {"versions", "linked", "more/../versions"}) {
      EXPECT_EQ(outside(dir_, dir_ / versions, root), "") << root << " " << versions;
      EXPECT_EQ(outside(dir_, root + "/" + versions, dir_.path()), "") << root << " " << versions;
    }
  }
  EXPECT_EQ(load_revisions({dir_ / "versions"}, "sqlite", {"sqlite"}, {}, dir_.path())
                .revisions[0]
                .up.within,
            dir_.path());
}

TEST_F(Versions, ThatLeadOutOfTheProjectAreRefused) {
  write_pair("a", "r1");
  dir_.write("outside/b.up.sql", "-- revision: r2\n-- parents: r1\n\nSELECT 1;\n");
  dir_.write("project/versions/c.up.sql", "-- revision: r3\n-- parents: none\n\nSELECT 1;\n");
  std::filesystem::create_symlink("../../outside/b.up.sql", dir_ / "project/versions/b.up.sql");
  std::filesystem::create_symlink("../outside", dir_ / "project/linked");
  // A name that only begins like the project's.
  dir_.write("project2/d.up.sql", "-- revision: r4\n-- parents: none\n\nSELECT 1;\n");
  const std::string root = dir_ / "project";
  const auto directory = [&](const std::string& path) {
    return replace_all(outside(dir_, path, root), dir_.path() + "/", "");
  };
  EXPECT_EQ(directory(root + "/versions"),
            "project/versions/b.up.sql outside-project: it leads out of the project, to "
            "outside/b.up.sql\n");
  EXPECT_EQ(directory(root + "/linked"),
            "project/linked outside-project: it leads out of the project, to outside\n");
  EXPECT_EQ(directory(root + "/../versions"),
            "project/../versions outside-project: it leads out of the project, to versions\n");
  EXPECT_EQ(directory(root + "/../project2"),
            "project/../project2 outside-project: it leads out of the project, to project2\n");
}

TEST_F(Versions, ManyFilesAreReadWithTheirFindingsInOrder) {
  for (int i = 100; i < 600; ++i) {
    const std::string number = std::to_string(i);
    write(number + ".up.sql", "-- revision: r" + number + "\n-- parents: none\n" +
                                  (i % 100 == 7 ? "-- parents: none\n" : "") + "\nSELECT 1;\n");
  }
  const Loaded loaded = load();
  EXPECT_EQ(loaded.revisions.size(), 500U);
  ASSERT_EQ(loaded.diagnostics.size(), 5U);
  EXPECT_EQ(loaded.diagnostics[0].location.file, dir_ / "versions/107.up.sql");
  EXPECT_EQ(loaded.diagnostics[4].location.file, dir_ / "versions/507.up.sql");
}

TEST_F(Versions, LoadsPairsAtAnyDepthInBothForms) {
  write_pair("a", "r1");
  write_pair("2025/b.c", "r2");
  write("2025/third/up.sql",
        "-- revision: r3\n-- parents: r1, r2\n-- depends-on: r1\n"
        "-- message: third\n-- created: 2025-10-24T17:40:00Z\n"
        "-- author: Ann\n-- branch: app, web\n\nSELECT 1;\n");
  write("README.md", "not SQL");
  const Loaded loaded = load();
  EXPECT_TRUE(loaded.diagnostics.empty()) << findings();
  ASSERT_EQ(loaded.revisions.size(), 3U);
  const Revision& third = loaded.revisions[1];
  EXPECT_EQ(third.id, "r3");
  EXPECT_EQ(third.parents, (std::vector<std::string>{"r1", "r2"}));
  EXPECT_EQ(third.prerequisites(), (std::vector<std::string>{"r1", "r2", "r1"}));
  EXPECT_EQ(third.message, "third");
  EXPECT_EQ(third.created, "2025-10-24T17:40:00Z");
  EXPECT_EQ(third.author, "Ann");
  EXPECT_EQ(third.labels, (std::vector<std::string>{"app", "web"}));
  EXPECT_FALSE(third.down);
  EXPECT_EQ(*third.irreversible,
            "it has no down script (" + (dir_ / "versions/2025/third/down.sql") + ")");
  EXPECT_EQ(third.up.root, dir_.path());
  EXPECT_EQ(third.up.source.name(), dir_ / "versions/2025/third/up.sql");
  EXPECT_TRUE(loaded.revisions[0].down);
  EXPECT_FALSE(loaded.revisions[0].irreversible);
}

TEST_F(Versions, TheScriptForTheEngineWins) {
  write_pair("a", "r1");
  write("a.up.postgresql.sql", "-- revision: r1\n-- parents: none\n\nSELECT 3;\n");
  write("b/up.sqlite.sql", "-- revision: r2\n-- parents: r1\n\n");
  write("b/up.sql", "-- revision: r2\n-- parents: r1\n\n");
  EXPECT_EQ(load("postgresql").revisions.at(0).up.source.name(),
            dir_ / "versions/a.up.postgresql.sql");
  EXPECT_EQ(load("postgresql").revisions.at(1).up.source.name(), dir_ / "versions/b/up.sql");
  EXPECT_EQ(load("sqlite").revisions.at(0).up.source.name(), dir_ / "versions/a.up.sql");
  EXPECT_EQ(load("sqlite").revisions.at(1).up.source.name(), dir_ / "versions/b/up.sqlite.sql");
}

TEST_F(Versions, AScriptForOtherEnginesOnlyIsAFinding) {
  write("a.up.postgresql.sql", "-- revision: r1\n-- parents: none\n\n");
  EXPECT_EQ(findings("sqlite"),
            "versions/a.up.postgresql.sql:0 missing-variant: there is no up script for sqlite | "
            "write " +
                std::string("versions/a.up.sqlite.sql, or versions/a.up.sql for every engine\n"));
  EXPECT_EQ(findings("postgresql"), "");
}

TEST_F(Versions, ADownScriptForOtherEnginesOnlyIsNoWayBack) {
  write("a.up.sql", "-- revision: r1\n-- parents: none\n\n");
  write("a.down.postgresql.sql", "-- revision: r1\n\n");
  EXPECT_EQ(load("sqlite").revisions.at(0).irreversible,
            "it has no down script for sqlite, only " + (dir_ / "versions/a.down.postgresql.sql"));
}

TEST_F(Versions, TheHeaderGivesTheReasonWhyThereIsNoWayBack) {
  write("a.up.sql", "-- revision: r1\n-- parents: none\n\n");
  write("a.down.sql", "-- irreversible: rows are gone\n");
  EXPECT_EQ(load().revisions.at(0).irreversible, "rows are gone");
}

TEST_F(Versions, NamesEveryStrayFile) {
  write("a.sql", "");
  write("b.up.SQL", "");
  write("up.sql", "");
  write("c.up.mysql.sql", "");
  write("d.verify.sql", "");
  const std::string hint =
      " | name it <name>.up.sql or <name>.down.sql (or <name>/up.sql), or move it away: nothing "
      "here is skipped silently\n";
  EXPECT_EQ(findings(),
            "versions/a.sql:0 stray-file: not the name of a revision's script" + hint +
                "versions/b.up.SQL:0 stray-file: not the name of a revision's script" + hint +
                "versions/c.up.mysql.sql:0 unknown-engine: 'mysql' is no engine that a script can "
                "be for | engines are postgresql, sqlite\n"
                "versions/d.verify.sql:0 unsupported: verify scripts are not supported by this "
                "version | move the file out of the versions directory: it would not be run\n"
                "versions/up.sql:0 stray-file: not the name of a revision's script" +
                hint);
}

TEST_F(Versions, ReportsADownScriptAlone) {
  write("a.down.sql", "-- revision: r1\n\n");
  EXPECT_EQ(findings(),
            "versions/a.down.sql:0 down-without-up: a down script without its up script | write "
            "versions/a.up.sql, or remove the file\n");
}

TEST_F(Versions, ReportsWhatAHeaderLacks) {
  write("a.up.sql", "CREATE TABLE t(x);\n");
  write("b.up.sql", "-- revision: r1\n\n");
  write("c.up.sql", "-- parents: none\n\n");
  EXPECT_EQ(findings(),
            "versions/a.up.sql:1 missing-header: the script has no revision header | begin it with "
            "`-- revision: ID` and `-- parents: none` (or the ids it stands on)\n"
            "versions/b.up.sql:1 missing-key: the header has no `parents:` | write `-- parents: "
            "none` for a base, or the ids that the revision stands on\n"
            "versions/c.up.sql:1 missing-key: the header has no `revision:` | write `-- revision: "
            "ID` at the top, with an id of its own\n");
}

TEST_F(Versions, ReportsAPairThatDoesNotMatch) {
  write_pair("a", "r1");
  write("a.down.sql", "-- revision: r2\n-- parents: r0\n\n");
  EXPECT_EQ(findings(),
            "versions/a.down.sql:1 pair-mismatch: the down script says `revision: r2`, its up "
            "script `r1` | make both the same, or leave the line out of the down script\n"
            "versions/a.down.sql:2 pair-mismatch: the down script says `parents: r0`, its up "
            "script `none` | make both the same, or leave the line out of the down script\n");
}

TEST_F(Versions, ReportsAMissingDirectoryAndAFileInItsPlace) {
  EXPECT_EQ(replace_all(load().diagnostics.at(0).message, dir_.path(), "D"),
            "the versions directory 'D/versions' does not exist");
  EXPECT_EQ(load().diagnostics.at(0).hint,
            "run `migrate init` to begin a project here, or name the directory with --versions");
  dir_.write("versions", "a file");
  EXPECT_EQ(replace_all(load().diagnostics.at(0).message, dir_.path(), "D"),
            "'D/versions' is no directory");
}

TEST_F(Versions, AFileThatCannotBeReadIsAFinding) {
  write_pair("a", "r1");
  ASSERT_EQ(unlink((dir_ / "versions/a.up.sql").c_str()), 0);
  ASSERT_EQ(symlink("/nowhere/at/all", (dir_ / "versions/a.up.sql").c_str()), 0);
  const Loaded loaded = load();
  ASSERT_FALSE(loaded.diagnostics.empty());
  EXPECT_TRUE(loaded.revisions.empty());
}

TEST_F(Versions, ADirectoryGivenTwiceIsReadOnce) {
  write_pair("a", "r1");
  const Loaded loaded =
      load_revisions({dir_ / "versions", dir_ / "versions/"}, "sqlite", {"postgresql", "sqlite"});
  EXPECT_EQ(loaded.revisions.size(), 1U);
}

}  // namespace
}  // namespace migrate::revision
