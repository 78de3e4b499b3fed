#include "lib/postgresql/create_database.h"

#include <string>
#include <utility>

#include "lib/base/error.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/maintenance.h"
#include "lib/postgresql/quote.h"

namespace migrate::postgresql {
namespace {

constexpr std::string_view kDuplicateDatabase = "42P04";
/// Of pg_database's own index: somebody else made it at the same time.
constexpr std::string_view kUniqueViolation = "23505";

bool connected(const Owned<PGconn>& connection) {
  return PQstatus(connection.get()) == CONNECTION_OK;
}

db::Creation create(db::Connection& connection, const std::string& name) {
  const db::Outcome found =
      db::execute(connection, {.sql = std::string(embedded_sql("recovery/database_exists")),
                               .parameters = {db::text(name)}});
  if (found.rows.at(0).at(0) == "t") return db::Creation::existed;
  const db::Outcome made = db::try_execute(
      connection,
      {.sql = "CREATE DATABASE " + quote_identifier(name), .mode = db::Request::Mode::alone});
  if (!made.failure) return db::Creation::created;
  if (made.failure->sqlstate == kDuplicateDatabase || made.failure->sqlstate == kUniqueViolation) {
    return db::Creation::existed;
  }
  Diagnostic diagnostic = db::describe(*made.failure);
  diagnostic.message = "can't create the database " + name + ": " + diagnostic.message;
  throw Error(made.failure->connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
              std::move(diagnostic));
}

}  // namespace

db::Creation create_database(const db::ConnectOptions& options) {
  const Owned<PGconn> wanted = try_connection(options);
  if (connected(wanted)) return db::Creation::existed;
  std::unique_ptr<PostgresqlConnection> maintenance;
  try {
    maintenance = maintenance_session(options);
  } catch (const Error&) {
    refuse_connection(wanted.get());  // that is what the user asked for
  }
  const db::Creation creation = create(*maintenance, PQdb(wanted.get()));
  if (creation == db::Creation::existed) refuse_connection(wanted.get());  // it won't have us
  return creation;
}

}  // namespace migrate::postgresql
