// The proxy that the other tests of proxies stand on.
#include "tests/support/pgbouncer.h"

#include <gtest/gtest.h>

#include "lib/engines.h"

namespace migrate::test {
namespace {

std::unique_ptr<db::Connection> connect(const db::Driver& driver, const std::string& url) {
  db::ConnectOptions options;
  options.url = url;
  options.application_name = "migrate/test";
  return driver.connect(options);
}

std::string backend_pid(db::Connection& connection) {
  return *db::execute(connection, {.sql = "SELECT pg_catalog.pg_backend_pid()"}).rows[0][0];
}

TEST(PgBouncerFixture, InSessionModeEachClientHasASessionOfItsOwn) {
  PostgresServer& server = PostgresServer::instance();
  const std::string database = database_of(server.fresh_database());
  const PgBouncer proxy(server, PgBouncer::PoolMode::session);
  const auto driver = driver_named("postgresql");
  const auto one = connect(*driver, proxy.url(database));
  const auto other = connect(*driver, proxy.url(database));
  EXPECT_NE(backend_pid(*one), backend_pid(*other));
}

TEST(PgBouncerFixture, InTransactionModeIdleClientsShareASession) {
  PostgresServer& server = PostgresServer::instance();
  const std::string database = database_of(server.fresh_database());
  const PgBouncer proxy(server, PgBouncer::PoolMode::transaction);
  const auto driver = driver_named("postgresql");
  const auto one = connect(*driver, proxy.url(database));
  const auto other = connect(*driver, proxy.url(database));
  EXPECT_EQ(backend_pid(*one), backend_pid(*other));
}

}  // namespace
}  // namespace migrate::test
