// What a statement does to the relations that it finds, as the database itself tells: the locks
// that it takes on them, what it reads whole and what it writes anew.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lib/db/connection.h"

namespace migrate::db {

/// A table, or what is like one: an index, a view, a sequence.
struct TracedRelation {
  uint64_t id = 0;   ///< the engine's, for as long as the relation lives
  std::string name;  ///< qualified, quoted where it must be; as it was before the statement
  std::string kind;  ///< "table", "partitioned table", "index", "materialized view", "view", …
};

/// Who waits for a lock's holder.
enum class Waits {
  schema_changes,  ///< nobody but others that change the schema
  writes,
  everybody,  ///< reads, too
};

struct TracedLock {
  TracedRelation relation;
  std::string mode;  ///< in the engine's words: "ACCESS EXCLUSIVE"
  int strength = 0;  ///< of two locks on one relation the larger one says it all
  Waits waits = Waits::schema_changes;
};

/// What became of a relation that was there, beside being locked.
struct TracedWork {
  TracedRelation relation;
  uint64_t bytes = 0;     ///< its size before the statement, without indexes
  int64_t rows_read = 0;  ///< by `scans`
  int64_t scans = 0;      ///< from its first row to its last
  int64_t rows_changed = 0;
  size_t indexes_built = 0;
  bool rewritten = false;  ///< its rows lie in a new file
  bool emptied = false;    ///< it has a new file, and no rows were written to it
};

/// What one statement did.
struct StatementTrace {
  /// New ones: the strongest on each relation that was there. One on an index says no more than
  /// that on its table, where that is as strong.
  std::vector<TracedLock> locks;
  std::vector<TracedWork> work;
  std::vector<uint64_t> made;  ///< relations that were not there
  std::string transaction;     ///< the same text for statements of one transaction
  uint64_t log_bytes = 0;      ///< written to the log that the database recovers by
  std::chrono::microseconds duration{0};
};

/// A statement that is being traced. Destroyed without end(): nobody wants to know any more.
class Tracing {
 public:
  virtual ~Tracing() = default;
  /// Once the statement is done, and nothing else was submitted since. Throws as execute().
  [[nodiscard]] virtual StatementTrace end() = 0;
};

/// How much there is of a table.
struct TableSize {
  std::string name;    ///< as TracedRelation::name
  double rows = 0;     ///< as the planner takes it to be; negative: nobody has counted
  uint64_t bytes = 0;  ///< without its indexes
  uint64_t index_bytes = 0;
  size_t indexes = 0;
};

/// How fast a server works through rows, in bytes of the table per second.
struct Throughput {
  double read = 0;     ///< reads a table
  double rewrite = 0;  ///< writes a table anew, without its indexes
  double index = 0;    ///< builds an index
  uint64_t bytes = 0;  ///< of the table that it was measured on
};

class Tracer {
 public:
  virtual ~Tracer() = default;

  /// Begins with `request`, submitted next; nothing is pending. A transaction's statements are seen
  /// from within it; one that runs alone from sessions beside it that keep it waiting: in a scratch
  /// database. Null where no query may come before it (SET TRANSACTION). Throws as execute().
  [[nodiscard]] virtual std::unique_ptr<Tracing> begin(Connection& connection,
                                                       const Request& request) const = 0;
  /// Version and settings that what is seen depends on.
  [[nodiscard]] virtual std::vector<std::pair<std::string, std::string>> surroundings(
      Connection& connection) const = 0;

  /// All tables of the database, in the order of their names. Throws as execute().
  [[nodiscard]] virtual std::vector<TableSize> sizes(Connection& connection) const = 0;
  /// Measured on a table that is made for it, in a second or two. Throws as execute().
  [[nodiscard]] virtual Throughput measure(Connection& connection) const = 0;
};

}  // namespace migrate::db
