// A pgbouncer before the test process's PostgreSQL server: on a unix socket of its own, for every
// database, as Debian configures it but for the pool mode. It ends with the object.
#pragma once

#include <memory>
#include <string>

#include "tests/support/postgres_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {

class PgBouncer {
 public:
  enum class PoolMode { session, transaction };

  /// Starts it and waits until it answers. `pool_size`: server sessions per database. Throws
  /// std::runtime_error that says what to install when there is none.
  PgBouncer(const PostgresServer& server, PoolMode mode, int pool_size = 20);

  /// URL of the server's `database` through the proxy, as the superuser `postgres`.
  [[nodiscard]] std::string url(const std::string& database) const;

 private:
  void configure(const PostgresServer& server, PoolMode mode, int pool_size) const;
  void wait_until_it_answers();

  TempDir directory_;
  std::unique_ptr<Process> process_;
};

}  // namespace migrate::test
