// One libpq connection in nonblocking mode: sends without ever waiting for the server to read while
// the server waits for us to. Whoever uses it knows what it sent and in which order results come.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/db/connection.h"
#include "lib/postgresql/handles.h"

namespace migrate::postgresql {

/// Every function that fails because the connection broke returns false, or a result that says so;
/// lost() is true from then on.
class Wire {
 public:
  /// Takes an open connection; puts it into nonblocking mode and pipeline mode.
  explicit Wire(Owned<PGconn> connection);
  /// Notices refer to `this`.
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  [[nodiscard]] PGconn* handle() const { return connection_.get(); }
  [[nodiscard]] bool lost() const { return broken_ || PQstatus(handle()) != CONNECTION_OK; }
  /// libpq's words for the last failure, in one line.
  [[nodiscard]] std::string error() const;
  /// The session is in a state that can't be mended: nothing more is sent or read.
  void give_up() { broken_ = true; }

  /// Sends by the extended protocol, unnamed statement and portal.
  bool send(const db::Request& request);
  /// Prepares `request`'s text as the statement `name`; and sends it by that name.
  bool send_prepare(const std::string& name, const db::Request& request);
  bool send_prepared(const std::string& name, const db::Request& request);
  /// Sends by the simple protocol. Precondition: not in pipeline mode.
  bool send_simple(const std::string& sql);
  bool send_sync();
  bool send_flush_request();
  /// Returns when libpq has handed everything to the socket; reads meanwhile.
  bool flush();

  /// Whether result() would wait.
  [[nodiscard]] bool must_wait() { return PQisBusy(handle()) != 0; }
  /// The next result of the oldest request; null: it has no more. Waits.
  [[nodiscard]] Owned<PGresult> result();

  /// Sends COPY data. Precondition: the last result was PGRES_COPY_IN.
  bool put_copy_data(std::string_view bytes);
  /// Ends the COPY; `reason` (not empty) makes it fail with these words.
  bool end_copy(const std::string& reason);

  /// Pipeline mode off, and on again. Precondition: nothing in flight.
  bool leave_pipeline();
  bool enter_pipeline();

  /// Notices that came since the last call.
  [[nodiscard]] std::vector<db::Notice> take_notices();

 private:
  /// Counts what was handed to libpq, and flushes where it is much. `accepted`: libpq's answer.
  bool sent(const db::Request& request, int accepted);
  static void receive_notice(void* self, const PGresult* result);
  enum class Direction { in, both };
  /// Waits until the socket can be read, or in both directions also until it takes more; reads.
  bool poll_socket(Direction direction);
  /// Waits for something to read, sending meanwhile what is left to send.
  bool wait_for_input();

  Owned<PGconn> connection_;
  std::vector<db::Notice> notices_;
  size_t unflushed_bytes_ = 0;
  bool broken_ = false;
};

}  // namespace migrate::postgresql
