// A PostgreSQL server of one test's own, for what the shared one can't be: a primary that crashes,
// a standby, one with settings of its own. On a unix socket only, no fsync.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {

class PostgresNode {
 public:
  PostgresNode();
  ~PostgresNode();
  PostgresNode(const PostgresNode&) = delete;
  PostgresNode& operator=(const PostgresNode&) = delete;

  /// Makes an empty cluster. Throws std::runtime_error with the program's message, as all here.
  void initialize() const;
  /// Becomes a copy of `primary`, which must not have started yet, that follows it as `standby`.
  void follow(const PostgresNode& primary) const;
  /// Starts the server with `settings` ("name=value") and waits until it answers.
  void start(const std::vector<std::string>& settings = {});
  /// As `pg_ctl stop -m immediate`: no checkpoint, no goodbye.
  void crash();
  /// Makes a standby a primary.
  void promote() const;

  [[nodiscard]] std::string url() const;
  [[nodiscard]] const std::string& socket() const { return directory_.path(); }
  /// What psql says to `sql`, unaligned and tuples-only, without the last newline.
  [[nodiscard]] std::string value(const std::string& sql) const;
  /// Asks until the answer is `wanted`, for a minute at most.
  void wait_for(const std::string& sql, const std::string& wanted) const;

 private:
  [[nodiscard]] std::string data() const { return directory_ / "data"; }

  TempDir directory_;
  std::unique_ptr<Process> process_;
};

}  // namespace migrate::test
