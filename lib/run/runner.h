// Runs a plan: submits the program's operations within the connection's window, watches the
// outcomes, and on the first failure rolls back, records, explains.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/db/driver.h"
#include "lib/history/history_store.h"
#include "lib/plan/plan.h"
#include "lib/plan/variables.h"
#include "lib/run/failure.h"
#include "lib/run/observer.h"
#include "lib/run/program.h"
#include "lib/run/retry.h"
#include "lib/run/watch.h"

namespace migrate::run {

struct RunnerOptions {
  size_t stored_script_bytes = 0;
  int64_t generation = 0;
  std::optional<db::Request> confirm_lock;
  RetryPolicy retry;
  plan::VariableValues variables;
  /// The script's stored text, for the diff when a half-run file was edited.
  std::optional<std::string> stored_script;
  /// The history was empty before this run: the database may have been made by other means.
  bool first_run = false;
  /// That goes up, for messages that say what to run next.
  std::string command = "migrate upgrade";
  /// All steps are committed at once, or none.
  ProgramOptions::Transactions transactions = ProgramOptions::Transactions::each_segment;
  /// No segment begins after it.
  std::optional<std::chrono::steady_clock::time_point> stop_after;
  /// Sees what the run waits for; null: nobody looks.
  std::unique_ptr<db::Watcher> watcher;
  /// Before a retry, blockers that idle in a transaction older than this are ended.
  std::optional<Milliseconds> kill_blockers;
  /// Looks on at each statement of the scripts, which then run one at a time; null: nobody does.
  const db::Tracer* tracer = nullptr;
  /// A signal's number once the run must stop; may be null.
  const std::atomic<int>* interrupted = nullptr;
};

class Runner {
 public:
  /// All references must outlive the runner.
  Runner(const db::Driver& driver, db::Connection& connection, const history::HistoryStore& store,
         Observer& observer, RunnerOptions options);

  /// Runs `plan` to its end, or until no further segment may begin. Throws Error on the first
  /// failure: by then everything open is rolled back, the failure is in the event log, and the
  /// diagnostic's notes tell what stays.
  void run(const plan::Plan& plan);

  /// Steps that are done, also after a failure.
  [[nodiscard]] size_t steps_done() const { return steps_done_; }

 private:
  [[nodiscard]] ProgramOptions prepare(const plan::Plan& plan);
  void submit(Operation operation);
  [[nodiscard]] db::Outcome wait_for_outcome();
  /// False: the segment lost a lock, and the program went back to its beginning.
  [[nodiscard]] bool take_outcome();
  bool drain();
  [[nodiscard]] bool late() const;
  [[nodiscard]] bool try_again(const Operation& operation, const db::Failure& failure);
  void kill_blockers(const Operation& operation, const std::vector<db::Blocker>& blockers);
  void roll_back();
  void pause(Milliseconds time);
  void confirm_lock(const Operation& before);
  void run_alone(const Operation& operation);
  void run_traced(Operation operation);
  [[nodiscard]] std::unique_ptr<db::Tracing> trace(const Operation& operation);
  void tell_trace(const Operation& operation, db::Tracing& tracing);
  void run_session(const std::vector<db::Request>& requests);
  void on_done(const Operation& operation, const db::Outcome& outcome);
  void on_step_started(const Operation& operation);
  void on_steps_ended(const Operation& operation);
  [[noreturn]] void stop(const Operation& operation, const db::Failure& failure);
  void stop_if_interrupted();
  void record_failure(const Operation& operation, const Diagnostic& diagnostic);
  [[nodiscard]] Event event_of(Event::Kind kind, const Operation& operation) const;
  void tell(Event::Kind kind, const Operation& operation, std::string text = "",
            const db::Outcome* outcome = nullptr);

  const db::Driver& driver_;
  db::Connection& connection_;
  const history::HistoryStore& store_;
  Observer& observer_;
  RunnerOptions options_;

  const plan::Plan* plan_ = nullptr;
  Program* program_ = nullptr;
  Position committed_;          ///< the program behind the last commit that is known of
  std::optional<Retry> retry_;  ///< of the segment behind `committed_`
  std::deque<Operation> in_flight_;
  size_t bytes_in_flight_ = 0;
  size_t steps_done_ = 0;
  size_t statements_done_ = 0;  ///< of the step at hand, committed
  std::vector<std::string> secrets_;
  Stopwatch step_time_;
  std::vector<Milliseconds> step_times_;  ///< of the steps whose scripts are through
  Watch watch_;
};

}  // namespace migrate::run
