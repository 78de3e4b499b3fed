#include "lib/postgresql/wire.h"

#include <poll.h>

#include <cerrno>
#include <utility>

#include "lib/base/text.h"
#include "lib/postgresql/result.h"

namespace migrate::postgresql {
namespace {

/// How much may gather in libpq's buffer before we make sure that it leaves. libpq itself sends
/// every 8 KiB; this bounds what it keeps while the socket is full.
constexpr size_t kMaxUnflushedBytes = 64 * 1024;

// Type OIDs of pg_type.dat, frozen by the on-disk format. 0 lets the statement decide.
constexpr Oid kUnknownOid = 0;
constexpr Oid kByteaOid = 17;
constexpr Oid kInt8Oid = 20;

Oid type_of(const db::Parameter& parameter) {
  switch (parameter.type) {
    case db::Parameter::Type::text:
      return kUnknownOid;
    case db::Parameter::Type::integer:
      return kInt8Oid;
    case db::Parameter::Type::bytes:
      return kByteaOid;
  }
  return kUnknownOid;
}

size_t size_of(const db::Request& request) {
  size_t size = request.sql.size();
  for (const db::Parameter& parameter : request.parameters) {
    size += parameter.value ? parameter.value->size() : 0;
  }
  return size;
}

/// Parameters in the form that libpq takes; refers to them.
struct Arguments {
  explicit Arguments(const std::vector<db::Parameter>& parameters) {
    for (const db::Parameter& parameter : parameters) {
      types.push_back(type_of(parameter));
      values.push_back(parameter.value ? parameter.value->c_str() : nullptr);
      lengths.push_back(parameter.value ? static_cast<int>(parameter.value->size()) : 0);
      formats.push_back(parameter.type == db::Parameter::Type::bytes ? 1 : 0);
    }
  }
  [[nodiscard]] int count() const { return static_cast<int>(types.size()); }

  std::vector<Oid> types;
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
};

}  // namespace

Wire::Wire(Owned<PGconn> connection) : connection_(std::move(connection)) {
  PQsetNoticeReceiver(handle(), &Wire::receive_notice, this);
  if (PQsetnonblocking(handle(), 1) != 0 || PQenterPipelineMode(handle()) != 1) give_up();
}

void Wire::receive_notice(void* self, const PGresult* result) {
  static_cast<Wire*>(self)->notices_.push_back(notice_from(*result));
}

std::vector<db::Notice> Wire::take_notices() { return std::exchange(notices_, {}); }

std::string Wire::error() const {
  const std::string_view words = trim(PQerrorMessage(handle()));
  return words.empty() ? "the connection was closed" : replace_all(words, "\n", " ");
}

bool Wire::send(const db::Request& request) {
  const Arguments arguments(request.parameters);
  return sent(request, PQsendQueryParams(handle(), request.sql.c_str(), arguments.count(),
                                         arguments.types.data(), arguments.values.data(),
                                         arguments.lengths.data(), arguments.formats.data(), 0));
}

bool Wire::send_prepare(const std::string& name, const db::Request& request) {
  const Arguments arguments(request.parameters);
  return sent(request, PQsendPrepare(handle(), name.c_str(), request.sql.c_str(), arguments.count(),
                                     arguments.types.data()));
}

bool Wire::send_prepared(const std::string& name, const db::Request& request) {
  const Arguments arguments(request.parameters);
  return sent(request, PQsendQueryPrepared(handle(), name.c_str(), arguments.count(),
                                           arguments.values.data(), arguments.lengths.data(),
                                           arguments.formats.data(), 0));
}

bool Wire::sent(const db::Request& request, int accepted) {
  if (accepted != 1) return false;
  unflushed_bytes_ += size_of(request);
  return unflushed_bytes_ < kMaxUnflushedBytes || flush();
}

bool Wire::send_simple(const std::string& sql) {
  return PQsendQuery(handle(), sql.c_str()) == 1 && flush();
}

bool Wire::send_sync() { return PQpipelineSync(handle()) == 1; }

bool Wire::send_flush_request() { return PQsendFlushRequest(handle()) == 1 && flush(); }

bool Wire::poll_socket(Direction direction) {
  pollfd socket{};
  socket.fd = PQsocket(handle());
  socket.events = static_cast<short>(POLLIN | (direction == Direction::both ? POLLOUT : 0));
  if (poll(&socket, 1, -1) < 0) return errno == EINTR;
  return (socket.revents & ~POLLOUT) == 0 || PQconsumeInput(handle()) == 1;
}

bool Wire::wait_for_input() {
  const int unsent = PQflush(handle());
  return unsent >= 0 && poll_socket(unsent > 0 ? Direction::both : Direction::in);
}

// Polls only while something is unsent: without it the server may have nothing to say, for ever.
bool Wire::flush() {
  unflushed_bytes_ = 0;
  int unsent = 0;
  while ((unsent = PQflush(handle())) > 0) {
    if (!poll_socket(Direction::both)) return false;
  }
  return unsent == 0;
}

Owned<PGresult> Wire::result() {
  while (must_wait() && wait_for_input()) {
  }
  // After a failed wait libpq returns the failure as a result.
  return Owned<PGresult>(PQgetResult(handle()));
}

bool Wire::put_copy_data(std::string_view bytes) {
  int taken = 0;
  while ((taken = PQputCopyData(handle(), bytes.data(), static_cast<int>(bytes.size()))) == 0) {
    if (!flush()) return false;
  }
  return taken == 1 && flush();
}

bool Wire::end_copy(const std::string& reason) {
  int taken = 0;
  while ((taken = PQputCopyEnd(handle(), reason.empty() ? nullptr : reason.c_str())) == 0) {
    if (!flush()) return false;
  }
  return taken == 1 && flush();
}

bool Wire::leave_pipeline() { return PQexitPipelineMode(handle()) == 1; }
bool Wire::enter_pipeline() { return PQenterPipelineMode(handle()) == 1; }

}  // namespace migrate::postgresql
