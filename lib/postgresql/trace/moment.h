// A database at a moment of a trace: which relations there are, what was done to them so far, and
// which locks a session has.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "lib/db/connection.h"
#include "lib/db/tracer.h"

namespace migrate::postgresql {

/// A lock mode of the server; strengths grow in the order of its documentation.
struct LockMode {
  std::string_view in_catalog;  ///< pg_locks.mode
  std::string_view name;
  int strength = 0;
  db::Waits waits = db::Waits::schema_changes;
};
/// The mode that pg_locks calls `mode`; null for what is none (SIReadLock).
[[nodiscard]] const LockMode* find_lock_mode(std::string_view mode);

struct RelationState {
  db::TracedRelation relation;
  char kind = 'r';     ///< pg_class.relkind
  uint64_t table = 0;  ///< that an index or a TOAST table belongs to; else its own id
  uint64_t file = 0;   ///< pg_relation_filenode()
  uint64_t bytes = 0;
  int64_t scans = 0;
  int64_t rows_read = 0;
  int64_t rows_changed = 0;
};

/// By the relation's id: the strongest.
using Locks = std::map<uint64_t, const LockMode*>;

/// Keeps the stronger of two.
void add_lock(Locks& locks, uint64_t relation, const LockMode& mode);

struct Moment {
  std::map<uint64_t, RelationState> relations;
  Locks locks;
  uint64_t log_bytes = 0;
  std::string transaction;
};

/// Whose counts of scans and rows: the transaction's, or what sessions have reported.
enum class Counts { transaction, reported };

/// The database, and the locks of the session itself. Throws as execute().
[[nodiscard]] Moment read_moment(db::Connection& connection, Counts counts);

/// What happened between two moments of one session, which had the locks `taken` meanwhile;
/// `counts` as the moments were read.
[[nodiscard]] db::StatementTrace difference(const Moment& before, const Moment& after,
                                            const Locks& taken, Counts counts);

}  // namespace migrate::postgresql
