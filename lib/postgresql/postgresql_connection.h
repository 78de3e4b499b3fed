// The Connection contract over libpq's pipeline mode.
//
// Requests and Syncs that were sent wait in `in_flight_` for their results, in order; outcomes that
// are known wait in `ready_` for next(). The server skips after an error until a Sync; a Sync that
// this class needs for itself (around COPY, the simple protocol and statements that run alone) is
// no barrier of the caller, so the skipping goes on here, by `failed_epoch_`: epochs are counted by
// barrier().
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/db/connection.h"
#include "lib/postgresql/proxy.h"
#include "lib/postgresql/session.h"
#include "lib/postgresql/wire.h"

namespace migrate::postgresql {

class PostgresqlConnection final : public db::Connection {
 public:
  /// Takes an open connection whose session is as the server made it; start() goes next, and where
  /// that finds a proxy start_behind().
  PostgresqlConnection(Owned<PGconn> connection, const db::ConnectOptions& options);

  /// Puts the session into the state that reset() comes back to. False: a proxy is between us and
  /// the server, and nothing was set. Throws Error{usage} for a setting and Error{unreachable} for
  /// a role that the server refuses.
  [[nodiscard]] bool start();
  /// The same behind a proxy that was found to pool in this way.
  void start_behind(Pooling pooling);
  [[nodiscard]] Pooling pooling() const { return pooling_; }
  [[nodiscard]] const db::ConnectOptions& options() const { return options_; }
  /// A second connection by the same way, its session as the server made it. Throws as connect().
  [[nodiscard]] std::unique_ptr<db::Connection> another() const;

  void submit(db::Request request) override;
  [[nodiscard]] db::Outcome next() override;
  [[nodiscard]] size_t pending() const override { return ready_.size() + requests_in_flight_; }
  void barrier() override;
  void flush() override;
  [[nodiscard]] size_t window() const override;
  [[nodiscard]] std::unique_ptr<db::Canceller> canceller() override;
  void reset() override;
  [[nodiscard]] std::vector<db::Request> reset_requests() const override;
  [[nodiscard]] std::vector<db::Request> transaction_start() const override;

  /// A parameter that the server reports by itself (libpq: PQparameterStatus); empty: it doesn't.
  [[nodiscard]] std::string reported(const char* parameter) const;
  [[nodiscard]] std::string database() const;
  /// libpq's own, for what it knows about the server; nothing is to be sent by it.
  [[nodiscard]] const PGconn* handle() const { return wire_.handle(); }

 private:
  struct InFlight {
    enum class What { request, prepare, sync } what = What::request;
    std::string sql;
    size_t keep_rows = 0;
    uint64_t sequence = 0;
    uint64_t epoch = 0;
  };

  /// False: the session is not the one of the server process `pid`, and nothing was set.
  bool set_session(int pid);
  void check_transaction_start();
  void demand_start(const std::optional<db::Failure>& settings,
                    const std::optional<db::Failure>& role) const;
  void send(db::Request request);
  /// The name under which `request` is prepared; prepares it first where it isn't. Empty: it broke.
  [[nodiscard]] const std::string& prepared(const db::Request& request);
  void receive_prepared();
  void send_sync();
  void run_directly(const db::Request& request);
  /// Sends a Sync where one is due, and waits for every outcome in flight.
  void settle();
  /// Waits for the oldest in flight and moves its outcome to ready_.
  void complete_oldest();
  [[nodiscard]] db::Outcome receive(const InFlight& item);
  void finish(db::Outcome outcome, uint64_t epoch);
  /// The connection broke: whatever was sent and not answered may have happened.
  void lose();
  [[nodiscard]] bool skipping() const { return failed_epoch_ == epoch_; }

  Wire wire_;
  db::ConnectOptions options_;
  SessionStart start_;
  bool in_scratch_ = false;  ///< the database is a scratch one: see without_publisher()
  Pooling pooling_ = Pooling::none;
  std::deque<InFlight> in_flight_;
  std::deque<db::Outcome> ready_;
  size_t requests_in_flight_ = 0;
  /// Texts of repeated requests that are prepared, and their statements' names. A failure may have
  /// kept the server from preparing the last ones, and a reset deallocates all: then it is empty.
  std::map<std::string, std::string> prepared_;
  size_t names_ = 0;
  std::optional<db::Failure> prepare_failure_;  ///< of the request that comes next
  uint64_t sent_ = 0;                           ///< sequence of the last request sent
  uint64_t flushed_ = 0;  ///< the server was told to answer up to this sequence
  uint64_t synced_ = 0;   ///< a Sync follows this sequence
  uint64_t epoch_ = 1;
  uint64_t failed_epoch_ = 0;
  bool alone_in_flight_ = false;
};

}  // namespace migrate::postgresql
