#include "lib/postgresql/trace/moment.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/proxy.h"

namespace migrate::postgresql {
namespace {

using db::Waits;

/// In the order of the manual's table of conflicts (Explicit Locking).
constexpr LockMode kModes[] = {
    {"AccessShareLock", "ACCESS SHARE", 1, Waits::schema_changes},
    {"RowShareLock", "ROW SHARE", 2, Waits::schema_changes},
    {"RowExclusiveLock", "ROW EXCLUSIVE", 3, Waits::schema_changes},
    {"ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE", 4, Waits::schema_changes},
    {"ShareLock", "SHARE", 5, Waits::writes},
    {"ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE", 6, Waits::writes},
    {"ExclusiveLock", "EXCLUSIVE", 7, Waits::writes},
    {"AccessExclusiveLock", "ACCESS EXCLUSIVE", 8, Waits::everybody},
};

/// The strength of SHARE UPDATE EXCLUSIVE, which all that runs CONCURRENTLY takes on the table.
constexpr int kConcurrent = 4;

std::string_view kind_named(char kind) {
  switch (kind) {
    case 'r':
      return "table";
    case 'p':
      return "partitioned table";
    case 'i':
    case 'I':
      return "index";
    case 'm':
      return "materialized view";
    case 'v':
      return "view";
    case 'S':
      return "sequence";
    case 't':
      return "TOAST table";
    case 'f':
      return "foreign table";
    default:
      return "type";
  }
}

bool has_rows(const RelationState& state) { return state.kind == 'r' || state.kind == 'm'; }

int64_t number_of(const db::Value& value) {
  int64_t number = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), number);
  return number;
}

uint64_t size_of(const db::Value& value) { return static_cast<uint64_t>(number_of(value)); }

/// From a row of sql/postgresql/trace/relations.sql.
RelationState state_from(const std::vector<db::Value>& row) {
  RelationState state;
  state.kind = row.at(2).value_or("r").at(0);
  state.relation = {size_of(row.at(0)), row.at(1).value_or(""),
                    std::string(kind_named(state.kind))};
  state.table = size_of(row.at(3));
  state.file = size_of(row.at(4));
  state.bytes = size_of(row.at(5));
  state.scans = number_of(row.at(6));
  state.rows_read = number_of(row.at(7));
  state.rows_changed = number_of(row.at(8));
  return state;
}

/// The table that `state` is part of in the end: a TOAST table's index is two steps away.
uint64_t table_of(const Moment& moment, const RelationState& state) {
  const auto above = moment.relations.find(state.table);
  return above == moment.relations.end() ? state.table : above->second.table;
}

/// A lock on an index or a TOAST table keeps nobody waiting who does not wait for its table. Nor
/// does one of a statement that runs CONCURRENTLY: by then it has waited until nobody uses the
/// index any more.
bool hidden_by_table(const Moment& before, const Locks& taken, const RelationState& state,
                     const LockMode& mode, Counts counts) {
  const uint64_t table = table_of(before, state);
  if (table == state.relation.id) return false;
  const auto lock = taken.find(table);
  if (lock == taken.end()) return false;
  const bool concurrent = counts == Counts::reported && lock->second->strength == kConcurrent;
  return concurrent || lock->second->strength >= mode.strength;
}

/// Nobody writes to a materialized view but who refreshes it.
Waits waits_for(const RelationState& state, const LockMode& mode) {
  return state.kind == 'm' && mode.waits == Waits::writes ? Waits::schema_changes : mode.waits;
}

void add_locks(const Moment& before, const Locks& taken, Counts counts, db::StatementTrace& trace) {
  for (const auto& [id, mode] : taken) {
    const auto known = before.relations.find(id);
    if (known == before.relations.end()) continue;  // made meanwhile, or temporary
    const auto held = before.locks.find(id);
    if (held != before.locks.end() && held->second->strength >= mode->strength) continue;
    if (hidden_by_table(before, taken, known->second, *mode, counts)) continue;
    trace.locks.push_back({known->second.relation, std::string(mode->name), mode->strength,
                           waits_for(known->second, *mode)});
  }
}

