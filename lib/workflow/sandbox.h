// A scratch database in which whole acts are tried, and stopped by a signal.
#pragma once

#include <string>
#include <vector>

#include "lib/workflow/apply.h"
#include "lib/workflow/bench.h"
#include "lib/workflow/interruption.h"
#include "lib/workflow/row_sums.h"
#include "lib/workflow/trace.h"

namespace migrate::workflow {

/// Every act throws Error as what it does in an ordinary database, and {interrupted} or
/// {terminated} when a signal came.
class Sandbox {
 public:
  /// Empty. Both must outlive it. Throws as Bench::empty().
  Sandbox(const Bench& bench, Interruption& interruption);

  [[nodiscard]] const Bench& bench() const { return bench_; }

  /// Each upgrade is a run of its own.
  ApplyResult upgrade(const revision::RevisionGraph& graph, const std::string& target);
  /// The same, with `tracer` looking on at each statement; `trace` has also what was seen before a
  /// failure.
  ApplyResult upgrade_traced(const revision::RevisionGraph& graph, const std::string& target,
                             const db::Tracer& tracer, Made made, Trace& trace);
  /// Undoes what `run` applied.
  ApplyResult undo(const revision::RevisionGraph& graph, const std::string& run);
  void stamp(const revision::RevisionGraph& graph, const std::vector<std::string>& targets);
  /// Runs the statements of `files` as load_schema() does.
  void load(const std::vector<SourceText>& files);

  /// The history that is here lies in `schema`.
  void expect_history_in(const std::string& schema) { history_schema_ = schema; }
  /// What is recorded as applied; half-run revisions, too.
  [[nodiscard]] plan::History history();
  [[nodiscard]] schema::Catalog catalog();
  /// How fast the server works; see db::Tracer::measure().
  [[nodiscard]] db::Throughput throughput(const db::Tracer& tracer);
  [[nodiscard]] RowSums rows(const schema::Catalog& catalog);

 private:
  [[nodiscard]] ApplyOptions options() const;
  [[nodiscard]] Database open() const { return bench_.open(trial_, history_schema_); }

  const Bench& bench_;
  Interruption& interruption_;
  Trial trial_;
  std::string history_schema_;  ///< empty: the first one
};

}  // namespace migrate::workflow
