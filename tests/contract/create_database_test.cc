// Making the database that a URL names.
#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {
namespace {

db::ConnectOptions options_for(const std::string& url) {
  db::ConnectOptions options;
  options.url = url;
  options.missing = db::ConnectOptions::Missing::fail;
  return options;
}

TEST(CreateDatabase, MakesAPostgresqlDatabaseOnce) {
  const auto driver = driver_named("postgresql");
  const db::ConnectOptions options =
      options_for(PostgresServer::instance().url("quoted \"made\" by test"));
  EXPECT_EQ(driver->create_database(options), db::Creation::created);
  EXPECT_EQ(driver->create_database(options), db::Creation::existed);
  EXPECT_EQ(driver->facts(*driver->connect(options)).database, "quoted \"made\" by test");
}

TEST(CreateDatabase, SaysWhatTheUserLacks) {
  PostgresServer& server = PostgresServer::instance();
  server.psql("postgres", "CREATE ROLE makes_nothing LOGIN");
  const auto driver = driver_named("postgresql");
  try {
    (void)driver->create_database(options_for(server.url("never_made", "makes_nothing")));
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::failed);
    EXPECT_NE(std::string(error.what()).find("can't create the database never_made"),
              std::string::npos)
        << error.what();
  }
}

TEST(CreateDatabase, GivesTheRefusalOfADatabaseThatIsThere) {
  PostgresServer& server = PostgresServer::instance();
  server.psql("postgres", "CREATE DATABASE closed ALLOW_CONNECTIONS false");
  try {
    (void)driver_named("postgresql")->create_database(options_for(server.url("closed")));
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unreachable);
    EXPECT_NE(std::string(error.what()).find("closed"), std::string::npos) << error.what();
  }
}

TEST(CreateDatabase, MakesASqliteFileOnce) {
  const TempDir directory;
  const auto driver = driver_named("sqlite");
  const db::ConnectOptions options = options_for("sqlite:" + (directory / "made.db"));
  EXPECT_EQ(driver->create_database(options), db::Creation::created);
  EXPECT_TRUE(path_exists(directory / "made.db"));
  EXPECT_EQ(driver->create_database(options), db::Creation::existed);
  EXPECT_NO_THROW((void)driver->connect(options));
}

}  // namespace
}  // namespace migrate::test
