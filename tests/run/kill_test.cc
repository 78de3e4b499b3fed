// The process killed at every point it tells of; the next run converges.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

class Kill : public RunTest {
 protected:
  void write_revisions(Project& project) {
    project.revision("r1", "none", "CREATE TABLE t (a integer);\nINSERT INTO t VALUES (1);",
                     "DROP TABLE t;");
    project.revision(
        "r2", "r1",
        "CREATE TABLE u (a integer);\n" + alone("t") + "\nINSERT INTO u VALUES (1);\n" +
            (project.is_postgresql() ? "CREATE INDEX CONCURRENTLY u_ix ON u (a);" : "VACUUM;") +
            "\nINSERT INTO u VALUES (2);",
        "DROP TABLE u;\n" +
            std::string(project.is_postgresql() ? "DROP INDEX CONCURRENTLY t_ix;" : "VACUUM;") +
            "\nUPDATE t SET a = 1;");
  }
  /// Runs `act` in a child that kills itself at its `k`-th event. False: there were fewer.
  template <class Act>
  static bool killed_at(Project& project, int k, const Act& act) {
    const pid_t child = fork();
    if (child == 0) {
      int events = 0;
      project.observer.hook = [&](const run::Event&) {
        if (++events == k) kill(getpid(), SIGKILL);
      };
      try {
        act(project);
      } catch (...) {
        _exit(3);
      }
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << "the child failed";
    return WIFSIGNALED(status);
  }
};

TEST_P(Kill, AnUpgradeKilledAnywhereConverges) {
  Project whole(GetParam());
  write_revisions(whole);
  whole.upgrade();
  int k = 1;
  for (;; ++k) {
    Project project(GetParam());
    write_revisions(project);
    if (!killed_at(project, k, [](Project& p) { p.upgrade(); })) break;
    project.options.lock_wait = Milliseconds(10'000);  // the server may take a moment to notice
    project.upgrade();
    EXPECT_EQ(project.applied(), "r1 r2") << "killed at event " << k;
    EXPECT_EQ(project.catalog(), whole.catalog()) << "killed at event " << k;
    EXPECT_EQ(project.scalar("SELECT (SELECT count(*) FROM t) + (SELECT count(*) FROM u)"), "3")
        << "killed at event " << k;
  }
  EXPECT_GT(k, 8);
}

TEST_P(Kill, ADowngradeKilledAnywhereConverges) {
  int k = 1;
  for (;; ++k) {
    Project project(GetParam());
    write_revisions(project);
    project.upgrade();
    if (!killed_at(project, k, [](Project& p) { p.downgrade("r1"); })) break;
    project.options.lock_wait = Milliseconds(10'000);
    if (project.applied() != "r1") project.downgrade("r1");
    EXPECT_EQ(project.applied(), "r1") << "killed at event " << k;
    EXPECT_EQ(project.catalog().find("u_ix"), std::string::npos);
    EXPECT_EQ(project.catalog().find("t_ix"), std::string::npos);
  }
  EXPECT_GT(k, 3);
}

INSTANTIATE_TEST_SUITE_P(Engines, Kill, testing::ValuesIn(engine_names()));

}  // namespace
}  // namespace migrate::test
