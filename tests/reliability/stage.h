// A shape and a database to break its run in: a fresh one for each case, in the state in which the
// run begins.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "lib/db/driver.h"
#include "lib/plan/plan.h"
#include "lib/workflow/database.h"
#include "tests/reliability/cut_driver.h"
#include "tests/reliability/shapes.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {

/// MIGRATE_LONG is set: every case, and not a share of them.
[[nodiscard]] bool long_run();

class Stage {
 public:
  /// Writes the revisions of `shape`.
  Stage(const Shape& shape, plan::Direction direction);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  /// A database in the state that every case begins with; what the case before left goes.
  void begin_case();
  /// The run: r2 is applied, or undone. Throws what it throws.
  void run();
  /// Runs again, as a person would, until there is nothing left to do; resolves what is in doubt by
  /// what is the case. Throws what can't be gone on from.
  void finish();
  /// Schema, history (but times and run ids), what ran and the probe, as one text.
  [[nodiscard]] std::string state();

  /// Where the connections of run() and finish() break.
  Cuts cuts;

 private:
  [[nodiscard]] workflow::DatabaseOptions options() const;
  void empty_database() const;
  void act();
  [[nodiscard]] bool done();
  void resolve(const std::string& question);
  /// Rows as lines, values separated by `|`, in a session of its own.
  [[nodiscard]] std::string table(const std::string& sql) const;
  void end_backend(const std::string& pid) const;

  Shape shape_;
  plan::Direction direction_;
  std::unique_ptr<db::Driver> driver_;  ///< whole, for looking
  std::unique_ptr<db::Driver> cut_driver_;
  std::unique_ptr<db::Connection> admin_;  ///< PostgreSQL: of the database `postgres`
  TempDir directory_;
  std::string database_;  ///< its name; SQLite: the case's file
  int cases_ = 0;
};

}  // namespace migrate::test
