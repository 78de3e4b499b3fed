// Times of production, reckoned from the sizes of its tables.
#include <iterator>
#include <map>

#include "lib/workflow/trace.h"

namespace migrate::workflow {

namespace {

/// How long `work` takes on a table of `size`. Of a change of rows it is known which share of them
/// changed here, where there were any.
Estimate estimate_of(const db::TracedWork& work, const db::TableSize& size,
                     const db::Throughput& throughput) {
  const double bytes = static_cast<double>(size.bytes);
  Estimate result;
  if (work.emptied) return result;
  if (work.rewritten) {
    result.seconds =
        bytes / throughput.rewrite + bytes / throughput.index * static_cast<double>(size.indexes);
    return result;
  }
  const auto built = static_cast<int64_t>(work.indexes_built);
  result.seconds = bytes / throughput.index * static_cast<double>(built);
  if (work.scans > built) {
    result.seconds += bytes / throughput.read * static_cast<double>(work.scans - built);
  }
  if (work.rows_changed > 0 && work.rows_read >= work.rows_changed) {
    const double share =
        static_cast<double>(work.rows_changed) / static_cast<double>(work.rows_read);
    result.seconds += bytes * share / throughput.rewrite;
  }
  return result;
}

/// Names as they were before the run, which renames tables: by the relation's id.
using Names = std::map<uint64_t, std::string>;

Names names_before(const Trace& trace) {
  Names names;
  for (const TracedStatement& statement : trace.statements) {
    for (const db::TracedLock& lock : statement.trace.locks) {
      names.emplace(lock.relation.id, lock.relation.name);
    }
  }
  return names;
}

Estimate estimate_of(const TracedStatement& statement, const TableSizes& sizes, const Names& names,
                     const db::Throughput& throughput) {
  Estimate sum;
  for (const db::TracedWork& work : statement.trace.work) {
    const auto name = names.find(work.relation.id);
    const auto size = sizes.find(name == names.end() ? work.relation.name : name->second);
    const bool known = size != sizes.end() && size->second.rows >= 0;
    sum.at_least = sum.at_least || !known;
    if (known) sum.seconds += estimate_of(work, size->second, throughput).seconds;
  }
  return sum;
}

}  // namespace

void estimate(Trace& trace, const TableSizes& sizes) {
  const Names names = names_before(trace);
  Estimate until_end;
  for (auto statement = trace.statements.rbegin(); statement != trace.statements.rend();
       ++statement) {
    const bool is_last_of_transaction =
        statement == trace.statements.rbegin() ||
        std::prev(statement)->trace.transaction != statement->trace.transaction;
    if (is_last_of_transaction) until_end = {};
    statement->own = estimate_of(*statement, sizes, names, *trace.throughput);
    until_end.seconds += statement->own->seconds;
    until_end.at_least = until_end.at_least || statement->own->at_least;
    statement->until_end = until_end;
  }
}

}  // namespace migrate::workflow
