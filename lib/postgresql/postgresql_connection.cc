#include "lib/postgresql/postgresql_connection.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "lib/base/error.h"
#include "lib/postgresql/connect.h"
#include "lib/postgresql/direct.h"
#include "lib/postgresql/publisher_guard.h"
#include "lib/postgresql/result.h"
#include "lib/postgresql/scratch.h"

namespace migrate::postgresql {
namespace {

/// The server looks this often whether we are still there while it runs a statement of ours.
constexpr const char* kCheckInterval = "5s";
constexpr int kCheckIntervalVersion = 140000;
/// A full window costs one round trip: large enough that a far server is kept busy, small enough
/// that its unread answers stay small.
constexpr size_t kWindow = 512;
/// Of reset_requests(): takes our own prepared statements with the script's.
constexpr std::string_view kDeallocateAll = "DEALLOCATE ALL";

class PostgresqlCanceller final : public db::Canceller {
 public:
  explicit PostgresqlCanceller(Owned<PGcancel> cancel) : cancel_(std::move(cancel)) {}
  void cancel() override {
    // A cancel request that doesn't arrive changes nothing: the statement goes on.
    std::array<char, 256> message{};
    if (cancel_) PQcancel(cancel_.get(), message.data(), static_cast<int>(message.size()));
  }

