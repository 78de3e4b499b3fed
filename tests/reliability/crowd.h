// A project and a database that many runners of the real program go for at once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/engines.h"
#include "tests/support/pgbouncer.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {

/// The way from the runners to the database.
enum class Route { postgresql, sqlite, session_pool, transaction_pool };
[[nodiscard]] std::string name_of(Route route);
[[nodiscard]] bool through_proxy(Route route);

class Crowd {
 public:
  /// Writes revisions of every kind that the engine has, and makes an empty database.
  explicit Crowd(Route route);

  /// Begins `migrate upgrade`, which waits for the run lock; `environment`: further "NAME=value"s.
  [[nodiscard]] Process runner(const std::vector<std::string>& environment = {});
  /// What the `n`-th runner (from 0) has written so far.
  [[nodiscard]] std::string output(size_t n) const;
  /// One line per thing that is wrong with the database after all have ended; empty: every revision
  /// was applied once, and each of its statements ran once.
  [[nodiscard]] std::string problems() const;
  /// First column of the first row of `sql`.
  [[nodiscard]] std::string value(const std::string& sql) const;

 private:
  void write_revisions() const;

  Route route_;
  TempDir directory_;
  std::unique_ptr<db::Driver> driver_;
  std::unique_ptr<PgBouncer> proxy_;
  std::string direct_url_;
  std::string url_;
  size_t runners_ = 0;
};

}  // namespace migrate::test
