#include "lib/db/connection.h"

#include <utility>

#include "lib/base/error.h"

namespace migrate::db {

Outcome try_execute(Connection& connection, Request request) {
  connection.submit(std::move(request));
  connection.barrier();
  return connection.next();
}

Outcome execute(Connection& connection, Request request) {
  Outcome outcome = try_execute(connection, std::move(request));
  if (const std::optional<Failure>& failure = outcome.failure) {
    throw Error(failure->connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
                describe(*failure));
  }
  return outcome;
}

Diagnostic describe(const Failure& failure) {
  Diagnostic diagnostic;
  diagnostic.code = failure.sqlstate;
  diagnostic.message = failure.message;
  diagnostic.detail = failure.detail;
  diagnostic.hint = failure.hint;
  diagnostic.context = failure.context;
  return diagnostic;
}

}  // namespace migrate::db
