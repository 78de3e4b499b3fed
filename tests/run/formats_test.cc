// Databases whose history an earlier version wrote: formats/<version>/ has the revisions, and the
// database as that version left it, half-way through the last of them.
#include <gtest/gtest.h>

#include "lib/base/file.h"
#include "lib/workflow/rebuild.h"
#include "tests/run/run_fixture.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

class FormatsTest : public testing::TestWithParam<std::tuple<std::string, std::string>> {
 protected:
  void SetUp() override {
    const std::string dump = directory_ + project_.engine() + ".sql";
    std::vector<std::string> command = {"sqlite3", "-bail",
                                        project_.url().substr(project_.url().find(':') + 1)};
    if (project_.is_postgresql()) {
      command = {PostgresServer::instance().program("psql"), "-Xq", "-v", "ON_ERROR_STOP=1",
                 project_.url()};
    }
    const ChildResult loaded = run_child(command, RunAs::self, read_file(dump));
    ASSERT_EQ(loaded.exit_code, 0) << loaded.output;
  }

  [[nodiscard]] revision::RevisionGraph graph() const {
    return workflow::load_project({directory_ + "versions"}, project_.engine(), engine_names())
        .graph;
  }

  const std::string directory_ =
      std::string(MIGRATE_SOURCE_DIR) + "/tests/run/formats/" + std::get<0>(GetParam()) + "/";
  Project project_{std::get<1>(GetParam())};
};

TEST_P(FormatsTest, IsReadGoneOnWithAndUndone) {
  EXPECT_EQ(project_.applied(), "a1 b2 c3(running up 2)");
  EXPECT_EQ(project_.open()->history().rows[0].message, "make t; it's \"quoted\"");

  project_.execute("CREATE TABLE missing (a integer)");
  workflow::upgrade(*project_.open(), graph(), project_.apply, project_.observer);
  EXPECT_EQ(project_.applied(), "a1 b2 c3");
  EXPECT_EQ(project_.observer.lines.front(), "resumed c3 behind 2");
  EXPECT_EQ(project_.scalar("SELECT value FROM migrate_meta WHERE key = 'format'"),
            std::to_string(history::kFormat));

  const workflow::Validation validation = workflow::validate(*project_.open(), graph());
  EXPECT_TRUE(validation.changed.empty());
  EXPECT_EQ(validation.compared, 3U);

  // The way back that was stored then serves a checkout that has no files.
  project_.execute("DELETE FROM migrate_revision WHERE id = 'c3'");
  project_.execute("CREATE TABLE u (a integer)");
  project_.downgrade("base");
  EXPECT_EQ(project_.applied(), "");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM migrate_event"), "8");
}

/// Every other act that writes a history begins with the tables as that version left them.
TEST_P(FormatsTest, IsWrittenByEveryAct) {
  using workflow::Purge;
  constexpr size_t kLimit = 1 << 20;
  const auto database = project_.open();
  const auto changes = [&] {
    return workflow::plan_rebuild(*database, graph(), kLimit).changes.size();
  };
  EXPECT_EQ(changes(), 0U);
  (void)workflow::resolve(*database, graph(), "c3", workflow::Resolution::retry, project_.observer);
  (void)workflow::resolve(*database, graph(), "c3", workflow::Resolution::reverted,
                          project_.observer);
  EXPECT_EQ(project_.applied(), "a1 b2");
  (void)workflow::stamp(*database, graph(), {"c3"}, Purge::no, kLimit, project_.observer);
  EXPECT_EQ(project_.applied(), "a1 b2 c3");
  project_.execute("UPDATE migrate_revision SET up_checksum = 's1:0' WHERE id = 'b2'");
  EXPECT_EQ(workflow::accept(*database, graph(), {"b2"}, kLimit, project_.observer),
            std::vector<std::string>{"b2"});
  project_.execute("DELETE FROM migrate_revision WHERE id = 'a1'");
  database->refresh();
  workflow::rebuild_history(*database, graph(), kLimit,
                            workflow::plan_rebuild(*database, graph(), kLimit), project_.observer);
  EXPECT_EQ(project_.applied(), "a1 b2 c3");
  EXPECT_EQ(changes(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Versions, FormatsTest,
                         testing::Combine(testing::Values("0.1.0"),
                                          testing::Values("sqlite", "postgresql")),
                         [](const auto& version) {
                           return std::get<1>(version.param) + "_" + std::to_string(version.index);
                         });

}  // namespace
}  // namespace migrate::test
