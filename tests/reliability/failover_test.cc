// A primary that stops in the middle of a run, and its standby that takes over: the run finds it by
// a URL with both hosts, and goes on there.
#include <gtest/gtest.h>

#include "lib/base/file.h"
#include "tests/reliability/stage.h"
#include "tests/support/child.h"
#include "tests/support/postgres_node.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {
namespace {

/// A primary whose commits wait for its standby.
struct Pair {
  PostgresNode primary;
  PostgresNode standby;

  Pair() {
    primary.initialize();
    standby.follow(primary);
    primary.start({"synchronous_standby_names=standby"});
    standby.start();
    primary.wait_for("SELECT sync_state FROM pg_stat_replication", "sync");
  }
};

/// A revision of every kind of segment; each takes a moment.
void write_revisions(const TempDir& directory) {
  directory.write("migrate.toml", "");
  for (int revision = 1; revision <= 6; ++revision) {
    const std::string id = std::to_string(revision);
    directory.write(
        "versions/r" + id + ".up.sql",
        "-- revision: r" + id + "\n-- parents: " +
            (revision == 1 ? "none" : "r" + std::to_string(revision - 1)) + "\n-- message: r" + id +
            "\n\n" + (revision == 1 ? "CREATE TABLE ran (what text);\n" : "") + "CREATE TABLE t" +
            id + " (a integer);\nINSERT INTO ran VALUES ('" + id +
            " begins');\nCREATE INDEX CONCURRENTLY t" + id + "_a ON t" + id + " (a);\nVACUUM t" +
            id + ";\nSELECT pg_sleep(0.05);\nINSERT INTO ran VALUES ('" + id + " ends');\n");
  }
}

class Failover : public testing::TestWithParam<int> {};

TEST_P(Failover, TheRunGoesOnAtTheNewPrimary) {
  Pair pair;
  const TempDir directory;
  write_revisions(directory);
  const std::string url = "postgresql://postgres@/postgres?host=" + pair.primary.socket() + "," +
                          pair.standby.socket() + "&target_session_attrs=read-write";
  const std::vector<std::string> upgrade = {std::string(MIGRATE_BINARY_DIR) + "/migrate",
                                            "--config",
                                            directory / "migrate.toml",
                                            "--url",
                                            url,
                                            "--wait",
                                            "30s",
                                            "upgrade"};
  Process::Options options;
  options.output = directory / "run.log";
  Process run(upgrade, options);
  const int marks = GetParam();
  pair.primary.wait_for("SELECT coalesce((SELECT count(*) >= " + std::to_string(marks) +
                            " FROM pg_class WHERE relname ~ '^t[0-9]+_a$'), false)",
                        "t");
  pair.primary.crash();
  pair.standby.promote();
  const int exit_code = run.wait();
  EXPECT_EQ(exit_code, 0) << read_file(directory / "run.log");
  EXPECT_NE(read_file(directory / "run.log").find("connected again: "), std::string::npos);

  const ChildResult next = run_child(upgrade);
  EXPECT_EQ(next.exit_code, 0) << next.output;
  EXPECT_NE(next.output.find("nothing to do"), std::string::npos) << next.output;
  const PostgresNode& now = pair.standby;
  EXPECT_EQ(now.value("SELECT count(*) || ' ' || count(DISTINCT what) FROM ran"), "12 12");
  EXPECT_EQ(
      now.value("SELECT string_agg(id || ' ' || state, ', ' ORDER BY seq) FROM migrate_revision"),
      "r1 applied, r2 applied, r3 applied, r4 applied, r5 applied, r6 applied");
  EXPECT_EQ(now.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
  EXPECT_EQ(now.value("SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]+_a$'"), "6");
}

std::vector<int> crash_points() {
  if (!long_run()) return {3};
  return {1, 2, 3, 4, 5, 6};
}

INSTANTIATE_TEST_SUITE_P(AtIndex, Failover, testing::ValuesIn(crash_points()));

}  // namespace
}  // namespace migrate::test
