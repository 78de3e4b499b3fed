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

}  // namespace migrate::postgresql
