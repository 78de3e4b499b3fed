// A primary that stops in the middle of a run, and its standby that takes over: the run finds it by
// a URL with both hosts, and goes on there.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <thread>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "tests/reliability/stage.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {
namespace {

constexpr std::chrono::seconds kPatience{60};

/// A server with a data directory of its own, on a socket in it.
class Node {
 public:
  Node() {
    directory_ = std::make_unique<TempDir>();
    give_to_unprivileged(directory_->path());
  }
  ~Node() {
    if (process_) crash();
  }
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  [[nodiscard]] std::string data() const { return *directory_ / "data"; }
  [[nodiscard]] const std::string& socket() const { return directory_->path(); }

  void initialize() const {
    must({program("initdb"), "-D", data(), "-U", "postgres", "-E", "UTF8", "--locale=C", "-A",
          "trust", "--no-sync", "--no-instructions"});
    std::ofstream(data() + "/pg_hba.conf") << "local all all trust\nlocal replication all trust\n";
  }
  void copy_of(const Node& primary) const {
    must({program("pg_basebackup"), "-D", data(), "-R", "-X", "stream", "--no-sync", "-c", "fast",
          "-d", "host=" + primary.socket() + " user=postgres application_name=standby"});
  }
  void start() {
    Process::Options options;
    options.who = RunAs::unprivileged;
    options.output = *directory_ / "log";
    options.at_our_end = SIGQUIT;
    process_ = std::make_unique<Process>(
        std::vector<std::string>{program("postgres"), "-D", data(), "-k", socket(), "-c",
                                 "listen_addresses=", "-c", "fsync=off"},
        options);
    wait_for("SELECT 1", "1");
  }
  /// As `pg_ctl stop -m immediate`: no checkpoint, no goodbye.
  void crash() {
    process_->signal(SIGQUIT);
    process_->wait();
  }
  void promote() const { must({program("pg_ctl"), "promote", "-w", "-D", data()}); }

  [[nodiscard]] std::string value(const std::string& sql) const {
    db::ConnectOptions options;
    options.url = "postgresql://postgres@/postgres?host=" + socket();
    const auto connection = driver_named("postgresql")->connect(options);
    const db::Outcome outcome = db::execute(*connection, {.sql = sql});
    return outcome.rows.empty() ? "(no row)" : outcome.rows[0].at(0).value_or("NULL");
  }
  void wait_for(const std::string& sql, const std::string& wanted) const {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    for (std::string last;; std::this_thread::sleep_for(std::chrono::milliseconds(20))) {
      try {
        last = value(sql);
        if (last == wanted) return;
      } catch (const Error& error) {
        last = error.what();
      }
      if (std::chrono::steady_clock::now() > end) throw std::runtime_error(sql + ": " + last);
    }
  }

 private:
  static std::string program(const std::string& name) {
    return PostgresServer::instance().program(name);
  }
  static void must(const std::vector<std::string>& arguments) {
    const ChildResult result = run_child(arguments, RunAs::unprivileged);
    if (result.exit_code != 0) throw std::runtime_error(arguments[0] + ": " + result.output);
  }

  std::unique_ptr<TempDir> directory_;
  std::unique_ptr<Process> process_;
};

/// A primary whose commits wait for its standby.
struct Pair {
  Node primary;
  Node standby;

  Pair() {
    primary.initialize();
    primary.start();
    standby.copy_of(primary);
    standby.start();
    (void)primary.value("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
    (void)primary.value("SELECT pg_reload_conf()");
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
  if (access(PostgresServer::instance().program("pg_basebackup").c_str(), X_OK) != 0) {
    GTEST_SKIP() << "this server comes without pg_basebackup";
  }
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
  const Node& now = pair.standby;
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