 private:
  Owned<PGcancel> cancel_;
};

bool is_copy(ExecStatusType status) {
  return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

}  // namespace

PostgresqlConnection::PostgresqlConnection(Owned<PGconn> connection,
                                           const db::ConnectOptions& options)
    : wire_(std::move(connection)),
      options_(options),
      start_(session_start(options, PQserverVersion(wire_.handle()))),
      in_scratch_(database().starts_with(kScratchPrefix)) {}

bool PostgresqlConnection::start() { return set_session(PQbackendPID(wire_.handle())); }

void PostgresqlConnection::start_behind(Pooling pooling) {
  // A session that changes under our hands after all is a shared one.
  if (pooling == Pooling::sessions && !set_session(backend_pid(*this))) {
    pooling = Pooling::transactions;
  }
  pooling_ = pooling;
  if (pooling == Pooling::transactions) check_transaction_start();
}

bool PostgresqlConnection::set_session(int pid) {
  submit(set_settings_of(start_.settings, pid));
  barrier();
  if (!start_.role.empty()) submit(set_settings_of({{"role", start_.role}}, pid));
  barrier();
  // Not every platform of the server can watch a socket; then it refuses the setting.
  const bool watch = PQserverVersion(wire_.handle()) >= kCheckIntervalVersion;
  if (watch) submit(set_settings_of({{"client_connection_check_interval", kCheckInterval}}, pid));
  barrier();

  const db::Outcome settings = next();
  const db::Outcome role = start_.role.empty() ? db::Outcome() : next();
  if (watch && next().status == db::Outcome::Status::done) {
    start_.settings.insert(start_.settings.begin(),
                           {"client_connection_check_interval", kCheckInterval});
  }
  demand_start(settings.failure, role.failure);
  return settings.row_count > 0;
}

/// What the server refuses is told now, not by the first revision.
void PostgresqlConnection::check_transaction_start() {
  submit({.sql = "BEGIN"});
  for (db::Request& request : transaction_requests(start_)) submit(std::move(request));
  barrier();
  submit({.sql = "ROLLBACK"});
  barrier();
  static_cast<void>(next());
  const db::Outcome settings = next();
  const db::Outcome role = start_.role.empty() ? db::Outcome() : next();
  static_cast<void>(next());
  demand_start(settings.failure, role.failure);
}

void PostgresqlConnection::demand_start(const std::optional<db::Failure>& settings,
                                        const std::optional<db::Failure>& role) const {
  if (settings) {
    const bool lost = settings->connection_lost;
    throw Error(lost ? ErrorCode::unreachable : ErrorCode::usage,
                "the server refuses the session's settings: " + settings->message,
                lost ? "" : "mend [session] in the configuration");
  }
  if (role) {
    throw Error(ErrorCode::unreachable,
                "can't take the role \"" + start_.role + "\": " + role->message,
                "create the role and grant it to the login, or change `role`");
  }
}

std::unique_ptr<db::Connection> PostgresqlConnection::another() const {
  return std::make_unique<PostgresqlConnection>(open_connection(options_), options_);
}

void PostgresqlConnection::submit(db::Request request) {
  if (in_scratch_) {
    if (auto other = without_publisher(request.sql)) request.sql = std::move(*other);
  }
  if (alone_in_flight_) settle();
  const bool direct = request.copy || request.mode == db::Request::Mode::simple;
  const bool alone = request.mode == db::Request::Mode::alone;
  if (direct || alone) settle();

  if (wire_.lost()) {
    lose();
    db::Outcome outcome = in_doubt(wire_.error());
    outcome.status = db::Outcome::Status::failed;  // certain: it was never sent
    finish(std::move(outcome), epoch_);
  } else if (skipping() && in_flight_.empty()) {
    ready_.emplace_back().status = db::Outcome::Status::skipped;
  } else if (direct) {
    run_directly(request);
  } else {
    send(std::move(request));
    if (alone) send_sync();
    alone_in_flight_ = alone;
  }
}

void PostgresqlConnection::send(db::Request request) {
  if (request.sql == kDeallocateAll) prepared_.clear();
  // A prepared statement would stay behind in a session that is shared.
  const bool prepare = request.repeated && pooling_ != Pooling::transactions;
  const bool sent = prepare ? wire_.send_prepared(prepared(request), request) : wire_.send(request);
  InFlight item;
  item.sql = std::move(request.sql);
  item.keep_rows = request.keep_rows;
  item.sequence = ++sent_;
  item.epoch = epoch_;
  in_flight_.push_back(std::move(item));
  ++requests_in_flight_;
  if (!sent) lose();
}

const std::string& PostgresqlConnection::prepared(const db::Request& request) {
  const auto [found, is_new] = prepared_.try_emplace(request.sql);
  if (is_new) {
    found->second = "migrate_" + std::to_string(++names_);
    if (wire_.send_prepare(found->second, request)) {
      InFlight item;
      item.what = InFlight::What::prepare;
      item.sql = request.sql;
      item.sequence = sent_ + 1;
      item.epoch = epoch_;
      in_flight_.push_back(std::move(item));
    }
  }
  return found->second;
}

/// The oldest in flight is a statement's preparation: its failure becomes that of the request
/// behind it, which the server then skips.
void PostgresqlConnection::receive_prepared() {
  const InFlight item = std::move(in_flight_.front());
  in_flight_.pop_front();
  db::Outcome outcome = receive(item);
  if (outcome.status == db::Outcome::Status::failed) prepare_failure_ = std::move(outcome.failure);
}

void PostgresqlConnection::run_directly(const db::Request& request) {
  db::Outcome outcome = run_direct(wire_, request);
  finish(std::move(outcome), epoch_);
}

void PostgresqlConnection::send_sync() {
  if (wire_.lost() || synced_ == sent_) return;
  InFlight item;
  item.what = InFlight::What::sync;
  item.sequence = sent_;
  in_flight_.push_back(std::move(item));
  synced_ = flushed_ = sent_;
  if (!wire_.send_sync()) lose();
}

void PostgresqlConnection::barrier() {
  send_sync();
  ++epoch_;
  alone_in_flight_ = false;
}

void PostgresqlConnection::flush() {
  if (wire_.lost() || flushed_ == sent_) return;
  flushed_ = sent_;
  if (!wire_.send_flush_request()) lose();
}

size_t PostgresqlConnection::window() const { return kWindow; }

void PostgresqlConnection::settle() {
  send_sync();
  while (!in_flight_.empty()) complete_oldest();
  alone_in_flight_ = false;
}

db::Outcome PostgresqlConnection::next() {
  assert(pending() > 0);
  while (ready_.empty()) complete_oldest();
  db::Outcome outcome = std::move(ready_.front());
  ready_.pop_front();
  return outcome;
}

void PostgresqlConnection::complete_oldest() {
  assert(!in_flight_.empty());
  InFlight& item = in_flight_.front();
  if (item.what == InFlight::What::sync) {
    const Owned<PGresult> result = wire_.result();
    if (!result || PQresultStatus(result.get()) != PGRES_PIPELINE_SYNC) {
      wire_.give_up();
      lose();
      return;
    }
    in_flight_.pop_front();
    return;
  }
  if (item.what == InFlight::What::prepare) {
    receive_prepared();
    return;
  }
  db::Outcome outcome = receive(item);
  if (std::optional<db::Failure> failure = std::exchange(prepare_failure_, std::nullopt)) {
    outcome.status = db::Outcome::Status::failed;
    outcome.failure = std::move(failure);
  }
  const uint64_t epoch = item.epoch;
  in_flight_.pop_front();
  --requests_in_flight_;
  finish(std::move(outcome), epoch);
  if (wire_.lost()) lose();
}

db::Outcome PostgresqlConnection::receive(const InFlight& item) {
  db::Outcome outcome;
  if (item.keep_rows != SIZE_MAX) PQsetSingleRowMode(wire_.handle());
  if (item.sequence > flushed_ && wire_.must_wait()) {
    flushed_ = sent_;
    wire_.send_flush_request();  // a failure shows in the result
  }
  while (const Owned<PGresult> result = wire_.result()) {
    // In pipeline mode libpq reports a COPY for ever, and the server takes what follows for data.
    if (is_copy(PQresultStatus(result.get()))) {
      wire_.give_up();
      outcome = in_doubt("COPY FROM stdin or TO stdout can't travel in a pipeline");
      break;
    }
    add_result(*result, item.sql, item.keep_rows, outcome);
    if (wire_.lost()) break;
  }
  outcome.notices = wire_.take_notices();
  settle_status(wire_, outcome);
  if (outcome.status == db::Outcome::Status::in_doubt) wire_.give_up();
  return outcome;
}

void PostgresqlConnection::finish(db::Outcome outcome, uint64_t epoch) {
  if (outcome.status != db::Outcome::Status::done) {
    failed_epoch_ = epoch;
    prepared_.clear();
    outcome.columns.clear();
    outcome.rows.clear();
    outcome.row_count = 0;
  }
  ready_.push_back(std::move(outcome));
}

void PostgresqlConnection::lose() {
  wire_.give_up();
  for (const InFlight& item : std::exchange(in_flight_, {})) {
    if (item.what == InFlight::What::request) finish(in_doubt(wire_.error()), item.epoch);
  }
  requests_in_flight_ = 0;
}

std::unique_ptr<db::Canceller> PostgresqlConnection::canceller() {
  return std::make_unique<PostgresqlCanceller>(Owned<PGcancel>(PQgetCancel(wire_.handle())));
}

std::vector<db::Request> PostgresqlConnection::reset_requests() const {
  if (pooling_ == Pooling::transactions) return clean_requests();
  return postgresql::reset_requests(start_);
}

std::vector<db::Request> PostgresqlConnection::transaction_start() const {
  if (pooling_ != Pooling::transactions) return {};
  return transaction_requests(start_);
}

void PostgresqlConnection::reset() {
  if (pooling_ == Pooling::transactions) return;  // nothing is ever left behind
  submit({.sql = "BEGIN"});
  for (db::Request& request : reset_requests()) submit(std::move(request));
  submit({.sql = "COMMIT"});
  barrier();
  std::optional<db::Failure> failure;
  while (pending() > 0) {
    db::Outcome outcome = next();
    if (outcome.failure && !failure) failure = std::move(outcome.failure);
  }
  if (!failure) return;
  if (!failure->connection_lost) db::execute(*this, {.sql = "ROLLBACK"});
  Diagnostic diagnostic = db::describe(*failure);
  diagnostic.message = "can't reset the session: " + diagnostic.message;
  throw Error(failure->connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
              std::move(diagnostic));
}

std::string PostgresqlConnection::reported(const char* parameter) const {
  const char* value = PQparameterStatus(wire_.handle(), parameter);
  return value == nullptr ? "" : value;
}

std::string PostgresqlConnection::database() const { return PQdb(wire_.handle()); }

}  // namespace migrate::postgresql
