#include "lib/postgresql/lease_lock.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/postgresql/connect.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/proxy.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/session.h"

namespace migrate::postgresql {
namespace {

constexpr std::string_view kUndefinedTable = "42P01";
/// So often within its time a lease is renewed: one renewal may come late or be lost.
constexpr int kRenewals = 3;

class LeaseLock final : public db::Lock {
 public:
  LeaseLock(PostgresqlConnection& connection, const std::string& schema)
      : connection_(connection),
        options_(connection.options()),
        owner_(options_.application_name),
        prefix_(schema.empty() ? "" : quote_identifier(schema) + ".") {
    // Not the name that those who take over look for: a renewal is no work of the run.
    options_.application_name += " lease";
  }
  ~LeaseLock() override { release(); }

  [[nodiscard]] bool try_acquire() override;
  [[nodiscard]] db::LockHolder holder() override;
  [[nodiscard]] std::optional<db::Request> confirm() const override;
  [[nodiscard]] bool can_lapse() const override { return true; }
  void release() override;

 private:
  [[nodiscard]] db::Request request(std::string_view name,
                                    std::vector<db::Parameter> parameters = {}) const {
    return {.sql = replace_all(embedded_sql("lock/" + std::string(name)), "{schema}", prefix_),
            .parameters = std::move(parameters)};
  }
  [[nodiscard]] std::string role() const { return options_.role.empty() ? "none" : options_.role; }
  [[nodiscard]] db::Parameter lease_time() const {
    return db::integer(options_.lock.lease_time.count());
  }
  /// BEGIN, and for the rest of the transaction the history's role and a search_path in which
  /// nobody can put functions or operators in our way.
  [[nodiscard]] std::vector<db::Request> beginning() const;
  void connect();
  [[nodiscard]] bool table_exists();
  void make_table();
  [[nodiscard]] bool take();
  /// What came of `work` in a transaction of its own.
  [[nodiscard]] db::Outcome transact(db::Request work);
  /// Renews until stopped, or until the lease is lost: then confirm() fails by itself.
  void renew();

  PostgresqlConnection& connection_;
  db::ConnectOptions options_;  ///< of the second connection
  std::string owner_;
  std::string prefix_;
  /// Used under `mutex_` while the heartbeat runs.
  std::unique_ptr<db::Connection> second_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread heartbeat_;  ///< joinable: the lease was taken and not released
};

std::vector<db::Request> LeaseLock::beginning() const {
  return {
      {.sql = "BEGIN ISOLATION LEVEL READ COMMITTED"},
      set_settings({{"role", role()}, {"search_path", "pg_catalog, pg_temp"}}, Scope::transaction)};
}

void LeaseLock::connect() {
  second_ = std::make_unique<PostgresqlConnection>(open_connection(options_), options_);
  make_table();
}

bool LeaseLock::table_exists() {
  const db::Outcome found =
      db::execute(*second_, {.sql = std::string(embedded_sql("lock/lease_exists")),
                             .parameters = {db::text(prefix_ + "migrate_lock")}});
  return found.rows.at(0).at(0) == "t";
}

void LeaseLock::make_table() {
  if (table_exists()) return;
  const db::Outcome made = transact(request("lease_create"));
  if (!made.failure) return;
  // Another run that made it meanwhile fails this one in several ways, by when each got how far.
  if (!made.failure->connection_lost && table_exists()) return;
  Diagnostic diagnostic = db::describe(*made.failure);
  diagnostic.message = "the lease's table can't be made: " + diagnostic.message;
  throw Error(made.failure->connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
              std::move(diagnostic));
}

bool LeaseLock::take() {
  std::optional<int64_t> worker;
  if (connection_.pooling() != Pooling::transactions) worker = backend_pid(connection_);
  const std::string who = owner_ + " of " + options_.lock.holder;

  for (const db::Request& begin : beginning()) db::execute(*second_, begin);
  db::execute(*second_, request("lease_row"));
  bool taken = !db::execute(*second_, request("lease_lock_row")).rows.empty();
  if (taken) {
    const db::Outcome outcome = db::execute(
        *second_, request("lease_take",
                          {db::text(owner_), db::text(who), lease_time(), db::integer(worker)}));
    taken = !outcome.rows.empty();
  }
  db::execute(*second_, {.sql = "COMMIT"});
  return taken;
}

bool LeaseLock::try_acquire() {
  if (heartbeat_.joinable()) return true;
  if (!second_) connect();
  const bool taken = take();
  if (taken) heartbeat_ = std::thread([this] { renew(); });
  return taken;
}

db::Outcome LeaseLock::transact(db::Request work) {
  for (const db::Request& begin : beginning()) {
    db::Outcome begun = db::try_execute(*second_, begin);
    if (begun.failure) return begun;
  }
  db::Outcome outcome = db::try_execute(*second_, std::move(work));
  db::Outcome ended = db::try_execute(*second_, {.sql = outcome.failure ? "ROLLBACK" : "COMMIT"});
  return ended.failure && !outcome.failure ? ended : outcome;
}

void LeaseLock::renew() {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, options_.lock.lease_time / kRenewals, [&] { return stopping_; })) {
    const db::Outcome renewed = transact(request("lease_renew", {db::text(owner_), lease_time()}));
    if (renewed.failure || renewed.rows.empty()) return;
  }
}

void LeaseLock::release() {
  if (!heartbeat_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_one();
  heartbeat_.join();
  stopping_ = false;
  // Where this fails the lease runs out.
  static_cast<void>(transact(request("lease_release", {db::text(owner_)})));
}

db::LockHolder LeaseLock::holder() {
  const db::Outcome outcome = db::try_execute_in_session(connection_, request("lease_holder"));
  if (outcome.failure && outcome.failure->sqlstate == kUndefinedTable) return {};
  if (outcome.failure) {
    throw Error(outcome.failure->connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
                db::describe(*outcome.failure));
  }
  if (outcome.rows.empty()) return {};
  const std::vector<db::Value>& row = outcome.rows[0];
  db::LockHolder holder;
  holder.description = row.at(1).value_or("") + ", since " + row.at(2).value_or("");
  if (row.at(3) == "t") holder.description += ", expired";
  return holder;
}

std::optional<db::Request> LeaseLock::confirm() const {
  db::Request confirm = request("lease_confirm");
  confirm.sql = replace_all(replace_all(confirm.sql, "{owner}", quote_literal(owner_)), "{role}",
                            quote_literal(role()));
  return confirm;
}

}  // namespace

std::unique_ptr<db::Lock> make_lease_lock(PostgresqlConnection& connection,
                                          const std::string& schema) {
  return std::make_unique<LeaseLock>(connection, schema);
}

}  // namespace migrate::postgresql
