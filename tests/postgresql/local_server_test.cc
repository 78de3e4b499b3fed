#include "lib/postgresql/local_server.h"

#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"

namespace migrate::postgresql {
namespace {

std::string directory_of(const db::TemporaryServer& server) {
  return server.url().substr(server.url().find("host=") + 5);
}

TEST(LocalServer, ServesScratchDatabasesAndLeavesNothing) {
  std::string directory;
  {
    const std::unique_ptr<db::TemporaryServer> server = start_local_server("");
    directory = directory_of(*server);
    EXPECT_TRUE(is_directory(directory));
    const std::unique_ptr<db::Driver> driver = driver_for_url(server->url());
    const auto scratch = driver->scratch(nullptr, {}, server->url());
    const auto connection = driver->connect(scratch->options());
    db::execute(*connection, {.sql = "CREATE TABLE t (x integer)"});
    EXPECT_EQ(
        db::execute(*connection, {.sql = "SELECT pg_catalog.inet_server_addr()"}).rows.at(0).at(0),
        std::nullopt)
        << "it listens on no network";
  }
  EXPECT_FALSE(path_exists(directory));
}

TEST(LocalServer, IsOfTheVersionOfTheDatabase) {
  const std::unique_ptr<db::TemporaryServer> first = start_local_server("");
  const std::unique_ptr<db::Driver> driver = driver_for_url(first->url());
  db::ConnectOptions options;
  options.url = first->url();
  const auto like = driver->connect(options);
  const std::unique_ptr<db::TemporaryServer> second = driver->temporary_server(like.get());
  options.url = second->url();
  const auto other = driver->connect(options);
  EXPECT_EQ(driver->facts(*other).server_version, driver->facts(*like).server_version);
  EXPECT_NE(directory_of(*first), directory_of(*second));
}

TEST(LocalServer, SaysWhichVersionsThereAre) {
  try {
    (void)start_local_server("9");
    FAIL() << "no machine that this is built on has it";
  } catch (const Error& error) {
    const Diagnostic& diagnostic = error.diagnostics().at(0);
    EXPECT_EQ(diagnostic.message,
              "can't start a temporary server: the programs of PostgreSQL 9 (initdb, pg_ctl, "
              "postgres) are not on this machine");
    EXPECT_TRUE(diagnostic.hint.starts_with("there are those of: 1")) << diagnostic.hint;
  }
}

}  // namespace
}  // namespace migrate::postgresql
