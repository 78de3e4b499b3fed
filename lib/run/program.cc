#include "lib/run/program.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/lint/approval.h"
#include "lib/run/check.h"

namespace migrate::run {

using history::HistoryStore;
using Kind = Operation::Kind;

namespace {

/// SET TRANSACTION is refused behind a query, and so behind a confirmation.
bool sets_transaction(std::string_view text) {
  const size_t word = text.find_first_of(" \t\r\n");
  if (word == std::string_view::npos || to_lower(text.substr(0, word)) != "set") return false;
  const std::string_view rest = trim(text.substr(word));
  return to_lower(rest.substr(0, std::string_view("transaction").size())) == "transaction";
}

/// Rows that a script selects are shown as a count, and this many of them on demand.
constexpr size_t kKeptRows = 20;

history::StoredScript stored(const revision::ScriptFile& script, const std::string& checksum,
                             std::optional<size_t> limit) {
  history::StoredScript kept{checksum, std::nullopt};
  if (limit && script.source.size() <= *limit) kept.bytes = script.source.read_all();
  return kept;
}

}  // namespace

history::Entry entry_of(const plan::Step& step, std::optional<size_t> stored_script_bytes) {
  // A way back is needed whatever its size.
  const std::optional<size_t> down_limit =
      stored_script_bytes ? std::optional<size_t>(SIZE_MAX) : std::nullopt;
  history::Entry entry;
  entry.id = step.id;
  entry.parents = step.parents;
  entry.depends_on = step.depends_on;
  entry.message = step.message;
  entry.direction = step.direction;
  if (step.direction == plan::Direction::up) {
    entry.header = step.script.header.text;
    if (step.out_of_order) entry.remark = "out of order";
    entry.up = stored(step.script, step.up_checksum, stored_script_bytes);
    if (step.down) entry.down = stored(*step.down, step.down_checksum, down_limit);
  } else {
    entry.up.checksum = step.up_checksum;
    entry.down = stored(step.script, step.down_checksum, down_limit);
  }
  return entry;
}

Location location_of(const sql::Statement& statement, const plan::Step& step) {
  const SourceText& source = step.script.source;
  // The splitter's own position, where the script is one file; included files are looked up.
  if (source.path().empty()) return source.locate(statement.span.offset);
  return {source.name(), statement.begin};
}

Program::Program(const db::Driver& driver, const HistoryStore& store, const plan::Plan& plan,
                 ProgramOptions options)
    : driver_(driver), store_(store), plan_(plan), options_(std::move(options)) {
  now_.generation = options_.generation;
  if (options_.resume) {
    now_.done = options_.resume->statement;
    now_.digest = options_.resume->digest;
    now_.started = true;
    const auto& segments = step().outline.segments;
    while (now_.segment < segments.size() &&
           segments[now_.segment].first + segments[now_.segment].count <= now_.done) {
      ++now_.segment;
    }
  }
  beginning_ = now_;
}

void Program::seek(const Position& position) {
  now_ = position;
  ready_.clear();
  splitter_.reset();
  own_commit_.clear();
  confirmed_ = true;
  open_ = false;
  waiting_.clear();
  at_ = now_.ended ? At::end : At::step;
}

bool Program::between_segments() const {
  if (!ready_.empty() || open_) return false;
  switch (at_) {
    case At::step:
      return now_.step < plan_.steps.size();
    case At::end:
      return now_.step + 1 < plan_.steps.size();
    case At::segment:
      return true;
    case At::statements:
      break;
  }
  return false;
}

std::optional<Operation> Program::next() {
  while (ready_.empty()) {
    switch (at_) {
      case At::step:
        if (now_.step == plan_.steps.size()) return std::nullopt;
        begin_step();
        break;
      case At::segment:
        begin_segment();
        break;
      case At::statements:
        next_statement();
        break;
      case At::end:
        end_step();
        break;
    }
  }
  Operation operation = std::move(ready_.front());
  ready_.pop_front();
  return operation;
}

void Program::push(Kind kind, db::Request request) {
  Operation operation;
  operation.kind = kind;
  operation.step = now_.step;
  operation.request = std::move(request);
  operation.statements_done = now_.done;
  operation.starts_step = std::exchange(first_operation_, false);
  const auto& segments = step().outline.segments;
  operation.repeatable =
      now_.segment < segments.size() && segments[now_.segment].kind != sql::Segment::Kind::alone;
  ready_.push_back(std::move(operation));
}

void Program::push_all(Kind kind, std::vector<db::Request> requests) {
  for (db::Request& request : requests) push(kind, std::move(request));
}

void Program::push_records(HistoryStore::SessionState session, std::vector<db::Request> records) {
  push_confirmations();
  push_all(Kind::record, store_.before_write(session));
  for (db::Request& record : records) record.repeated = !step().outline.touches_session;
  push_all(Kind::record, std::move(records));
  ++now_.generation;
}

void Program::push_commit(std::string sql) {
  db::Request request;
  request.sql = std::move(sql);
  push(Kind::commit, std::move(request));
}

void Program::open_transaction(std::string begin) {
  if (one_transaction() && std::exchange(open_, true)) return;
  db::Request request;
  request.sql = std::move(begin);
  push(Kind::begin, std::move(request));
  confirmed_ = false;
  push_transaction_start();
}

/// Behind BEGIN, and behind a SET TRANSACTION of the script, which must come before any query.
void Program::push_confirmations() {
  if (std::exchange(confirmed_, true)) return;
  if (options_.confirm_lock) {
    push(Kind::confirm_lock, *options_.confirm_lock);
    ready_.back().request.repeated = !step().outline.touches_session;
  }
  if (auto check = store_.check_generation(now_.generation)) {
    push(Kind::confirm_history, std::move(*check));
  }
}

bool Program::last_segment() const { return now_.segment + 1 >= step().outline.segments.size(); }

history::Progress Program::progress() const {
  return {static_cast<int64_t>(now_.done), std::nullopt, now_.digest.hex()};
}

/// With the names of those who approved the script, for the event log.
history::Entry Program::approved_entry() const {
  history::Entry entry = entry_of(step(), options_.stored_script_bytes);
  std::vector<std::string> remarks;
  if (!entry.remark.empty()) remarks.push_back(std::move(entry.remark));
  const std::string approvals = lint::named_approvals(step().script, driver_.dialect());
  if (!approvals.empty()) remarks.push_back(approvals);
  entry.remark = join(remarks, "; ");
  return entry;
}

std::vector<db::Request> Program::finished() const {
  const int64_t elapsed =
      options_.durations == ProgramOptions::Durations::measured ? step_time_.elapsed().count() : 0;
  return step().direction == plan::Direction::up ? store_.applied(approved_entry(), elapsed)
                                                 : store_.reverted(step().id, elapsed);
}

/// The journal row as of `now_.done`: made by the first write of a step, moved on by later ones.
void Program::push_progress() {
  if (std::exchange(now_.started, true)) {
    push_records(HistoryStore::SessionState::save, store_.done(step().id, progress()));
  } else {
    push_records(HistoryStore::SessionState::save,
                 store_.started(entry_of(step(), options_.stored_script_bytes), progress()));
  }
}

void Program::begin_step() {
  first_operation_ = true;
  step_time_ = Stopwatch();
  next_check_ = 0;
  while (next_check_ < step().checks.size() && step().checks[next_check_].statement < now_.done) {
    ++next_check_;
  }
  if (!shared_session() && now_.step == beginning_.step && now_.done == beginning_.done) {
    push_all(Kind::session, options_.restore);
  }
  const revision::Header& header = step().script.header;
  if (!shared_session()) {
    push_all(Kind::session, driver_.timeouts(header.lock_timeout, header.statement_timeout,
                                             db::Driver::Scope::session));
  } else if (open_) {
    push_transaction_start();
  }
  if (header.foreign_keys_off) push_all(Kind::session, driver_.foreign_keys_off());
  at_ = At::segment;
}

void Program::begin_segment() {
  if (now_.segment >= step().outline.segments.size()) {
    // Nothing (left) to run: an empty script, or one whose last statement was done already.
    open_transaction(driver_.begin_sql());
    push_checks(step().outline.statements);
    return end_last_segment("COMMIT");
  }
  splitter_.emplace(step().script.source, driver_.dialect(), segment().from);
  own_commit_.clear();
  if (segment().kind == sql::Segment::Kind::own_transaction && now_.done > segment().first) {
    throw Error(ErrorCode::check,
                "revision " + step().id +
                    " is half-run, and its done statements now end inside a BEGIN … COMMIT block",
                "let the block begin behind them");
  }
  // A resumed segment may have a done beginning: skip it.
  for (size_t ordinal = segment().first; ordinal < now_.done; ++ordinal) {
    [[maybe_unused]] const auto skipped = splitter_->next();
    assert(skipped);
  }
  if (segment().kind == sql::Segment::Kind::transaction) open_transaction(driver_.begin_sql());
  at_ = At::statements;
}

void Program::next_statement() {
  if (now_.done >= segment().first + segment().count) return end_segment();
  const std::optional<sql::Statement> statement = splitter_->next();
  if (!statement) {
    throw Error(ErrorCode::failed, step().script.source.name() + " changed while it was being run");
  }
  std::string text(splitter_->text());
  const bool alone = segment().kind == sql::Segment::Kind::alone;
  const std::string before = alone ? now_.digest.hex() : "";
  if (alone) {
    push_checks_alone(statement->index);
    push_trying(*statement);
  }
  if (step().outline.journalled()) now_.digest.add(step().script.source, *statement, text);
  now_.done = statement->index + 1;
  if (statement->kind == sql::Kind::meta) return;
  if (segment().kind == sql::Segment::Kind::own_transaction) {
    if (statement->control == sql::Control::begin) {
      return open_transaction(driver_.own_begin_sql(text));
    }
    if (statement->control == sql::Control::commit) {
      push_checks(statement->index);
      own_commit_ = std::move(text);
      return;
    }
  }
  push_statement(*statement, text);
  ready_.back().digest_before = before;
}

void Program::push_statement(const sql::Statement& statement, std::string_view text) {
  const bool alone = segment().kind == sql::Segment::Kind::alone;
  if (!alone && !sets_transaction(text)) {
    push_confirmations();
    push_checks(statement.index);
  }
  Substituted substituted =
      substitute(text, driver_, step().script.header.variables, options_.variables);
  db::Request request;
  request.sql = std::move(substituted.text);
  request.keep_rows = kKeptRows;
  if (statement.has_parameters) request.mode = db::Request::Mode::simple;
  if (alone) request.mode = db::Request::Mode::alone;
  if (statement.copy_data) {
    request.copy = db::CopyData{step().script.source, *statement.copy_data};
  }
  push(alone ? Kind::alone : Kind::statement, std::move(request));
  ready_.back().statement = statement;
  ready_.back().pieces = std::move(substituted.pieces);
}

bool Program::checks_before(size_t last) const {
  return next_check_ < step().checks.size() && step().checks[next_check_].statement <= last;
}

/// The checks that come before the statement `last` and are still to do, in the open transaction.
void Program::push_checks(size_t last) {
  while (checks_before(last)) {
    const revision::Check& check = step().checks[next_check_++].check;
    Substituted substituted =
        substitute(check.query, driver_, step().script.header.variables, options_.variables);
    push_confirmations();
    push(Kind::check, check_request(substituted.text));
    ready_.back().check = check;
    ready_.back().pieces = std::move(substituted.pieces);
  }
}

/// The same for a statement that runs alone: in a transaction of their own, which may run again.
void Program::push_checks_alone(size_t last) {
  if (!checks_before(last)) return;
  open_transaction(driver_.begin_sql());
  push_checks(last);
  push_commit("COMMIT");
  for (Operation& operation : ready_) operation.repeatable = true;
}

/// The journal says which statement is about to run alone: its outcome may be lost with us.
void Program::push_trying(const sql::Statement& statement) {
  history::Progress trying = progress();
  trying.trying = static_cast<int64_t>(statement.index);
  open_transaction(driver_.begin_sql());
  push_records(HistoryStore::SessionState::save,
               std::exchange(now_.started, true)
                   ? store_.trying(step().id, trying)
                   : store_.started(entry_of(step(), options_.stored_script_bytes), trying));
  push_commit("COMMIT");
}

void Program::end_segment() {
  splitter_.reset();
  const bool alone = segment().kind == sql::Segment::Kind::alone;
  const bool last = last_segment();
  if (alone) open_transaction(driver_.begin_sql());
  // What stands above SET TRANSACTION alone is still to do.
  if (!alone) push_checks(now_.done - 1);
  if (!alone && step().script.header.foreign_keys_off) {
    if (auto check = driver_.foreign_key_check()) push(Kind::foreign_keys, std::move(*check));
  }
  const std::string commit = own_commit_.empty() ? "COMMIT" : std::exchange(own_commit_, {});
  if (last) {
    ++now_.segment;
    return end_last_segment(commit);
  }
  push_progress();
  push_commit(commit);
  ++now_.segment;
  ready_.back().position = now_;
  at_ = At::segment;
}

void Program::end_last_segment(const std::string& commit) {
  at_ = At::end;
  now_.ended = true;
  if (one_transaction()) return keep_for_the_end(finished());
  push_records(HistoryStore::SessionState::ignore, finished());
  if (shared_session() && changes_session()) push_all(Kind::reset, options_.reset);
  push_commit(commit);
  ready_.back().ends_steps = 1;
  ready_.back().position = now_;
}

/// A record puts the session into a state for records until the transaction ends: in the one of all
/// steps they come last.
void Program::keep_for_the_end(std::vector<db::Request> records) {
  std::move(records.begin(), records.end(), std::back_inserter(waiting_));
  if (now_.step + 1 < plan_.steps.size()) return;
  push_records(HistoryStore::SessionState::ignore, std::exchange(waiting_, {}));
  if (shared_session() && changes_session()) push_all(Kind::reset, options_.reset);
  push_commit("COMMIT");
  ready_.back().ends_steps = plan_.steps.size();
  open_ = false;
}

/// A session without foreign keys goes as a whole: what they were before, only connect() knows.
bool Program::changes_session() const {
  const revision::Header& header = step().script.header;
  return step().outline.touches_session || header.lock_timeout || header.statement_timeout ||
         header.foreign_keys_off;
}

void Program::push_transaction_start() {
  if (!shared_session()) return;
  const revision::Header& header = step().script.header;
  push_all(Kind::session, options_.transaction_start);
  push_all(Kind::session, driver_.timeouts(header.lock_timeout, header.statement_timeout,
                                           db::Driver::Scope::transaction));
}

void Program::push_reset() {
  if (options_.reset.empty()) return push(Kind::reset, {});
  if (!open_) push(Kind::reset, {.sql = "BEGIN"});
  push_all(Kind::reset, options_.reset);
  if (!open_) push(Kind::reset, {.sql = "COMMIT"});
}

void Program::end_step() {
  if (changes_session() && (open_ || !shared_session())) push_reset();
  Position next;
  next.step = now_.step + 1;
  next.generation = now_.generation;
  now_ = next;
  at_ = At::step;
}

}  // namespace migrate::run
