// A container is stopped by SIGTERM, and its program is PID 1: to that the kernel does nothing by
// default.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <thread>

#include "lib/base/file.h"
#include "tests/container/container.h"
#include "tests/support/postgres_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace migrate::container {
namespace {

using test::PostgresServer;
using test::Process;

constexpr std::chrono::seconds kPatience{30};

/// Asks until the answer is yes; false: it never was.
bool wait_until(const std::function<bool()>& yes) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!yes()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

class Signal : public testing::Test {
 protected:
  Signal() {
    directory_.write("migrate.toml", "backup = \"never\"\n");
    directory_.write("versions/a1.up.sql",
                     "-- revision: a1\n-- parents: none\n\nCREATE TABLE shop (id integer);\n");
    directory_.write("versions/b2.up.sql",
                     "-- revision: b2\n-- parents: a1\n\n"
                     "CREATE TABLE orders (id integer);\n"
                     "SELECT pg_sleep(current_setting('test.seconds', true)::integer);\n");
  }

  /// An empty database in which the second revision takes its time.
  static std::string slow_database() {
    const std::string url = test::fresh_postgres_database();
    PostgresServer::instance().psql(
        "postgres", "ALTER DATABASE " + test::database_of(url) + " SET test.seconds = 60");
    return url;
  }

  /// The entrypoint with `arguments`, behind the words of `before`.
  Process start(const std::string& url, const std::vector<std::string>& arguments,
                const std::vector<std::string>& before = {}) const {
    Process::Options options;
    options.output = output();
    return Process(before +
                       environment({"MIGRATE_URL=" + url, "MIGRATE_PROJECT=" + directory_.path()}) +
                       std::vector<std::string>{kEntrypoint} + arguments,
                   options);
  }
  [[nodiscard]] std::string output() const { return directory_ / "output"; }
  [[nodiscard]] bool has_said(const std::string& words) const {
    return read_file(output()).find(words) != std::string::npos;
  }
  static bool sleeps(const std::string& database) {
    return PostgresServer::instance().psql(
               "postgres",
               "SELECT count(*) FROM pg_stat_activity WHERE query LIKE "
               "'SELECT pg_sleep%' AND state = 'active' AND datname = '" +
                   database + "'") == "1";
  }

  test::TempDir directory_;
};

TEST_F(Signal, InTheMiddleOfAMigrationLeavesWholeTransactions) {
  const std::string url = slow_database();
  const std::string database = test::database_of(url);
  const auto value = [&](const std::string& sql) {
    return PostgresServer::instance().psql(database, sql);
  };
  Process first = start(url, {});
  ASSERT_TRUE(wait_until([&] { return sleeps(database); })) << read_file(output());
  first.signal(SIGTERM);
  EXPECT_EQ(first.wait(), 143);
  EXPECT_TRUE(has_said("run the same command again")) << read_file(output());
  EXPECT_EQ(value("SELECT to_regclass('orders') IS NULL"), "t");
  EXPECT_EQ(value("SELECT string_agg(id, ' ') FROM migrate_revision"), "a1");
  EXPECT_FALSE(sleeps(database));

  value("ALTER DATABASE " + database + " RESET test.seconds");
  Process second = start(url, {});
  EXPECT_EQ(second.wait(), 0) << read_file(output());
  EXPECT_FALSE(has_said("applied a1")) << read_file(output());
  EXPECT_TRUE(has_said("applied b2")) << read_file(output());
  EXPECT_EQ(value("SELECT string_agg(id, ' ' ORDER BY id) FROM migrate_revision"), "a1 b2");
}

/// The program as PID 1 of a namespace of its own.
class FirstProcess : public Signal {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "only root makes a PID namespace";
  }
  static std::vector<std::string> in_namespace() {
    return {"unshare", "--pid", "--fork", "--kill-child"};
  }
  /// The only child of `process`; 0: there is none now.
  static pid_t child_of(const Process& process) {
    const std::string pid = std::to_string(process.pid());
    std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
    pid_t child = 0;
    children >> child;
    return child;
  }
  static void terminate_child_of(const Process& process) {
    if (const pid_t child = child_of(process); child != 0) kill(child, SIGTERM);
  }
  /// Sends SIGTERM until it has ended: the first one may come before the program has begun.
  static void stop(Process& process) {
    EXPECT_TRUE(wait_until([&] {
      terminate_child_of(process);
      return !process.running();
    }));
    process.signal(SIGKILL);
  }
};

TEST_F(FirstProcess, EndsWhileItWaitsForTheDatabase) {
  Process process = start("postgresql://postgres@/shop?host=" + directory_.path(),
                          {"upgrade", "--wait", "10min"}, in_namespace());
  stop(process);
  EXPECT_EQ(process.wait(), 143) << read_file(output());
}

TEST_F(FirstProcess, StopsItsStatement) {
  const std::string url = slow_database();
  Process process = start(url, {}, in_namespace());
  ASSERT_TRUE(wait_until([&] { return sleeps(test::database_of(url)); })) << read_file(output());
  terminate_child_of(process);
  EXPECT_EQ(process.wait(), 143) << read_file(output());
  EXPECT_TRUE(has_said("run the same command again")) << read_file(output());
}

TEST_F(FirstProcess, EndsWhileItWaitsForAnotherRun) {
  const std::string url = slow_database();
  Process holder(environment({"MIGRATE_URL=" + url, "MIGRATE_PROJECT=" + directory_.path()}) +
                     std::vector<std::string>{kEntrypoint},
                 {});
  ASSERT_TRUE(wait_until([&] { return sleeps(test::database_of(url)); }));
  Process process = start(url, {"deploy", "--lock-wait", "10min"}, in_namespace());
  ASSERT_TRUE(wait_until([&] { return has_said("waiting for the run lock"); }));
  terminate_child_of(process);
  EXPECT_TRUE(wait_until([&] { return !process.running(); }));
  process.signal(SIGKILL);
  EXPECT_EQ(process.wait(), 143) << read_file(output());
  EXPECT_TRUE(has_said("nothing was changed")) << read_file(output());
}

TEST_F(FirstProcess, IsEndedByASecondSignal) {
  const std::string url = slow_database();
  Process process = start(url, {}, in_namespace());
  ASSERT_TRUE(wait_until([&] { return sleeps(test::database_of(url)); })) << read_file(output());
  stop(process);
  EXPECT_EQ(process.wait(), 143) << read_file(output());
}

TEST_F(FirstProcess, GivesItsPlaceToTheProgramBehindIt) {
  directory_.write("server.sh",
                   "echo \"serving as $$\"\ntrap 'echo stopping; exit 7' TERM\n"
                   "while :; do sleep 0.02; done\n");
  Process process =
      start(test::fresh_postgres_database(), {"deploy", "--", "sh", "server.sh"}, in_namespace());
  ASSERT_TRUE(wait_until([&] { return has_said("serving as 1\n"); })) << read_file(output());
  stop(process);
  EXPECT_EQ(process.wait(), 7);
  EXPECT_TRUE(has_said("stopping")) << read_file(output());
}

}  // namespace
}  // namespace migrate::container
