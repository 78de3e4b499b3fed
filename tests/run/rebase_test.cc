// Rebase: all files of all engines are rewritten, or none.
#include "lib/workflow/rebase.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "tests/support/temp_dir.h"

namespace migrate::workflow {
namespace {

class RebaseFiles : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& id, const std::string& parents,
             const std::string& body = "\nSELECT 1;\n") {
    directory_.write("versions/" + name,
                     "-- revision: " + id + "\n-- parents: " + parents + "\n" + body);
  }
  /// a ← b, a ← c ← d.
  void two_lines() {
    write("a.up.sql", "a", "none");
    write("b.up.sql", "b", "a");
    write("c.up.sql", "c", "a");
    write("d.up.sql", "d", "c");
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    return read_file(directory_ / ("versions/" + name));
  }
  [[nodiscard]] Project project() const {
    return load_project({directory_ / "versions"}, engine_names()[0], engine_names());
  }
  [[nodiscard]] Rebase plan(const std::vector<std::string>& ids, const std::string& onto) const {
    const Project loaded = project();
    std::vector<size_t> indices;
    for (const std::string& id : ids) indices.push_back(*loaded.graph.find(id));
    return plan_rebase(loaded, engine_names()[0], engine_names(), indices,
                       *loaded.graph.find(onto));
  }

  test::TempDir directory_;
};

TEST_F(RebaseFiles, MovesALineByItsRoot) {
  two_lines();
  const Rebase rebase = plan({"c"}, "b");
  ASSERT_EQ(rebase.moved.size(), 1U);
  EXPECT_EQ(rebase.heads, std::vector<std::string>{"d"});
  EXPECT_EQ(text("c.up.sql"), "-- revision: c\n-- parents: a\n\nSELECT 1;\n");
  write_edits(rebase.edits);
  EXPECT_EQ(text("c.up.sql"), "-- revision: c\n-- parents: b\n\nSELECT 1;\n");
  EXPECT_EQ(text("d.up.sql"), "-- revision: d\n-- parents: c\n\nSELECT 1;\n");
  EXPECT_TRUE(plan({"c"}, "b").edits.empty());
}

TEST_F(RebaseFiles, RewritesTheVariantsOfEveryEngineAndTheDownFilesThatNameParents) {
  two_lines();
  remove_file(directory_ / "versions/c.up.sql");
  for (const std::string& engine : engine_names()) {
    write("c.up." + engine + ".sql", "c", "a", "\nSELECT '" + engine + "';\n");
    write("c.down." + engine + ".sql", "c", "a");
  }
  directory_.write("versions/d.down.sql", "\nSELECT 2;\n");
  const Rebase rebase = plan({"c"}, "b");
  EXPECT_EQ(rebase.edits.size(), 2 * engine_names().size());
  write_edits(rebase.edits);
  for (const std::string& engine : engine_names()) {
    EXPECT_EQ(text("c.up." + engine + ".sql"),
              "-- revision: c\n-- parents: b\n\nSELECT '" + engine + "';\n");
    const Project loaded = load_project({directory_ / "versions"}, engine, engine_names());
    EXPECT_EQ(loaded.graph.heads().size(), 1U);
  }
  EXPECT_EQ(text("d.down.sql"), "\nSELECT 2;\n");
}

TEST_F(RebaseFiles, AnEngineWithoutAllFilesIsNoHindrance) {
  two_lines();
  remove_file(directory_ / "versions/b.up.sql");
  write("b.up." + engine_names()[0] + ".sql", "b", "a");
  write_edits(plan({"c"}, "b").edits);
  EXPECT_EQ(project().graph.heads().size(), 1U);
}

TEST_F(RebaseFiles, RefusesWhatWouldBeACycleOnAnotherEngine) {
  two_lines();
  remove_file(directory_ / "versions/b.up.sql");
  write("b.up." + engine_names()[0] + ".sql", "b", "a");
  write("b.up." + engine_names()[1] + ".sql", "b", "d");
  try {
    (void)plan({"c"}, "b");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid);
    EXPECT_EQ(error.diagnostics()[0].code, "cycle");
  }
}

TEST_F(RebaseFiles, PutsAllFilesBackWhenOneCantBeWritten) {
  two_lines();
  write("e.up.sql", "e", "a");
  const Rebase rebase = plan({"c", "e"}, "b");
  ASSERT_EQ(rebase.edits.size(), 2U);
  write("e.up.sql", "e", "none");  // someone else edits it meanwhile
  try {
    write_edits(rebase.edits);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.diagnostics()[0].message,
              rebase.edits[1].path + " has changed since it was read");
    EXPECT_EQ(error.diagnostics()[0].notes, std::vector<std::string>{"all files are as they were"});
  }
  EXPECT_EQ(text("c.up.sql"), "-- revision: c\n-- parents: a\n\nSELECT 1;\n");
  EXPECT_EQ(text("e.up.sql"), "-- revision: e\n-- parents: none\n\nSELECT 1;\n");
}

TEST_F(RebaseFiles, TouchesNothingWhenAFileMayNotBeWritten) {
  two_lines();
  write("e.up.sql", "e", "a");
  const Rebase rebase = plan({"c", "e"}, "b");
  remove_file(rebase.edits[1].path);
  try {
    write_edits(rebase.edits);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.diagnostics()[0].hint, "no file was changed");
  }
  EXPECT_EQ(text("c.up.sql"), "-- revision: c\n-- parents: a\n\nSELECT 1;\n");
}

TEST_F(RebaseFiles, WritesBehindALink) {
  two_lines();
  directory_.write("elsewhere/c.up.sql", text("c.up.sql"));
  remove_file(directory_ / "versions/c.up.sql");
  ASSERT_EQ(symlink("../elsewhere/c.up.sql", (directory_ / "versions/c.up.sql").c_str()), 0);
  write_edits(plan({"c"}, "b").edits);
  EXPECT_EQ(read_file(directory_ / "elsewhere/c.up.sql"),
            "-- revision: c\n-- parents: b\n\nSELECT 1;\n");
  std::string target(64, '\0');
  EXPECT_EQ(readlink((directory_ / "versions/c.up.sql").c_str(), target.data(), target.size()), 21);
}

}  // namespace
}  // namespace migrate::workflow
