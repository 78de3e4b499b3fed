// What the statements of a run did to the relations that were there before it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/db/tracer.h"
#include "lib/lint/lint.h"
#include "lib/run/observer.h"

namespace migrate::workflow {

/// A lock that somebody waits for, with the statement that took it.
struct HeldLock {
  db::TracedLock lock;
  size_t since = 0;  ///< index into Trace::statements
};

/// How long something takes, reckoned from sizes. `at_least`: a part of it could not be reckoned.
struct Estimate {
  double seconds = 0;
  bool at_least = false;
};

/// What the trace says about a finding of the review gate.
struct TraceVerdict {
  std::string rule;
  bool approved = false;
  bool confirmed = false;
  /// Of a refuted one: what was not seen. "took no such lock"
  std::string reason;
};

struct TracedStatement {
  std::string revision;  ///< id
  size_t number = 0;     ///< 1-based, in its script
  std::string verb;      ///< "ALTER TABLE"
  Location location;
  /// Without what the run has made itself: that is in nobody's way.
  db::StatementTrace trace;
  /// Locks of statements before it, in the same transaction.
  std::vector<HeldLock> held;
  std::vector<TraceVerdict> verdicts;  ///< of the findings at it that are about locks
  /// Of the statement; and from it to the end of its transaction, which the locks are held for.
  std::optional<Estimate> own = {};
  std::optional<Estimate> until_end = {};

  /// It takes a lock that reads or writes of others wait for.
  [[nodiscard]] bool blocks() const;
  /// It reads, changes or writes anew rows that were there while such a lock is held, its own or an
  /// earlier one.
  [[nodiscard]] bool works_under_lock() const;
  /// It goes through whole tables under a lock, and the review gate said nothing of the kind.
  [[nodiscard]] bool only_traced() const;
};

struct Trace {
  std::vector<TracedStatement> statements;
  std::vector<std::pair<std::string, std::string>> surroundings;  ///< of the server
  std::optional<db::Throughput> throughput = {};                  ///< where times were reckoned
};

/// What counts as made by the run itself: what the same revision has made, or any since the trace
/// began (they reach a database together).
enum class Made { by_revision, by_run };

/// Collects the traces of a run.
class TraceRecorder final : public run::Observer {
 public:
  TraceRecorder(Trace& trace, Made made) : trace_(trace), made_(made) {}
  void on(const run::Event& event) override;

 private:
  void add(const run::Event& event);
  void forget_transaction(const run::Event& event);

  Trace& trace_;
  Made made_;
  std::string revision_;
  std::set<uint64_t> new_;
  std::string transaction_;
  std::vector<HeldLock> held_;  ///< in the transaction at hand
};

/// Says of each finding about a lock whether its statement took that lock and did that work.
void judge(Trace& trace, const lint::Report& report);

/// Sizes of tables by their names, as `migrate stats` writes them.
using TableSizes = std::map<std::string, db::TableSize, std::less<>>;

/// Reckons with `trace.throughput`, which must be there.
void estimate(Trace& trace, const TableSizes& sizes);

}  // namespace migrate::workflow
