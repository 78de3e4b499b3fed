#include "lib/postgresql/publisher_guard.h"

#include <gtest/gtest.h>

#include "lib/db/scratch.h"
#include "lib/engines.h"
#include "tests/support/postgres_server.h"

namespace migrate::postgresql {
namespace {

std::string scratch_databases(db::Connection& connection) {
  return db::execute(connection,
                     {.sql = "SELECT string_agg(datname, ' ') FROM pg_database WHERE datname LIKE "
                             "'migrate\\_scratch\\_%'"})
      .rows.at(0)
      .at(0)
      .value_or("");
}

TEST(PublisherGuard, CreatesWithoutConnecting) {
  EXPECT_EQ(without_publisher("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p, q"),
            "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p, q WITH (connect = false)");
  EXPECT_EQ(without_publisher("create subscription \"with\" connection 'with (' publication p\n"
                              "with (Enabled = true, binary, -- why\n  slot_name = 'a,b', "
                              "create_slot = false, \"copy_data\" = on, connect);"),
            "create subscription \"with\" connection 'with (' publication p"
            " WITH (connect = false, binary, slot_name = 'a,b')");
}

TEST(PublisherGuard, NeitherEnablesNorRefreshes) {
  const auto nothing = without_publisher("ALTER SUBSCRIPTION s ENABLE");
  EXPECT_EQ(nothing, "DO 'BEGIN END'");
  EXPECT_EQ(without_publisher("ALTER SUBSCRIPTION s REFRESH PUBLICATION WITH (copy_data)"),
            nothing);
  EXPECT_EQ(without_publisher("ALTER SUBSCRIPTION s ADD PUBLICATION p"),
            "ALTER SUBSCRIPTION s ADD PUBLICATION p WITH (refresh = false)");
  EXPECT_EQ(without_publisher("ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh, copy_data)"),
            "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)");
}

TEST(PublisherGuard, DropsWithoutTheSlot) {
  EXPECT_EQ(without_publisher("DROP SUBSCRIPTION \"S\" CASCADE"),
            "DO $migrate$ BEGIN ALTER SUBSCRIPTION \"S\" DISABLE; ALTER SUBSCRIPTION \"S\" SET "
            "(slot_name = NONE); DROP SUBSCRIPTION \"S\"; END $migrate$");
  EXPECT_EQ(without_publisher("DROP SUBSCRIPTION IF EXISTS s"),
            "DO $migrate$ BEGIN ALTER SUBSCRIPTION s DISABLE; ALTER SUBSCRIPTION s SET "
            "(slot_name = NONE); DROP SUBSCRIPTION s; EXCEPTION WHEN undefined_object THEN NULL; "
            "END $migrate$");
}

TEST(PublisherGuard, RefusesWhatOnlyTheSlotCanTake) {
  const auto refused = without_publisher("ALTER SUBSCRIPTION s SET (binary, failover = true)");
  ASSERT_TRUE(refused);
  EXPECT_NE(refused->find("RAISE EXCEPTION"), std::string::npos);
  EXPECT_NE(refused->find("'failover'"), std::string::npos);
}

TEST(PublisherGuard, LetsTheRestPass) {
  for (const char* statement :
       {"", "SELECT 1", "CREATE PUBLICATION p", "ALTER SUBSCRIPTION s DISABLE",
        "ALTER SUBSCRIPTION s SET (slot_name = NONE)", "ALTER SUBSCRIPTION s OWNER TO o",
        "ALTER SUBSCRIPTION s CONNECTION 'x'", "COMMENT ON SUBSCRIPTION s IS 'x'"}) {
    EXPECT_EQ(without_publisher(statement), std::nullopt) << statement;
  }
}

// The publisher's wal_level would refuse whatever connects, and no such publication is there.
TEST(PublisherGuard, ScratchDatabasesHaveSubscriptionsAndGoWithThem) {
  const auto driver = driver_named("postgresql");
  db::ConnectOptions options;
  options.url = test::PostgresServer::instance().url("postgres");
  const auto connection = driver->connect(options);
  {
    const auto scratch = driver->scratch(connection.get(), options, "");
    const auto session = driver->connect(scratch->options());
    const std::string server = test::PostgresServer::instance().socket_directory();
    for (const std::string& statement :
         {"CREATE SUBSCRIPTION kept CONNECTION 'host=" + server + " dbname=postgres' PUBLICATION p",
          std::string("CREATE SUBSCRIPTION gone CONNECTION 'dbname=x' PUBLICATION p"),
          std::string("ALTER SUBSCRIPTION kept ENABLE"), std::string("DROP SUBSCRIPTION gone"),
          std::string("DROP SUBSCRIPTION IF EXISTS never")}) {
      db::execute(*session, {.sql = statement, .mode = db::Request::Mode::alone});
    }
    const schema::Catalog catalog = driver->introspect(*session, "public");
    const schema::Fact* kept = catalog.find({"subscription", {"kept"}});
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(kept->attributes.count("slot_name"), 0U);
    EXPECT_EQ(kept->remark("enabled"), "");
    for (const auto* values : {&kept->attributes, &kept->remarks}) {
      for (const auto& [name, value] : *values) {
        EXPECT_EQ(value.find("dbname"), std::string::npos) << name;
      }
    }
    EXPECT_EQ(catalog.find({"subscription", {"gone"}}), nullptr);
    EXPECT_NE(scratch_databases(*connection), "");
  }
  EXPECT_EQ(scratch_databases(*connection), "");
}

}  // namespace
}  // namespace migrate::postgresql
