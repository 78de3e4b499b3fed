#include "lib/db/connection.h"

#include <utility>

#include "lib/base/error.h"

namespace migrate::db {
namespace {

Outcome demand(Outcome outcome) {
  if (const std::optional<Failure>& failure = outcome.failure) {
    throw Error(failure->connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
                describe(*failure));
  }
  return outcome;
}

}  // namespace

Outcome try_execute(Connection& connection, Request request) {
  connection.submit(std::move(request));
  connection.barrier();
  return connection.next();
}

Outcome execute(Connection& connection, Request request) {
  return demand(try_execute(connection, std::move(request)));
}

Outcome try_execute_in_session(Connection& connection, Request request) {
  std::vector<Request> start = connection.transaction_start();
  if (start.empty()) return try_execute(connection, std::move(request));
  connection.submit({.sql = "BEGIN"});
  for (Request& setting : start) connection.submit(std::move(setting));
  connection.submit(std::move(request));
  connection.submit({.sql = "COMMIT"});
  connection.barrier();
  Outcome wanted;
  std::optional<Failure> failure;
  for (size_t left = connection.pending(); left > 0; --left) {
    Outcome outcome = connection.next();
    if (outcome.failure && !failure) failure = outcome.failure;
    if (left == 2) wanted = std::move(outcome);
  }
  if (!failure) return wanted;
  if (!failure->connection_lost) (void)try_execute(connection, {.sql = "ROLLBACK"});
  wanted.status = Outcome::Status::failed;
  wanted.failure = std::move(failure);
  return wanted;
}

Outcome execute_in_session(Connection& connection, Request request) {
  return demand(try_execute_in_session(connection, std::move(request)));
}

Diagnostic describe(const Failure& failure) {
  Diagnostic diagnostic;
  diagnostic.code = failure.sqlstate;
  diagnostic.message = failure.message;
  diagnostic.detail = failure.detail;
  diagnostic.hint = failure.hint;
  diagnostic.context = failure.context;
  diagnostic.rows = failure.rows;
  return diagnostic;
}

}  // namespace migrate::db
