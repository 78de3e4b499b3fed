// Backups through the library: what is in them, what is refused, and what is left behind.
#include "lib/workflow/backup.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/process.h"
#include "lib/engines.h"
#include "lib/workflow/backup_command.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate::workflow {
namespace {

using Variables = std::map<std::string, std::string>;

const Variables kPlain = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}};

class BackupTest : public testing::TestWithParam<std::string> {
 protected:
  BackupTest() {
    const std::string& engine = GetParam();
    url_ =
        engine == "sqlite" ? "sqlite:" + (directory_ / "shop.db") : test::fresh_postgres_database();
    driver_ = driver_named(engine);
    run("CREATE TABLE t (id integer PRIMARY KEY, what text)");
    run("INSERT INTO t VALUES (1, 'one'), (2, NULL)");
  }

  void run(const std::string& sql, const std::string& url = "") {
    const auto connection = driver_->connect(connect(url));
    (void)db::execute(*connection, {.sql = sql});
  }
  [[nodiscard]] db::ConnectOptions connect(const std::string& url = "") const {
    db::ConnectOptions options;
    options.url = url.empty() ? url_ : url;
    return options;
  }
  [[nodiscard]] BackupSubject subject() const {
    return {connect(), "shop", "here", {"a1"}, "9f3c"};
  }
  [[nodiscard]] std::unique_ptr<db::Archiver> archiver() const {
    return archiver_named(GetParam(), "9.6", kPlain);
  }
  [[nodiscard]] std::string backups() const { return directory_ / "backups"; }
  [[nodiscard]] std::vector<std::string> names() const {
    return PrivateDirectory(backups()).names();
  }
  /// What `act` throws; it must.
  template <typename Act>
  static Error thrown(const Act& act) {
    try {
      act();
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {ErrorCode::failed, ""};
  }

  test::TempDir directory_;
  std::string url_;
  std::unique_ptr<db::Driver> driver_;
};

TEST_P(BackupTest, IsAFileOfThisDatabaseForItsOwnerAlone) {
  const BackupPlace place({backups(), 0, {}, nullptr});
  const Backup backup = place.make(*archiver(), subject());
  EXPECT_EQ(names(), std::vector<std::string>{backup.name});
  EXPECT_EQ(backup.path, backups() + "/" + backup.name);
  EXPECT_EQ(backup.bytes, std::filesystem::file_size(backup.path));
  struct stat status {};
  ASSERT_EQ(stat(backup.path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  EXPECT_NE(backup.name.find("_a1_9f3c."), std::string::npos) << backup.name;
}

TEST_P(BackupTest, IsNotMadeByAnArchiverThatIsAskedToStop) {
  for (const auto& [signal, code] :
       {std::pair(SIGTERM, ErrorCode::terminated), std::pair(SIGINT, ErrorCode::interrupted)}) {
    const std::atomic<int> stop = signal;
    const BackupPlace place({backups(), 0, {}, &stop});
    const Error error = thrown([&] { (void)place.make(*archiver(), subject()); });
    EXPECT_EQ(error.code(), code);
    EXPECT_STREQ(error.what(), "interrupted");
    EXPECT_EQ(names(), std::vector<std::string>());
  }
}

TEST_P(BackupTest, ThatLostItsEndIsNotTakenForWhole) {
  const std::string file = directory_.write("file", "");
  const db::ArchiveOrder order{connect(), {}, file, nullptr};
  const auto made_by = archiver();
  made_by->write(order);
  made_by->verify(order);
  const uint64_t bytes = std::filesystem::file_size(file);
  for (const uint64_t left : {bytes - 1, bytes / 2, uint64_t{10}}) {
    SCOPED_TRACE(std::to_string(left) + " of " + std::to_string(bytes) + " bytes");
    std::filesystem::copy_file(file, file + ".cut");
    std::filesystem::resize_file(file + ".cut", left);
    EXPECT_EQ(thrown([&] {
                made_by->verify({connect(), {}, file + ".cut", nullptr});
              }).code(),
              ErrorCode::failed);
    std::filesystem::remove(file + ".cut");
  }
}

TEST_P(BackupTest, OldOnesGoWhenTheNewOneIsThere) {
  std::vector<std::string> made;
  for (int i = 0; i < 3; ++i) {
    BackupSubject run = subject();
    run.run_id = std::to_string(i);
    const Backup backup = BackupPlace({backups(), 2, {}, nullptr}).make(*archiver(), run);
    made.push_back(backup.path);
    EXPECT_EQ(backup.removed,
              i < 2 ? std::vector<std::string>() : std::vector<std::string>{made[0]});
    EXPECT_EQ(backup.stayed, std::vector<std::string>());
  }
  // Another database's files stay, and count for themselves.
  BackupSubject other = subject();
  other.place = "elsewhere";
  EXPECT_EQ(BackupPlace({backups(), 1, {}, nullptr}).make(*archiver(), other).removed,
            std::vector<std::string>());
  EXPECT_EQ(names().size(), 3U);
}

TEST_P(BackupTest, AFailureKeepsTheOldOnes) {
  const Backup first = BackupPlace({backups(), 1, {}, nullptr}).make(*archiver(), subject());
  BackupSubject gone = subject();
  gone.connect.url = GetParam() == "sqlite" ? "sqlite:" + (directory_ / "none.db")
                                            : "postgresql://nobody@127.0.0.1:1/none";
  const BackupPlace place({backups(), 1, {}, nullptr});
  EXPECT_EQ(thrown([&] { (void)place.make(*archiver(), gone); }).code(), ErrorCode::failed);
  EXPECT_EQ(names(), std::vector<std::string>{first.name});
}

TEST_P(BackupTest, ACommandIsStoppedWithWhatItStarted) {
  const std::string started = directory_ / "started";
  const auto command = make_command_archiver(
      "echo half > \"$MIGRATE_BACKUP_FILE\"; sleep 60; echo never > '" + started + "'",
      directory_.path(), kPlain);
  const std::atomic<int> stop = SIGTERM;
  const BackupPlace place({backups(), 0, {}, &stop});
  const Stopwatch watch;
  EXPECT_EQ(thrown([&] { (void)place.make(*command, subject()); }).code(), ErrorCode::terminated);
  EXPECT_LT(watch.elapsed(), Milliseconds(30'000));
  EXPECT_FALSE(path_exists(started));
  EXPECT_EQ(names(), std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(Engines, BackupTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return engine.param; });

TEST(SqliteBackup, IsOfOneMomentWhileOthersWrite) {
  const test::TempDir directory;
  const auto driver = driver_named("sqlite");
  db::ConnectOptions options;
  options.url = "sqlite:" + (directory / "shop.db");
  const auto writer = driver->connect(options);
  (void)db::execute(*writer, {.sql = "PRAGMA journal_mode = WAL"});
  (void)db::execute(*writer, {.sql = "CREATE TABLE t (x)"});
  (void)db::execute(*writer, {.sql = "BEGIN IMMEDIATE"});
  (void)db::execute(*writer, {.sql = "INSERT INTO t VALUES (1)"});
  const BackupPlace place({directory / "backups", 0, {}, nullptr});
  const Backup backup =
      place.make(*archiver_named("sqlite", "", kPlain), {options, "shop", "", {}, "r"});
  (void)db::execute(*writer, {.sql = "COMMIT"});
  EXPECT_EQ(PrivateDirectory(directory / "backups").names(), std::vector<std::string>{backup.name});
  options.url = "sqlite:" + backup.path;
  const auto reader = driver->connect(options);
  EXPECT_EQ(db::execute(*reader, {.sql = "SELECT count(*) FROM t"}).rows.at(0).at(0), "0");
}

TEST(SqliteBackup, ADamagedDatabaseGetsNone) {
  const test::TempDir directory;
  const std::string file = directory / "shop.db";
  const auto driver = driver_named("sqlite");
  db::ConnectOptions options;
  options.url = "sqlite:" + file;
  {
    const auto connection = driver->connect(options);
    (void)db::execute(*connection, {.sql = "CREATE TABLE t (x)"});
    (void)db::execute(*connection, {.sql = "INSERT INTO t SELECT zeroblob(9000)"});
  }
  // The table's page, the second one, no longer is one.
  std::string bytes = read_file(file);
  bytes.replace(4096, 4096, std::string(4096, '\xff'));
  write_file(file, bytes);
  const BackupPlace place({directory / "backups", 0, {}, nullptr});
  EXPECT_THROW(
      (void)place.make(*archiver_named("sqlite", "", kPlain), {options, "shop", "", {}, "r"}),
      Error);
  EXPECT_EQ(PrivateDirectory(directory / "backups").names(), std::vector<std::string>());
}

/// Programs of another version, in front of PATH; what they are called with goes into a file.
class FakePrograms {
 public:
  explicit FakePrograms(const std::string& then) {
    for (const char* name : {"pg_dump", "pg_restore"}) {
      const std::string path =
          directory_.write(name, "#!/bin/sh\nif [ \"$1\" = --version ]; then echo '" +
                                     std::string(name) + " (PostgreSQL) 99.1'; exit; fi\n" + then);
      chmod(path.c_str(), 0755);
    }
    // Programs are looked up in our own PATH.
    setenv("PATH", (directory_.path() + ":" + path_).c_str(), 1);
  }
  ~FakePrograms() { setenv("PATH", path_.c_str(), 1); }
  FakePrograms(const FakePrograms&) = delete;
  FakePrograms& operator=(const FakePrograms&) = delete;

  [[nodiscard]] Variables environment() const {
    return {{"PATH", "/usr/bin:/bin"}, {"OUT", directory_.path()}};
  }
  [[nodiscard]] std::string said(const std::string& file) const {
    return read_file(directory_ / file);
  }

 private:
  test::TempDir directory_;
  std::string path_ = std::getenv("PATH");
};

BackupSubject secret_subject() {
  BackupSubject subject{{}, "shop", "db:5432/shop", {}, "9f3c"};
  subject.connect.url = "postgresql://app:s3cret@db/shop";
  subject.connect.application_name = "migrate/9f3c";
  subject.connect.role = "owner";
  return subject;
}

TEST(PgDumpBackup, NeedsAProgramThatIsNewEnough) {
  try {
    (void)archiver_named("postgresql", "98.4", kPlain);
    FAIL() << "there is no such version yet";
  } catch (const Error& error) {
    EXPECT_STREQ(
        error.what(),
        "there is no pg_dump of version 98 or newer on this machine: no backup can be made");
  }
  const FakePrograms programs("");
  EXPECT_EQ(archiver_named("postgresql", "98.4", programs.environment())->program(),
            "pg_dump 99.1");
}

TEST(PgDumpBackup, GetsThePasswordByItsEnvironment) {
  const FakePrograms programs(
      "echo \"$@\" >> $OUT/arguments; echo $PGPASSWORD $PGAPPNAME >> $OUT/environment\n"
      "for word; do case $word in --file=/dev*) ;; --file=*) echo x > ${word#*=};; esac; done\n");
  const test::TempDir directory;
  const BackupPlace place({directory / "backups", 0, {"public.\"T t\"", "a.*"}, nullptr});
  const Backup backup =
      place.make(*archiver_named("postgresql", "98", programs.environment()), secret_subject());
  const std::string arguments = programs.said("arguments");
  EXPECT_EQ(arguments.find("s3cret"), std::string::npos) << arguments;
  EXPECT_NE(arguments.find("--dbname=postgresql://app@db/shop --role=owner --strict-names "
                           "--table=public.\"T t\" --table=a.*\n"),
            std::string::npos)
      << arguments;
  EXPECT_EQ(programs.said("environment").substr(0, 20), "s3cret migrate/9f3c\n");
  EXPECT_EQ(backup.restore_command.find("s3cret"), std::string::npos);
  EXPECT_NE(backup.restore_command.find(" shop_restored && "), std::string::npos);
}

TEST(PgDumpBackup, FailsInTheProgramsOwnWords) {
  const FakePrograms programs(
      "echo 'pg_dump: error: query failed: ERROR:  permission denied for table t' >&2\n"
      "echo 'pg_dump: detail: Query was: LOCK TABLE public.t' >&2\nexit 1\n");
  const test::TempDir directory;
  const BackupPlace place({directory / "backups", 0, {}, nullptr});
  try {
    (void)place.make(*archiver_named("postgresql", "98", programs.environment()), secret_subject());
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "pg_dump 99.1 failed: query failed: ERROR:  permission denied for table t");
    EXPECT_EQ(error.diagnostics().at(0).notes,
              std::vector<std::string>{"pg_dump: detail: Query was: LOCK TABLE public.t"});
  }
}

TEST(BackupsOfARevision, AreNamedByWhatNoOtherRowFollows) {
  const auto row = [](const std::string& id, const std::vector<std::string>& parents) {
    revision::AppliedRevision applied;
    applied.id = id;
    applied.parents = parents;
    return applied;
  };
  EXPECT_EQ(stands_at({}), std::vector<std::string>());
  EXPECT_EQ(stands_at({row("a1", {}), row("b2", {"a1"}), row("c3", {"a1"})}),
            (std::vector<std::string>{"b2", "c3"}));
  EXPECT_EQ(
      stands_at({row("a1", {}), row("b2", {"a1"}), row("c3", {"a1"}), row("d4", {"b2", "c3"})}),
      std::vector<std::string>{"d4"});
}

}  // namespace
}  // namespace migrate::workflow
