// Databases in memory, and two schemas tried forth and back between them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lib/db/scratch.h"
#include "lib/schema/planner.h"

namespace migrate::test {

/// A SQLite database with one session, foreign keys on.
class LiteDatabase {
 public:
  explicit LiteDatabase(const std::string& script = "");

  /// Runs the statements of `script` one by one. Throws Error at the first that fails.
  void run(const std::string& script);
  /// Runs a plan as a revision with its header is run: in one transaction, foreign keys off
  /// outside of it where the header says so, and checked before the end. Throws Error.
  void run(const schema::SchemaPlan& plan);
  [[nodiscard]] std::vector<std::vector<db::Value>> rows(const std::string& query);
  /// The first value of the first row; "NULL" for NULL, empty without a row.
  [[nodiscard]] std::string value(const std::string& query);
  [[nodiscard]] schema::Catalog catalog();
  /// What SQLite's own PRAGMAs say of tables, columns, keys and indexes, a line each, sorted: an
  /// observer that knows nothing of catalogs.
  [[nodiscard]] std::vector<std::string> observed();

 private:
  std::unique_ptr<db::Scratch> scratch_;
  std::unique_ptr<db::Connection> connection_;
};

/// Header and statements, as a revision's file has them.
[[nodiscard]] std::string text_of(const schema::SchemaPlan& plan);
/// One line per change; empty where the catalogs are equal.
[[nodiscard]] std::string difference_text(const schema::Catalog& before,
                                          const schema::Catalog& after);

struct RoundTrip {
  std::string up;
  std::string down;
  /// What went wrong, in words; empty when all is well: both plans ran, no difference was left
  /// after either, and the rows survived wherever nothing was announced to be lost.
  std::string problem;
};

/// From `before` (with `rows`) to `after` and back.
[[nodiscard]] RoundTrip round_trip(const std::string& before, const std::string& rows,
                                   const std::string& after);

}  // namespace migrate::test
