#include "lib/postgresql/direct.h"

#include <algorithm>
#include <vector>

#include "lib/base/error.h"
#include "lib/postgresql/result.h"

namespace migrate::postgresql {
namespace {

/// Large enough that system calls don't count, small against the memory bar of a bulk load.
constexpr size_t kCopyChunkBytes = 128 * 1024;
/// A request has one result, or one per row; a COPY that is asked for again and again has no end.
constexpr int kMaxCopyResults = 16;

/// Sends the data; returns why it stopped, empty: all is sent. A file that can't be read must not
/// leave the COPY open: the server gets the reason and reports it as the statement's failure.
std::string stream(Wire& wire, const db::CopyData& copy) {
  try {
    SourceReader reader(copy.source);
    std::vector<char> buffer(kCopyChunkBytes);
    uint64_t offset = copy.span.offset;
    while (offset < copy.span.end()) {
      const auto wanted =
          static_cast<size_t>(std::min<uint64_t>(buffer.size(), copy.span.end() - offset));
      const size_t count = reader.read(offset, buffer.data(), wanted);
      if (count == 0) return "the script is shorter than before";
      if (!wire.put_copy_data({buffer.data(), count})) return wire.error();
      offset += count;
    }
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

void answer_copy(Wire& wire, const db::Request& request) {
  const std::string reason =
      request.copy ? stream(wire, *request.copy) : "COPY FROM stdin without its data";
  if (!wire.end_copy(reason)) wire.give_up();
}

void collect(Wire& wire, const db::Request& request, db::Outcome& outcome) {
  int copies = 0;
  while (const Owned<PGresult> result = wire.result()) {
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COPY_IN && ++copies <= kMaxCopyResults) {
      answer_copy(wire, request);
    } else if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
      wire.give_up();
    } else {
      add_result(*result, request.sql, request.keep_rows, outcome);
    }
    if (wire.lost()) break;
  }
}

}  // namespace

db::Outcome in_doubt(const std::string& message) {
  db::Outcome outcome;
  outcome.status = db::Outcome::Status::in_doubt;
  outcome.failure = db::Failure{};
  outcome.failure->message = message;
  outcome.failure->connection_lost = true;
  return outcome;
}

void settle_status(const Wire& wire, db::Outcome& outcome) {
  const bool fatal = outcome.failure && outcome.failure->connection_lost;
  if (!fatal && !wire.lost()) return;
  if (!outcome.failure) {
    outcome = in_doubt(wire.error());
    return;
  }
  outcome.status = db::Outcome::Status::in_doubt;
  outcome.failure->connection_lost = true;
}

db::Outcome run_direct(Wire& wire, const db::Request& request) {
  db::Outcome outcome;
  if (!wire.leave_pipeline() || !wire.send_simple(request.sql)) {
    wire.give_up();
    return in_doubt(wire.error());
  }
  if (request.keep_rows != SIZE_MAX) PQsetSingleRowMode(wire.handle());
  collect(wire, request, outcome);
  outcome.notices = wire.take_notices();
  settle_status(wire, outcome);
  if (!wire.lost() && !wire.enter_pipeline()) wire.give_up();
  return outcome;
}

}  // namespace migrate::postgresql
