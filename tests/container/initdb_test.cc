// The entrypoint in the init directory of the postgres image: tests/container/postgres_image.sh
// does what that image does.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "lib/base/file.h"
#include "tests/container/container.h"
#include "tests/support/postgres_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace migrate::container {
namespace {

namespace fs = std::filesystem;
using test::RunAs;

constexpr std::chrono::seconds kPatience{60};

class InitDirectory : public testing::TestWithParam<const char*> {
 protected:
  InitDirectory() {
    const bool runs = std::string(GetParam()) == "run";
    fs::create_directories(directory_ / "docker-entrypoint-initdb.d");
    fs::copy_file(kEntrypoint, script());
    fs::permissions(script(), fs::perms(runs ? 0755 : 0644));
    directory_.write("password", "right and 'wrong'\n");
    sample();
  }
  ~InitDirectory() override {
    // Where an init file failed, the temporary server is still there: the container is not.
    if (server_) server_->signal(SIGQUIT);
    (void)test::run_child({program("pg_ctl"), "stop", "-m", "immediate", "-D", directory_ / "data"},
                          RunAs::unprivileged);
    if (server_) (void)server_->wait();
  }

  [[nodiscard]] std::string script() const {
    return directory_ / "docker-entrypoint-initdb.d/50-migrate.sh";
  }
  static std::string program(const std::string& name) {
    return test::PostgresServer::instance().program(name);
  }
  /// The sample project, whose revisions lose data, too.
  void sample() const {
    fs::create_directories(directory_ / "project");
    for (const char* part : {"versions", "sql", "migrate.toml"}) {
      fs::copy(kRoot + "/" + part, directory_ / "project" + std::string("/") + part,
               fs::copy_options::recursive);
    }
  }

  /// Starts the image's script as an unprivileged user, as the image does.
  void start() {
    (void)output_of({"chmod", "-R", "a+rX", directory_ / "project", directory_ / "password",
                     directory_ / "docker-entrypoint-initdb.d"});
    for (const std::string& path : {directory_.path(), directory_ / "project"}) {
      test::give_to_unprivileged(path);
    }
    test::Process::Options options;
    options.who = RunAs::unprivileged;
    options.output = log();
    options.at_our_end = SIGQUIT;
    server_ = std::make_unique<test::Process>(
        environment({"BIN=" + fs::path(program("initdb")).parent_path().string(),
                     "INIT=" + directory_ / "docker-entrypoint-initdb.d",
                     "PGDATA=" + directory_ / "data", "PGHOST=" + directory_.path(),
                     "POSTGRES_USER=" + user_, "POSTGRES_DB=" + database_,
                     "POSTGRES_PASSWORD_FILE=" + directory_ / "password",
                     "MIGRATE_PROJECT=" + directory_ / "project"}) +
            std::vector<std::string>{kRoot + "/tests/container/postgres_image.sh"},
        options);
  }
  [[nodiscard]] std::string log() const { return directory_ / "log"; }
  [[nodiscard]] test::ChildResult ask(const std::string& sql) const {
    return test::run_child({"env", "PGPASSWORD=right and 'wrong'", program("psql"), "-XqAt", "-h",
                            directory_.path(), "-U", user_, "-d", database_, "-c", sql});
  }
  /// Waits until the real server answers: the init directory is done with by then.
  void wait_for_server() {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (read_file(log()).find("is ready to accept connections") == std::string::npos) {
      ASSERT_TRUE(server_->running()) << read_file(log());
      ASSERT_LT(std::chrono::steady_clock::now(), end) << read_file(log());
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  test::TempDir directory_;
  // Names that want quotes, wherever they go.
  const std::string user_ = "the owner";
  const std::string database_ = "Shop's & 100% \"more\"";
  std::unique_ptr<test::Process> server_;
};

TEST_P(InitDirectory, LeavesAMigratedDatabaseToTheRealServer) {
  directory_.write("docker-entrypoint-initdb.d/60-later.sh", "echo later: $(own_function)\n");
  start();
  wait_for_server();
  EXPECT_EQ(ask("SELECT count(*) FROM migrate_revision").output, "15\n");
  EXPECT_EQ(ask("SELECT count(*) > 0 FROM countries").output, "t\n");
  const std::string said = read_file(log());
  EXPECT_NE(said.find("backup   none: the policy is \"never\""), std::string::npos) << said;
  EXPECT_NE(said.find("drift    no drift"), std::string::npos) << said;
  EXPECT_NE(said.find("later: of the image"), std::string::npos) << "the next file ran, too";
  EXPECT_FALSE(path_exists(directory_ / "project/backups"));

  // With its data directory the server starts again, and nothing of this runs.
  server_->signal(SIGINT);
  EXPECT_EQ(server_->wait(), 0);
  start();
  wait_for_server();
  EXPECT_EQ(read_file(log()).find("applied"), std::string::npos);
  EXPECT_EQ(ask("SELECT count(*) FROM migrate_revision").output, "15\n");
}

TEST_P(InitDirectory, EndsTheStartWhenAMigrationFails) {
  directory_.write("project/versions/broken.up.sql",
                   "-- revision: bad000000001\n-- parents: 84c2d96be3f0\n-- message: broken\n\n"
                   "CREATE TABLE orders (id integer);\n");
  directory_.write("docker-entrypoint-initdb.d/60-later.sh", "echo later: $(own_function)\n");
  start();
  EXPECT_EQ(server_->wait(), 1);
  const std::string said = read_file(log());
  EXPECT_NE(said.find("relation \"orders\" already exists"), std::string::npos) << said;
  EXPECT_EQ(said.find("later:"), std::string::npos) << said;
  EXPECT_EQ(said.find("is ready to accept connections"), std::string::npos) << said;
}

INSTANTIATE_TEST_SUITE_P(Files, InitDirectory, testing::Values("run", "sourced"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace migrate::container
