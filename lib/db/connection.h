// A session with a database, as a stream of requests and outcomes. The same contract holds for an
// engine that pipelines (PostgreSQL) and one that runs at submit (SQLite); tests/contract holds
// both to it.
//
//   submit(a); submit(b); submit(c);      a done, b failed: c is skipped
//   barrier();                            ends the skipping: what follows runs again
//   next() ×3                             done, failed, skipped, in this order
//
// A failure inside a transaction leaves it open: the caller submits ROLLBACK after the barrier.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/source_text.h"

namespace migrate::db {

/// A column's value in the engine's text form; none: NULL.
using Value = std::optional<std::string>;

/// A bound parameter. `bytes` travels as binary (bytea, BLOB); the others as text.
struct Parameter {
  enum class Type { text, integer, bytes };
  Value value;
  Type type = Type::text;
};
[[nodiscard]] inline Parameter text(Value value) {
  return {std::move(value), Parameter::Type::text};
}
[[nodiscard]] inline Parameter integer(int64_t number) {
  return {std::to_string(number), Parameter::Type::integer};
}
[[nodiscard]] inline Parameter integer(std::optional<int64_t> number) {
  return {number ? Value(std::to_string(*number)) : Value(), Parameter::Type::integer};
}
[[nodiscard]] inline Parameter bytes(Value value) {
  return {std::move(value), Parameter::Type::bytes};
}

/// Bytes that a COPY sends: a part of a script.
struct CopyData {
  SourceText source;
  Span span;
};

struct Request {
  enum class Mode {
    pipelined,  ///< travels with its neighbours
    alone,      ///< outside any transaction, nothing else in flight around it
    simple,     ///< PostgreSQL's simple protocol: statements with a bare $n
  };
  std::string sql = {};
  std::vector<Parameter> parameters = {};
  Mode mode = Mode::pipelined;
  /// At most this many rows are kept in the outcome; all are counted.
  size_t keep_rows = SIZE_MAX;
  /// The same text comes many times: the engine may keep it prepared. Only for requests before
  /// which no script can have deallocated it since the last reset.
  bool repeated = false;
  /// COPY … FROM stdin with its data.
  std::optional<CopyData> copy = {};
};

/// A message of the engine that is no failure.
struct Notice {
  std::string severity;  ///< NOTICE, WARNING, …
  std::string sqlstate;
  std::string message;
  std::string detail;
  std::string hint;
};

struct Failure {
  /// What the runner has an answer to; the engine's room knows which of its codes mean it.
  enum class Cause {
    other,
    lost_a_lock,       ///< lock timeout or deadlock: the transaction may simply run again
    busy,              ///< another process writes, and we have waited for it already
    in_a_transaction,  ///< the statement can't run, or can't commit, inside a transaction
    already_exists,    ///< what the statement makes is there
    no_room,           ///< disk, memory, locks or connections ran out
    surroundings,      ///< not the script: rights, a read-only server, rows that a check finds
  };
  Cause cause = Cause::other;
  std::string sqlstate;  ///< SQLSTATE; for SQLite the name of the result code ("SQLITE_CONSTRAINT")
  std::string message;
  std::string detail;
  std::string hint;
  std::string context;
  /// 0-based byte offset in the request's sql that the engine points at.
  std::optional<size_t> offset;
  bool connection_lost = false;
  std::optional<FoundRows> rows = {};  ///< what a check found
};

struct Outcome {
  enum class Status {
    done,
    failed,
    skipped,   ///< not run: something before it failed since the last barrier
    in_doubt,  ///< the connection died while this ran: it may or may not have happened
  };
  Status status = Status::done;
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
  uint64_t row_count = 0;
  /// Rows that INSERT, UPDATE, DELETE, COPY affected.
  uint64_t affected = 0;
  std::vector<Notice> notices;
  std::optional<Failure> failure;
};

/// Stops what a connection runs, from another thread or a signal's self-pipe.
class Canceller {
 public:
  virtual ~Canceller() = default;
  /// Asks once; the running statement then fails. Safe from any thread.
  virtual void cancel() = 0;
};

class Connection {
 public:
  virtual ~Connection() = default;

  /// Hands `request` over; its outcome comes from next(), in the order of submission.
  virtual void submit(Request request) = 0;
  /// The outcome of the oldest request without one. Blocks. Precondition: pending() > 0.
  [[nodiscard]] virtual Outcome next() = 0;
  [[nodiscard]] virtual size_t pending() const = 0;
  /// Requests after it run whatever happened before it.
  virtual void barrier() = 0;
  /// What was submitted so far is answered as soon as it is done, not with what follows it.
  virtual void flush() {}
  /// How many requests are worth having in flight; 1 where each runs at submit.
  [[nodiscard]] virtual size_t window() const { return 1; }
  [[nodiscard]] virtual std::unique_ptr<Canceller> canceller() = 0;

  /// Puts the session back to what connect() made: roles, settings, temporary objects, prepared
  /// statements, cursors, listens. Precondition: nothing pending, no transaction open. Takes its
  /// own transaction. Throws Error when the connection is lost.
  virtual void reset() = 0;
  /// The same as requests for the stream, for inside one transaction, where the engine can
  /// (PostgreSQL): empty elsewhere, and then the runner drains the stream and calls reset().
  [[nodiscard]] virtual std::vector<Request> reset_requests() const = 0;
  /// Requests that go behind each BEGIN because the session isn't ours alone: a proxy hands it to
  /// another client at the end of a transaction, so nothing may be set beyond one. Empty: connect()
  /// has set what a run needs, for as long as the connection lives.
  [[nodiscard]] virtual std::vector<Request> transaction_start() const { return {}; }
};

/// Runs one request by itself: submit, barrier, next. Precondition: nothing pending. On a failure
/// throws Error with its description: unreachable when the connection is lost, failed otherwise.
Outcome execute(Connection& connection, Request request);
/// As execute, but returns the failed outcome.
[[nodiscard]] Outcome try_execute(Connection& connection, Request request);
/// As execute and try_execute, under the settings and the role that connect() was given also where
/// the session is shared.
Outcome execute_in_session(Connection& connection, Request request);
[[nodiscard]] Outcome try_execute_in_session(Connection& connection, Request request);
/// The finding for a failure: message, SQLSTATE, DETAIL, HINT, CONTEXT; no place.
[[nodiscard]] Diagnostic describe(const Failure& failure);

}  // namespace migrate::db
