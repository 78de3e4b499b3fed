// A PostgreSQL server of the test process's own: initdb in a temporary directory, a unix socket
// only, no fsync. It starts when first asked for, and goes away with the process, however that
// ends. MIGRATE_PG_BINDIR names the directory of the programs; else the newest installed are taken.
#pragma once

#include <string>
#include <vector>

namespace migrate::test {

class PostgresServer {
 public:
  /// The process's server. Throws std::runtime_error that says what to install when there is none:
  /// a test that asks for a server fails without one.
  static PostgresServer& instance();

  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer();

  /// Creates an empty database and returns its URL (as the superuser `postgres`).
  [[nodiscard]] std::string fresh_database();
  /// URL of `database`, which need not exist.
  [[nodiscard]] std::string url(const std::string& database, const std::string& user = "postgres",
                                const std::string& password = "") const;
  /// Runs `sql` by psql in `database`; returns its unaligned, tuples-only output without the last
  /// newline. Throws std::runtime_error with psql's message.
  std::string psql(const std::string& database, const std::string& sql) const;
  [[nodiscard]] int major_version() const;
  /// A program of the server's installation: psql, pg_dump, …
  [[nodiscard]] std::string program(const std::string& name) const { return bin_ + "/" + name; }
  /// Whether the installation has that program: a server alone comes without pg_dump.
  [[nodiscard]] bool has(const std::string& name) const;
  [[nodiscard]] const std::string& socket_directory() const { return directory_; }

  /// A role that must log in by password; every other one is trusted.
  static constexpr const char* kPasswordRole = "needs_password";

 private:
  PostgresServer();
  void initialize() const;
  void start();
  void guard();

  std::string bin_;
  std::string directory_;
  int guard_pipe_ = -1;
  int guard_pid_ = -1;
  int databases_ = 0;
};

/// PostgresServer::instance().fresh_database().
[[nodiscard]] std::string fresh_postgres_database();
/// The database name in a URL that fresh_database() made.
[[nodiscard]] std::string database_of(const std::string& url);

}  // namespace migrate::test