/// By the table's id: how many indexes of it are new, or in a new file.
std::map<uint64_t, size_t> built_indexes(const Moment& before, const Moment& after) {
  std::map<uint64_t, size_t> built;
  for (const auto& [id, now] : after.relations) {
    if (now.kind != 'i') continue;
    const auto then = before.relations.find(id);
    if (then == before.relations.end() || then->second.file != now.file) ++built[now.table];
  }
  return built;
}

void add_work(const Moment& before, const Moment& after, db::StatementTrace& trace) {
  const std::map<uint64_t, size_t> built = built_indexes(before, after);
  for (const auto& [id, then] : before.relations) {
    const auto found = after.relations.find(id);
    if (found == after.relations.end() || !has_rows(then)) continue;
    const RelationState& now = found->second;
    db::TracedWork work;
    work.relation = then.relation;
    work.bytes = then.bytes;
    work.rewritten = now.file != then.file;
    work.scans = std::max<int64_t>(now.scans - then.scans, 0);
    work.rows_read = std::max<int64_t>(now.rows_read - then.rows_read, 0);
    work.rows_changed = std::max<int64_t>(now.rows_changed - then.rows_changed, 0);
    if (const auto indexes = built.find(id); indexes != built.end()) {
      work.indexes_built = indexes->second;
    }
    const bool idle =
        !work.rewritten && work.scans == 0 && work.rows_changed == 0 && work.indexes_built == 0;
    if (!idle) trace.work.push_back(std::move(work));
  }
}

}  // namespace

const LockMode* find_lock_mode(std::string_view mode) {
  const auto found = std::find_if(std::begin(kModes), std::end(kModes),
                                  [&](const LockMode& known) { return known.in_catalog == mode; });
  return found == std::end(kModes) ? nullptr : found;
}

void add_lock(Locks& locks, uint64_t relation, const LockMode& mode) {
  const LockMode*& kept = locks[relation];
  if (kept == nullptr || kept->strength < mode.strength) kept = &mode;
}

Moment read_moment(db::Connection& connection, Counts counts) {
  Moment moment;
  const bool own = counts == Counts::transaction;
  const db::Outcome relations = db::execute(
      connection,
      {.sql = std::string(embedded_sql(own ? "trace/relations" : "trace/reported_relations"))});
  for (const std::vector<db::Value>& row : relations.rows) {
    RelationState state = state_from(row);
    moment.relations.emplace(state.relation.id, std::move(state));
  }
  const db::Outcome locks =
      db::execute(connection, {.sql = std::string(embedded_sql("trace/locks")),
                               .parameters = {db::integer(int64_t{backend_pid(connection)})}});
  for (const std::vector<db::Value>& row : locks.rows) {
    const LockMode* mode = find_lock_mode(row.at(1).value_or(""));
    if (mode != nullptr) add_lock(moment.locks, size_of(row.at(0)), *mode);
  }
  const db::Outcome now =
      db::execute(connection, {.sql = std::string(embedded_sql("trace/moment"))});
  moment.log_bytes = size_of(now.rows.at(0).at(0));
  moment.transaction = now.rows.at(0).at(1).value_or("");
  return moment;
}

db::StatementTrace difference(const Moment& before, const Moment& after, const Locks& taken,
                              Counts counts) {
  db::StatementTrace trace;
  add_locks(before, taken, counts, trace);
  add_work(before, after, trace);
  for (const auto& [id, state] : after.relations) {
    if (before.relations.count(id) == 0) trace.made.push_back(id);
  }
  trace.log_bytes = after.log_bytes - before.log_bytes;
  trace.transaction = after.transaction;
  return trace;
}

}  // namespace migrate::postgresql
