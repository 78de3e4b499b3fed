// A plan as a lazy stream of operations: what the runner submits, statement by statement, with the
// history's writes and the transactions around them. Scripts are read again as the stream gets to
// them, so its memory does not grow with them.
//
//   one transaction          BEGIN  confirm  statements…  record(applied)  COMMIT
//   several segments         BEGIN  confirm  statements…  record(started k)  COMMIT
//     one alone              BEGIN  record(trying k)  COMMIT   alone(statement)
//     further                BEGIN  confirm  statements…  record(done k)     COMMIT
//     the last               …                          record(applied)    COMMIT
//   all steps in one         BEGIN  confirm  statements…  statements…  records…  COMMIT
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "lib/db/driver.h"
#include "lib/history/history_store.h"
#include "lib/plan/plan.h"
#include "lib/run/journal.h"
#include "lib/run/variables.h"
#include "lib/sql/splitter.h"

namespace migrate::run {

/// Where a program can go back to: its beginning, or the point behind a commit.
struct Position {
  size_t step = 0;
  size_t segment = 0;
  size_t done = 0;  ///< ordinal of the next statement
  DoneDigest digest;
  bool started = false;  ///< the step's journal row is there
  bool ended = false;    ///< the step is done; what follows it is not
  int64_t generation = 0;
};

struct Operation {
  enum class Kind {
    begin,
    confirm_lock,     ///< fails when the run lock is no longer ours
    confirm_history,  ///< fails when another run has written meanwhile
    statement,        ///< of the script, inside a transaction
    alone,            ///< of the script, outside any: nothing else may be in flight
    foreign_keys,     ///< must return no row
    check,            ///< must return no row; nothing behind it may be in flight
    record,           ///< of the history
    commit,
    session,  ///< puts the session into a state
    reset,    ///< one of ProgramOptions::reset; an empty request: the whole reset at once
  };
  Kind kind = Kind::statement;
  size_t step = 0;
  db::Request request;
  std::optional<sql::Statement> statement;  ///< for `statement`, `alone`, and the author's COMMIT
  std::optional<revision::Check> check;     ///< for `check`
  /// Where the request's text comes from in the statement, when variables were replaced (of a
  /// check: in its query).
  std::vector<Substituted::Piece> pieces;
  /// Of the step's statements, how many are done once a commit (or an alone statement) succeeded.
  size_t statements_done = 0;
  /// Of an alone statement: the journal's digest over the statements before it.
  std::string digest_before;
  bool starts_step = false;
  /// Of a commit: so many steps, the last of them `step`, are done with it.
  size_t ends_steps = 0;
  /// Belongs to a transaction of the script: when it loses a lock, all of it may run again.
  bool repeatable = false;
  std::optional<Position> position;  ///< of a segment's commit: the program behind it
};

struct ProgramOptions {
  /// Larger up scripts are kept by checksum only; none: so are all, and the ways back.
  std::optional<size_t> stored_script_bytes = 0;
  /// Who times a step: we, from its first operation to its record, or the database alone.
  enum class Durations { measured, by_database } durations = Durations::measured;
  int64_t generation = 0;  ///< the history's, before the first write
  std::optional<db::Request> confirm_lock;
  plan::VariableValues variables;
  std::optional<ResumePoint> resume;  ///< where the first step goes on
  std::vector<db::Request> restore;   ///< brings the resumed session back
  /// Bring the session back to its start, inside a transaction; none: an operation `reset` without
  /// a request does.
  std::vector<db::Request> reset;
  /// What goes behind each BEGIN where the session is shared (db::Connection::transaction_start):
  /// then what a script leaves in it is reset inside its transaction.
  std::vector<db::Request> transaction_start;
  /// What is committed at once: a segment with its record, or all steps with all records.
  enum class Transactions { each_segment, one } transactions = Transactions::each_segment;
};

class Program {
 public:
  /// All references must outlive the program.
  Program(const db::Driver& driver, const history::HistoryStore& store, const plan::Plan& plan,
          ProgramOptions options);

  /// The next operation, or none at the end.
  [[nodiscard]] std::optional<Operation> next();
  /// Where the program began: behind what was done of a half-run first step.
  [[nodiscard]] const Position& beginning() const { return beginning_; }
  /// The next operation begins a segment: everything before it is committed by what was handed out.
  [[nodiscard]] bool between_segments() const;
  /// Goes back to `position`: what follows it is generated again.
  void seek(const Position& position);

 private:
  void begin_step();
  void begin_segment();
  void next_statement();
  void end_segment();
  void end_last_segment(const std::string& commit);
  void keep_for_the_end(std::vector<db::Request> records);
  void end_step();

  void open_transaction(std::string begin);
  void push(Operation::Kind kind, db::Request request);
  void push_all(Operation::Kind kind, std::vector<db::Request> requests);
  void push_records(history::HistoryStore::SessionState session, std::vector<db::Request> records);
  void push_progress();
  void push_reset();
  void push_transaction_start();
  void push_confirmations();
  void push_statement(const sql::Statement& statement, std::string_view text);
  void push_checks(size_t last);
  void push_checks_alone(size_t last);
  [[nodiscard]] bool checks_before(size_t last) const;
  void push_trying(const sql::Statement& statement);
  void push_commit(std::string sql);

  [[nodiscard]] const plan::Step& step() const { return plan_.steps[now_.step]; }
  [[nodiscard]] const sql::Segment& segment() const {
    return step().outline.segments[now_.segment];
  }
  [[nodiscard]] bool last_segment() const;
  [[nodiscard]] history::Progress progress() const;
  [[nodiscard]] history::Entry approved_entry() const;
  [[nodiscard]] std::vector<db::Request> finished() const;
  [[nodiscard]] bool shared_session() const { return !options_.transaction_start.empty(); }
  [[nodiscard]] bool changes_session() const;
  [[nodiscard]] bool one_transaction() const {
    return options_.transactions == ProgramOptions::Transactions::one;
  }

  enum class At { step, segment, statements, end };

  const db::Driver& driver_;
  const history::HistoryStore& store_;
  const plan::Plan& plan_;
  ProgramOptions options_;

  At at_ = At::step;
  Position now_;
  Position beginning_;
  std::optional<sql::Splitter> splitter_;
  size_t next_check_ = 0;  ///< of the step's: those before it are handed out
  bool first_operation_ = true;
  std::string own_commit_;  ///< the author's COMMIT, held back for the records before it
  Stopwatch step_time_;
  std::deque<Operation> ready_;
  bool confirmed_ = true;             ///< the open transaction has confirmed lock and history
  bool open_ = false;                 ///< the one transaction of all steps has begun
  std::vector<db::Request> waiting_;  ///< records for its end
};

/// What the history records about a step that goes up or begins to go down; see ProgramOptions for
/// the limit.
[[nodiscard]] history::Entry entry_of(const plan::Step& step,
                                      std::optional<size_t> stored_script_bytes);

/// Where `statement` of `step` stands, in the file that it came from.
[[nodiscard]] Location location_of(const sql::Statement& statement, const plan::Step& step);

}  // namespace migrate::run
