#include "lib/run/runner.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/stop_signal.h"
#include "lib/base/text.h"
#include "lib/run/check.h"
#include "lib/run/kill_blockers.h"
#include "lib/run/lost_lock.h"
#include "lib/run/resume.h"

namespace migrate::run {

using Kind = Operation::Kind;

namespace {

/// SQL text that may be on its way at once; a window in requests alone would let a thousand large
/// INSERTs pile up.
constexpr size_t kBytesInFlight = 1 << 20;

db::Failure foreign_key_failure(const db::Outcome& outcome) {
  db::Failure failure;
  failure.sqlstate = "SQLITE_CONSTRAINT_FOREIGNKEY";
  failure.message = counted(static_cast<size_t>(outcome.row_count), "row") +
                    " would refer to rows that don't exist";
  for (const auto& row : outcome.rows) {
    std::vector<std::string> fields;
    for (size_t i = 0; i < row.size() && i < outcome.columns.size(); ++i) {
      fields.push_back(outcome.columns[i] + " " + row[i].value_or("NULL"));
    }
    failure.detail += (failure.detail.empty() ? "" : "\n") + join(fields, ", ");
  }
  failure.hint = "the script runs with foreign keys off; they are checked before its COMMIT";
  return failure;
}

}  // namespace

Runner::Runner(const db::Driver& driver, db::Connection& connection,
               const history::HistoryStore& store, Observer& observer, RunnerOptions options)
    : driver_(driver),
      connection_(connection),
      store_(store),
      observer_(observer),
      options_(std::move(options)),
      watch_(std::move(options_.watcher), observer_) {}

void Runner::run(const plan::Plan& plan) {
  plan_ = &plan;
  secrets_ = secrets_of(plan, options_.variables);
  steps_done_ = 0;
  step_times_.clear();
  Program program(driver_, store_, plan, prepare(plan));
  program_ = &program;
  committed_ = program.beginning();
  retry_.reset();
  do {
    while (true) {
      if (options_.stop_after && program.between_segments() && drain() && late()) return;
      std::optional<Operation> operation = program.next();
      if (!operation) break;
      stop_if_interrupted();
      if (operation->kind == Kind::alone) {
        if (drain()) run_alone(*operation);
      } else if (operation->kind == Kind::reset && operation->request.sql.empty()) {
        if (drain()) connection_.reset();
      } else if (operation->kind == Kind::statement && options_.tracer != nullptr) {
        if (drain()) run_traced(std::move(*operation));
      } else {
        const bool awaited = operation->kind == Kind::check;
        submit(std::move(*operation));
        if (awaited) (void)drain();
      }
    }
  } while (!drain());
}

bool Runner::late() const { return std::chrono::steady_clock::now() >= *options_.stop_after; }

/// Finds out where a half-run first step goes on, and brings its session back.
ProgramOptions Runner::prepare(const plan::Plan& plan) {
  ProgramOptions options;
  options.stored_script_bytes = options_.stored_script_bytes;
  options.generation = options_.generation;
  options.confirm_lock = options_.confirm_lock;
  options.variables = options_.variables;
  options.reset = connection_.reset_requests();
  options.transaction_start = connection_.transaction_start();
  options.transactions = options_.transactions;
  if (plan.steps.empty() || !plan.steps.front().resume) return options;
  const Resumed resumed = resume(driver_, connection_, plan.steps.front(),
                                 options_.stored_script ? &*options_.stored_script : nullptr,
                                 options_.variables, db::Leftovers::clear);
  if (resumed.tried) {
    Operation tried;
    tried.statement = resumed.tried;
    tell(Event::Kind::recovered, tried, resumed.explanation);
  }
  statements_done_ = resumed.point.statement;
  options.restore = resumed.restore;
  options.resume = resumed.point;
  Operation none;
  none.statements_done = statements_done_;
  tell(Event::Kind::resumed, none);
  return options;
}

/// Sends `operation`, after making room for it; drops it when the program went back meanwhile.
void Runner::submit(Operation operation) {
  while (!in_flight_.empty() &&
         (in_flight_.size() >= connection_.window() || bytes_in_flight_ > kBytesInFlight)) {
    if (!take_outcome()) return;
  }
  bytes_in_flight_ += operation.request.sql.size();
  {
    // A COPY ends before submit() does.
    const Watch::Waiting waiting(watch_,
                                 operation.request.copy ? operation.request.copy->span.length : 0);
    connection_.submit(operation.request);
  }
  // Else a slow statement behind it would keep a revision's end from the user.
  const bool shown = operation.kind == Kind::statement && observer_.looks_on();
  if (operation.starts_step || operation.ends_steps > 0 || shown) connection_.flush();
  in_flight_.push_back(std::move(operation));
}

db::Outcome Runner::wait_for_outcome() {
  const Watch::Waiting waiting(watch_);
  return connection_.next();
}

bool Runner::take_outcome() {
  db::Outcome outcome = wait_for_outcome();
  mask(outcome, secrets_);
  const Operation operation = std::move(in_flight_.front());
  in_flight_.pop_front();
  bytes_in_flight_ -= operation.request.sql.size();
  if (outcome.status == db::Outcome::Status::failed ||
      outcome.status == db::Outcome::Status::in_doubt) {
    if (try_again(operation, *outcome.failure)) return false;
    stop(operation, *outcome.failure);
  }
  if (operation.kind == Kind::foreign_keys && outcome.row_count > 0) {
    stop(operation, foreign_key_failure(outcome));
  }
  if (operation.kind == Kind::check && outcome.row_count > 0) {
    stop(operation, check_failure(outcome));
  }
  on_done(operation, outcome);
  return true;
}

/// Waits for everything in flight. False: the program went back.
bool Runner::drain() {
  if (in_flight_.empty()) return true;
  connection_.barrier();
  while (!in_flight_.empty()) {
    if (!take_outcome()) return false;
  }
  return true;
}

void Runner::roll_back() {
  connection_.barrier();
  while (connection_.pending() > 0) (void)connection_.next();
  in_flight_.clear();
  bytes_in_flight_ = 0;
  (void)db::try_execute(connection_, db::Request{"ROLLBACK", {}, {}, SIZE_MAX, {}});
}

/// A segment that lost a lock, or a deadlock, runs again as a whole after a pause.
bool Runner::try_again(const Operation& operation, const db::Failure& failure) {
  if (!operation.repeatable || failure.cause != db::Failure::Cause::lost_a_lock) return false;
  if (!retry_) {
    RetryPolicy policy = options_.retry;
    if (const auto tries = plan_->steps[operation.step].script.header.retry) policy.tries = *tries;
    retry_.emplace(policy);
  }
  const std::optional<Milliseconds> wait = retry_->pause();
  if (!wait) return false;
  Event event = event_of(Event::Kind::retrying, operation);
  event.blockers = watch_.take_blockers();
  roll_back();
  event.text = failure.message;
  event.duration = *wait;
  event.tries = retry_->tries() - 1;
  event.most_tries = retry_->most_tries();
  observer_.on(event);
  kill_blockers(operation, event.blockers);
  pause(*wait);
  program_->seek(committed_);
  return true;
}

void Runner::kill_blockers(const Operation& operation, const std::vector<db::Blocker>& blockers) {
  if (!options_.kill_blockers) return;
  for (const Killed& killed : kill_idle_blockers(watch_, blockers, *options_.kill_blockers, store_,
                                                 connection_, plan_->steps[operation.step].id)) {
    if (killed.ended) {
      Event event = event_of(Event::Kind::killed, operation);
      event.blockers = {killed.blocker};
      observer_.on(event);
    }
    if (!killed.problem.empty()) tell(Event::Kind::recovered, operation, killed.problem);
  }
}

/// Sleeps in small pieces, so that a signal ends it.
void Runner::pause(Milliseconds time) {
  constexpr Milliseconds kPiece{50};
  for (const Stopwatch slept; slept.elapsed() < time;) {
    stop_if_interrupted();
    std::this_thread::sleep_for(std::min(kPiece, time - slept.elapsed()));
  }
}

void Runner::run_session(const std::vector<db::Request>& requests) {
  for (const db::Request& request : requests) db::execute(connection_, request);
}

/// No transaction could undo what runs alone: the lock is confirmed directly before it.
void Runner::confirm_lock(const Operation& before) {
  if (!options_.confirm_lock) return;
  const db::Outcome outcome = db::try_execute(connection_, *options_.confirm_lock);
  if (!outcome.failure) return;
  Operation confirm;
  confirm.kind = Kind::confirm_lock;
  confirm.step = before.step;
  stop(confirm, *outcome.failure);
}

void Runner::run_alone(const Operation& operation) {
  const std::string& text = operation.request.sql;
  for (const std::string& line : driver_.prepare_alone(connection_, text)) {
    tell(Event::Kind::recovered, operation, line);
  }
  // What the session of a statement alone is set to would stay in one that is shared.
  const bool shared = !connection_.transaction_start().empty();
  if (!shared) run_session(driver_.before_alone());
  confirm_lock(operation);
  const std::unique_ptr<db::Tracing> tracing = trace(operation);
  connection_.submit(operation.request);
  connection_.barrier();
  db::Outcome outcome = wait_for_outcome();
  mask(outcome, secrets_);
  if (outcome.status != db::Outcome::Status::done) stop(operation, *outcome.failure);
  if (tracing) tell_trace(operation, *tracing);
  if (!shared) run_session(driver_.after_alone());
  if (auto finding = driver_.verify_alone(connection_, text)) {
    db::Failure failure;
    failure.sqlstate = finding->code;
    failure.message = finding->message;
    failure.detail = finding->detail;
    failure.hint = finding->hint;
    stop(operation, failure);
  }
  on_done(operation, outcome);
}

/// Precondition: nothing is in flight.
void Runner::run_traced(Operation operation) {
  const Operation shown = operation;
  const std::unique_ptr<db::Tracing> tracing = trace(operation);
  submit(std::move(operation));
  if (drain() && tracing) tell_trace(shown, *tracing);
}

/// Null where nobody wants to know.
std::unique_ptr<db::Tracing> Runner::trace(const Operation& operation) {
  if (options_.tracer == nullptr) return nullptr;
  return options_.tracer->begin(connection_, operation.request);
}

void Runner::tell_trace(const Operation& operation, db::Tracing& tracing) {
  const db::StatementTrace trace = tracing.end();
  Event event = event_of(Event::Kind::traced, operation);
  event.trace = &trace;
  event.text = operation.statement->verb;
  event.location = location_of(*operation.statement, *event.step);
  observer_.on(event);
}

void Runner::on_done(const Operation& operation, const db::Outcome& outcome) {
  if (operation.starts_step) on_step_started(operation);
  if (operation.kind == Kind::statement || operation.kind == Kind::alone) {
    tell(Event::Kind::statement_done, operation, "", &outcome);
  }
  if (operation.kind == Kind::commit) statements_done_ = operation.statements_done;
  if (operation.position) {
    committed_ = *operation.position;
    retry_.reset();
  }
  if (operation.kind == Kind::alone) statements_done_ = operation.statements_done;
  if (operation.ends_steps > 0) on_steps_ended(operation);
}

void Runner::on_step_started(const Operation& operation) {
  // In one transaction a step's script is through when the next one starts.
  step_times_.resize(operation.step, step_time_.elapsed());
  step_time_ = Stopwatch();
  tell(Event::Kind::step_started, operation);
}

void Runner::on_steps_ended(const Operation& operation) {
  step_times_.resize(operation.step + 1, step_time_.elapsed());
  statements_done_ = 0;
  Operation ended;
  for (ended.step = operation.step + 1 - operation.ends_steps; ended.step <= operation.step;
       ++ended.step) {
    ++steps_done_;
    Event event = event_of(Event::Kind::step_done, ended);
    event.statement = event.statements;
    event.duration = step_times_[ended.step];
    observer_.on(event);
  }
}

void Runner::stop(const Operation& operation, const db::Failure& failure) {
  const plan::Step& step = plan_->steps[operation.step];
  Diagnostic diagnostic = explain(failure, operation, step);
  const bool interrupted = options_.interrupted != nullptr && *options_.interrupted != 0;
  if (interrupted) diagnostic.hint.clear();  // whoever asked for the end needs no cure for it
  const bool lost_a_lock = failure.cause == db::Failure::Cause::lost_a_lock;
  std::vector<db::Blocker> blockers;
  if (lost_a_lock) {
    blockers = watch_.take_blockers();
    for (const db::Blocker& blocker : blockers) {
      diagnostic.notes.push_back("blocked by " + db::describe(blocker));
    }
  }
  if (!failure.connection_lost) {
    roll_back();
    if (operation.kind == Kind::alone) {
      for (const std::string& line : driver_.clean_up_alone(connection_, operation.request.sql)) {
        diagnostic.notes.push_back(line);
      }
    }
    record_failure(operation, diagnostic);
  }
  const bool journalled = step.outline.journalled();
  Standing standing{steps_done_, journalled ? statements_done_ : 0, operation.kind != Kind::alone,
                    interrupted, operation.step - steps_done_};
  standing.cause = failure.cause;
  standing.command = options_.command;
  if (lost_a_lock) standing.lock_tries = retry_ ? retry_->tries() : 1;
  for (std::string& note : consequences(*plan_, operation, standing)) {
    diagnostic.notes.push_back(std::move(note));
  }
  if (options_.first_run && failure.cause == db::Failure::Cause::already_exists) {
    diagnostic.notes.push_back(
        "this database has no history: if its schema was made by other means, `migrate deploy` "
        "finds out which revisions it has, records them, and goes on from there; `migrate stamp "
        "REV` records them without looking");
  }
  if (interrupted) {
    throw Error(code_of_signal(*options_.interrupted), std::move(diagnostic));
  }
  const ErrorCode code = code_of(failure, operation);
  if (lost_a_lock && code == ErrorCode::locked) {
    throw LostLock(std::move(diagnostic), std::move(blockers));
  }
  throw Error(code, std::move(diagnostic));
}

/// Logs the failure; a statement that failed alone is no longer in question. A failure to do so is
/// told, not thrown: the first one matters more.
void Runner::record_failure(const Operation& operation, const Diagnostic& diagnostic) {
  const plan::Step& step = plan_->steps[operation.step];
  try {
    connection_.reset();
    std::vector<db::Request> records;
    if (operation.kind == Kind::alone) {
      history::Progress progress;
      progress.statements_done = static_cast<int64_t>(operation.statement->index);
      progress.done_digest = operation.digest_before;
      records = store_.trying(step.id, progress);
    }
    history::Event event;
    event.action = "failed";
    event.revision = step.id;
    event.error = diagnostic.message;
    event.duration_ms = step_time_.elapsed().count();
    for (db::Request& request : store_.event(event)) records.push_back(std::move(request));
    store_.write(connection_, std::move(records));
  } catch (const Error& second) {
    Operation none;
    none.step = operation.step;
    tell(Event::Kind::recovered, none,
         std::string("the failure could not be recorded: ") + second.what());
  }
}

void Runner::stop_if_interrupted() {
  if (options_.interrupted == nullptr || *options_.interrupted == 0) return;
  (void)drain();
  roll_back();
  stop_if_asked(options_.interrupted,
                {counted(steps_done_, "revision") + " done in this run stay so",
                 way_on(*plan_, steps_done_)});
}

Event Runner::event_of(Event::Kind kind, const Operation& operation) const {
  Event event;
  event.kind = kind;
  event.step = &plan_->steps[operation.step];
  event.step_index = operation.step;
  event.step_count = plan_->steps.size();
  event.statements = event.step->outline.statements;
  event.statement =
      operation.statement ? operation.statement->index + 1 : operation.statements_done;
  event.duration = step_time_.elapsed();
  return event;
}

void Runner::tell(Event::Kind kind, const Operation& operation, std::string text,
                  const db::Outcome* outcome) {
  Event event = event_of(kind, operation);
  event.text = std::move(text);
  event.outcome = outcome;
  if (operation.statement) event.location = location_of(*operation.statement, *event.step);
  observer_.on(event);
}

}  // namespace migrate::run
