// Making the database that a URL names.
#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {
namespace {

constexpr const char* kScratchLeft =
    "SELECT count(*) FROM pg_database WHERE datname LIKE 'migrate\\_scratch\\_%'";

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

TEST(RecreateDatabase, KeepsWhatBelongsToAPostgresqlDatabaseItself) {
  PostgresServer& server = PostgresServer::instance();
  server.psql("postgres", "CREATE ROLE \"its owner\" CREATEDB LOGIN; CREATE ROLE reader");
  server.psql("postgres",
              "CREATE DATABASE \"to be \"\"anew\" OWNER \"its owner\" TEMPLATE template0 "
              "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' CONNECTION LIMIT 7");
  const std::string name = "to be \"anew";
  server.psql(name, R"(
    COMMENT ON DATABASE "to be ""anew" IS 'it''s kept';
    ALTER DATABASE "to be ""anew" SET search_path TO app, "$user", public;
    ALTER DATABASE "to be ""anew" SET app.tenant TO 'it''s; one';
    ALTER ROLE reader IN DATABASE "to be ""anew" SET work_mem TO '5MB';
    REVOKE ALL ON DATABASE "to be ""anew" FROM PUBLIC;
    GRANT CONNECT ON DATABASE "to be ""anew" TO reader WITH GRANT OPTION;
    CREATE SCHEMA app; CREATE TABLE app.things (id integer))");
  const std::string look =
      "SELECT concat_ws('|', pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, "
      "datctype, datconnlimit, datacl, shobj_description(oid, 'pg_database'), "
      "(SELECT string_agg(concat(setrole::regrole, c), ' ' ORDER BY setrole, c) "
      "FROM pg_db_role_setting, unnest(setconfig) c WHERE setdatabase = d.oid)) "
      "FROM pg_database d WHERE datname = current_database()";
  const std::string before = server.psql(name, look);
  const auto driver = driver_named("postgresql");
  const auto other = driver->connect(options_for(server.url(name)));

  driver->recreate_database(options_for(server.url(name)));

  EXPECT_EQ(server.psql(name, look), before);
  EXPECT_EQ(server.psql(name, "SELECT count(*) FROM pg_namespace WHERE nspname = 'app'"), "0");
  EXPECT_TRUE(db::try_execute(*other, {.sql = "SELECT 1"}).failure);
  EXPECT_EQ(server.psql("postgres", kScratchLeft), "0");
}

TEST(RecreateDatabase, MakesOneThatIsMissing) {
  const auto options = options_for(PostgresServer::instance().url("made_by_recreate"));
  driver_named("postgresql")->recreate_database(options);
  EXPECT_EQ(driver_named("postgresql")->create_database(options), db::Creation::existed);
}

TEST(RecreateDatabase, LosesNothingWhereItCantBeMade) {
  PostgresServer& server = PostgresServer::instance();
  server.psql("postgres", "CREATE ROLE remakes_nothing LOGIN");
  server.psql("postgres", "CREATE DATABASE stays OWNER remakes_nothing");
  server.psql("stays", "CREATE TABLE things (id integer)");
  const auto options = options_for(server.url("stays", "remakes_nothing"));
  try {
    driver_named("postgresql")->recreate_database(options);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::failed);
    EXPECT_EQ(error.diagnostics().at(0).hint,
              "the role that connects needs CREATEDB, and to own the database");
  }
  EXPECT_EQ(server.psql("stays", "SELECT count(*) FROM things"), "0");
}

TEST(RecreateDatabase, LeavesNoSecondOneWhereTheFirstCantBeDropped) {
  PostgresServer& server = PostgresServer::instance();
  server.psql("postgres", "CREATE DATABASE held");
  const auto options = options_for(server.url("held"));
  server.psql("held",
              "CREATE SUBSCRIPTION held_sub CONNECTION 'dbname=nowhere' PUBLICATION p "
              "WITH (connect = false)");
  EXPECT_THROW(driver_named("postgresql")->recreate_database(options), Error);
  EXPECT_EQ(server.psql("held", "SELECT count(*) FROM pg_subscription"), "1");
  EXPECT_EQ(server.psql("postgres", kScratchLeft), "0");
  server.psql("held", "ALTER SUBSCRIPTION held_sub SET (slot_name = NONE)");
  server.psql("held", "DROP SUBSCRIPTION held_sub");
}

TEST(RecreateDatabase, EmptiesASqliteFileInPlace) {
  const TempDir directory;
  const auto driver = driver_named("sqlite");
  const db::ConnectOptions options = options_for("sqlite:" + (directory / "full.db"));
  driver->recreate_database(options);
  const auto connection = driver->connect(options);
  db::execute(*connection, {.sql = "PRAGMA journal_mode = wal"});
  db::execute(*connection, {.sql = "CREATE TABLE things (id integer)"});
  driver->recreate_database(options);
  EXPECT_EQ(db::execute(*connection, {.sql = "SELECT * FROM sqlite_schema"}).rows.size(), 0U);
}

TEST(RecreateDatabase, WaitsForNoSqliteTransactionForEver) {
  const TempDir directory;
  const auto driver = driver_named("sqlite");
  db::ConnectOptions options = options_for("sqlite:" + (directory / "busy.db"));
  options.missing = db::ConnectOptions::Missing::create;
  options.lock_timeout = Milliseconds(50);
  const auto connection = driver->connect(options);
  db::execute(*connection, {.sql = "CREATE TABLE things (id integer)"});
  db::execute(*connection, {.sql = "BEGIN IMMEDIATE"});
  try {
    driver->recreate_database(options);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::locked);
  }
  db::execute(*connection, {.sql = "ROLLBACK"});
  EXPECT_EQ(db::execute(*connection, {.sql = "SELECT * FROM sqlite_schema"}).rows.size(), 1U);
}

}  // namespace
}  // namespace migrate::test
