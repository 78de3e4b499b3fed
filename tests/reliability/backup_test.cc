// Backups of the real program that are cut off, or find no room: nothing of them stays, nothing of
// the old ones goes, and the next one clears up.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/process.h"
#include "tests/support/small_disk.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {
namespace {

namespace fs = std::filesystem;

const std::string kProgram = MIGRATE_BINARY_DIR "/migrate";

/// Looks until `condition` holds; false after a minute.
template <typename Condition>
bool comes(const Condition& condition) {
  const Stopwatch watch;
  while (!condition()) {
    if (watch.elapsed() > Milliseconds(60'000)) return false;
    std::this_thread::sleep_for(Milliseconds(10));
  }
  return true;
}

class CutBackup : public testing::TestWithParam<std::string> {
 protected:
  CutBackup()
      : driver_(driver_named(GetParam())),
        url_(GetParam() == "sqlite" ? "sqlite:" + (directory_ / "shop.db")
                                    : fresh_postgres_database()) {
    directory_.write("migrate.toml", "");
  }

  [[nodiscard]] std::unique_ptr<db::Connection> connect() const {
    db::ConnectOptions options;
    options.url = url_;
    return driver_->connect(options);
  }
  [[nodiscard]] std::vector<std::string> command() const {
    return {kProgram, "--config", directory_ / "migrate.toml", "--url", url_, "backup"};
  }
  [[nodiscard]] std::string backups() const { return directory_ / "backups"; }
  /// Every entry, hidden ones, too.
  [[nodiscard]] size_t entries(const std::string& path) const {
    return fs::exists(path) ? static_cast<size_t>(std::distance(fs::directory_iterator(path), {}))
                            : 0;
  }

  TempDir directory_;
  std::unique_ptr<db::Driver> driver_;
  std::string url_;
};

/// Both engines have no statement that waits in the middle of a backup; a command can.
TEST_P(CutBackup, IsClearedAwayWhereverTheSignalComesFrom) {
  (void)db::execute(*connect(), {.sql = "CREATE TABLE t (id integer)"});
  const std::string started = directory_ / "started";
  directory_.write("migrate.toml", "backup_command = \"echo half > $MIGRATE_BACKUP_FILE; touch " +
                                       started + "; sleep 300\"\n");
  for (const auto& [signal, code] : {std::pair(SIGTERM, 143), std::pair(SIGINT, 130)}) {
    Process run(command(), {});
    ASSERT_TRUE(comes([&] { return fs::exists(started); }));
    EXPECT_EQ(entries(backups()), 1U);
    run.signal(signal);
    EXPECT_EQ(run.wait(), code);
    EXPECT_EQ(entries(backups()), 0U);
    fs::remove(started);
  }
  Process killed(command(), {});
  ASSERT_TRUE(comes([&] { return fs::exists(started); }));
  killed.signal(SIGKILL);
  EXPECT_EQ(killed.wait(), 128 + SIGKILL);
  EXPECT_EQ(entries(backups()), 1U);
  directory_.write("migrate.toml", "");
  const ChildResult next = run_child(command());
  EXPECT_EQ(next.exit_code, 0) << next.output;
  EXPECT_EQ(entries(backups()), 1U) << "what was left over is gone, the new one is there";
  EXPECT_NE(fs::directory_iterator(backups())->path().filename().string().front(), '.');
}

TEST_P(CutBackup, FindsNoRoomAndLeavesWhatIsThere) {
  const SmallDisk disk(directory_ / "disk");
  if (!disk.mounted()) GTEST_SKIP() << "mounting a small tmpfs needs root";
  std::vector<std::string> words = command();
  words.insert(words.end(), {"--dir", directory_ / "disk/backups", "--keep", "1"});
  (void)db::execute(*connect(), {.sql = "CREATE TABLE t (what text)"});
  const ChildResult first = run_child(words);
  EXPECT_EQ(first.exit_code, 0) << first.output;
  (void)db::execute(
      *connect(), {.sql = GetParam() == "sqlite" ? "INSERT INTO t VALUES (hex(randomblob(2000000)))"
                                                 : "INSERT INTO t SELECT md5(random()::text) FROM "
                                                   "generate_series(1, 100000)"});
  const ChildResult full = run_child(words);
  EXPECT_EQ(full.exit_code, 1) << full.output;
  EXPECT_TRUE(full.output.find("No space left") != std::string::npos ||
              full.output.find("disk is full") != std::string::npos)
      << full.output;
  EXPECT_EQ(entries(directory_ / "disk/backups"), 1U) << "the first one";
}

TEST_P(CutBackup, MayNotWriteThere) {
  (void)db::execute(*connect(), {.sql = "CREATE TABLE t (id integer)"});
  if (GetParam() == "sqlite") chmod((directory_ / "shop.db").c_str(), 0666);
  chmod(directory_.path().c_str(), 0777);
  fs::create_directory(backups());
  chmod(backups().c_str(), 0555);
  const ChildResult refused = run_child(command(), RunAs::unprivileged);
  EXPECT_EQ(refused.exit_code, 1) << refused.output;
  EXPECT_NE(refused.output.find("cannot create a file in "), std::string::npos) << refused.output;
  EXPECT_NE(refused.output.find("/backups: Permission denied"), std::string::npos)
      << refused.output;
  EXPECT_EQ(entries(backups()), 0U);
}

INSTANTIATE_TEST_SUITE_P(Engines, CutBackup, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return engine.param; });

/// pg_dump waits for a lock when the signal comes: it ends with us.
TEST(CutPgDump, EndsWithTheProgram) {
  const PostgresServer& server = PostgresServer::instance();
  const TempDir directory;
  directory.write("migrate.toml", "");
  const std::string url = fresh_postgres_database();
  const auto driver = driver_named("postgresql");
  db::ConnectOptions options;
  options.url = url;
  const auto holder = driver->connect(options);
  (void)db::execute(*holder, {.sql = "CREATE TABLE t (id integer)"});
  (void)db::execute(*holder, {.sql = "BEGIN"});
  (void)db::execute(*holder, {.sql = "LOCK TABLE t"});
  const auto waiting = [&] {
    return server.psql("postgres", "SELECT count(*) FROM pg_stat_activity WHERE datname = '" +
                                       database_of(url) + "' AND wait_event_type = 'Lock'") == "1";
  };
  Process run({kProgram, "--config", directory / "migrate.toml", "--url", url, "backup"}, {});
  ASSERT_TRUE(comes(waiting));
  run.signal(SIGTERM);
  EXPECT_EQ(run.wait(), 143);
  EXPECT_TRUE(comes([&] { return !waiting(); }));
  EXPECT_TRUE(fs::is_empty(directory / "backups"));
}

}  // namespace
}  // namespace migrate::test
