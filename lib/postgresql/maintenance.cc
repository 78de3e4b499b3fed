#include "lib/postgresql/maintenance.h"

#include <utility>

namespace migrate::postgresql {

std::unique_ptr<PostgresqlConnection> plain_session(Owned<PGconn> connection,
                                                    const db::ConnectOptions& options) {
  db::ConnectOptions plain;
  plain.url = options.url;
  plain.application_name = options.application_name;
  auto result = std::make_unique<PostgresqlConnection>(std::move(connection), plain);
  // Nothing that follows needs the session to stay ours.
  if (!result->start()) result->start_behind(Pooling::transactions);
  return result;
}

std::unique_ptr<PostgresqlConnection> maintenance_session(const db::ConnectOptions& options,
                                                          const std::string& besides) {
  Owned<PGconn> connection;
  for (const char* database : {"postgres", "template1"}) {
    if (database == besides) continue;
    connection = try_connection(options, database);
    if (PQstatus(connection.get()) == CONNECTION_OK) {
      return plain_session(std::move(connection), options);
    }
  }
  refuse_connection(connection.get());
}

}  // namespace migrate::postgresql
