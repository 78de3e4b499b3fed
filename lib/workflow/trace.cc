#include "lib/workflow/trace.h"

#include <algorithm>

namespace migrate::workflow {

namespace {

bool keeps_waiting(const db::TracedLock& lock) { return lock.waits != db::Waits::schema_changes; }

bool is_work_on_rows(const db::TracedWork& work) {
  return work.scans > 0 || work.rewritten || work.indexes_built > 0 || work.rows_changed > 0;
}

}  // namespace

bool TracedStatement::blocks() const {
  return std::any_of(trace.locks.begin(), trace.locks.end(), keeps_waiting);
}

bool TracedStatement::works_under_lock() const {
  if (!blocks() && held.empty()) return false;
  return std::any_of(trace.work.begin(), trace.work.end(), is_work_on_rows);
}

bool TracedStatement::only_traced() const {
  const bool is_found = std::any_of(verdicts.begin(), verdicts.end(),
                                    [](const TraceVerdict& verdict) { return verdict.confirmed; });
  if (is_found || (!blocks() && held.empty())) return false;
  return std::any_of(trace.work.begin(), trace.work.end(), [](const db::TracedWork& work) {
    return work.scans > 0 || work.rewritten || work.indexes_built > 0;
  });
}

void TraceRecorder::on(const run::Event& event) {
  if (event.kind == run::Event::Kind::retrying) forget_transaction(event);
  if (event.kind == run::Event::Kind::traced) add(event);
}

void TraceRecorder::add(const run::Event& event) {
  if (made_ == Made::by_revision && event.step->id != revision_) new_.clear();
  revision_ = event.step->id;
  if (event.trace->transaction != transaction_) held_.clear();
  transaction_ = event.trace->transaction;

  TracedStatement statement;
  statement.revision = event.step->id;
  statement.number = event.statement;
  statement.verb = event.text;
  statement.location = event.location;
  statement.trace = *event.trace;
  statement.held = held_;
  std::erase_if(statement.trace.locks,
                [&](const db::TracedLock& lock) { return new_.contains(lock.relation.id); });
  std::erase_if(statement.trace.work,
                [&](const db::TracedWork& work) { return new_.contains(work.relation.id); });
  new_.insert(event.trace->made.begin(), event.trace->made.end());
  for (const db::TracedLock& lock : statement.trace.locks) {
    if (keeps_waiting(lock)) held_.push_back({lock, trace_.statements.size()});
  }
  trace_.statements.push_back(std::move(statement));
}

/// A transaction that lost a lock runs again from its beginning.
void TraceRecorder::forget_transaction(const run::Event& event) {
  held_.clear();
  std::erase_if(trace_.statements, [&](const TracedStatement& statement) {
    return statement.revision == event.step->id && statement.trace.transaction == transaction_;
  });
}

}  // namespace migrate::workflow
