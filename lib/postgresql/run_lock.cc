#include "lib/postgresql/run_lock.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/base/hash.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/lease_lock.h"
#include "lib/postgresql/postgresql_connection.h"

namespace migrate::postgresql {
namespace {

class AdvisoryLock : public db::Lock {
 public:
  AdvisoryLock(db::Connection& connection, int64_t key) : connection_(connection), key_(key) {}

  [[nodiscard]] db::LockHolder holder() override {
    const db::Outcome outcome = db::execute(connection_, request("lock/holder"));
    if (outcome.rows.empty()) return {};
    const std::vector<db::Value>& row = outcome.rows[0];
    db::LockHolder holder;
    holder.description = "pid " + row.at(0).value_or("?");
    if (row.at(1)) holder.description += " (" + *row[1] + ")";
    if (row.at(2)) holder.description += " from " + *row[2];
    if (row.at(3)) holder.description += ", since " + *row[3];
    return holder;
  }

 protected:
  [[nodiscard]] db::Request request(std::string_view name) const {
    return {.sql = std::string(embedded_sql(name)), .parameters = {db::integer(key_)}};
  }
  /// Fails when the session of the server process `pid` does not hold the lock; none: our own.
  [[nodiscard]] db::Request confirm_held_by(std::optional<int64_t> pid) const {
    db::Request confirm = request("lock/confirm");
    confirm.parameters.push_back(db::integer(pid));
    return confirm;
  }
  [[nodiscard]] db::Connection& connection() const { return connection_; }

 private:
  db::Connection& connection_;
  int64_t key_;
};

class SessionLock final : public AdvisoryLock {
 public:
  using AdvisoryLock::AdvisoryLock;
  ~SessionLock() override { release(); }

  [[nodiscard]] bool try_acquire() override {
    // A second acquisition would need a second release.
    if (held_) return true;
    const db::Outcome outcome = db::execute(connection(), request("lock/try_acquire"));
    held_ = outcome.rows.at(0).at(0) == "t";
    return held_;
  }

  [[nodiscard]] std::optional<db::Request> confirm() const override {
    return confirm_held_by(std::nullopt);
  }

  /// With requests in flight, in a failed transaction or on a lost connection nothing can be said
  /// to the server; then the end of the session frees the lock.
  void release() override {
    if (!std::exchange(held_, false) || connection().pending() > 0) return;
    static_cast<void>(db::try_execute(connection(), request("lock/release")));
  }

 private:
  bool held_ = false;
};

class TransactionLock final : public AdvisoryLock {
 public:
  TransactionLock(db::Connection& connection, std::unique_ptr<db::Connection> second, int64_t key)
      : AdvisoryLock(connection, key), second_(std::move(second)) {}
  ~TransactionLock() override { release(); }

  /// A transaction that got nothing ends at once: runs that wait must not use up the pool that the
  /// holder needs.
  [[nodiscard]] bool try_acquire() override {
    if (holder_) return true;
    db::execute(*second_, {.sql = std::string(embedded_sql("lock/begin_transaction"))});
    const db::Outcome outcome = db::execute(*second_, request("lock/try_in_transaction"));
    if (outcome.rows.at(0).at(0) == "t") {
      db::execute(*second_, {.sql = std::string(embedded_sql("lock/hold_transaction"))});
      holder_ = std::stoll(outcome.rows[0].at(1).value_or("0"));
    } else {
      db::execute(*second_, {.sql = "ROLLBACK"});
    }
    return holder_.has_value();
  }

  [[nodiscard]] std::optional<db::Request> confirm() const override {
    return confirm_held_by(holder_);
  }

  void release() override {
    if (!std::exchange(holder_, std::nullopt)) return;
    static_cast<void>(db::try_execute(*second_, {.sql = "ROLLBACK"}));
  }

 private:
  std::unique_ptr<db::Connection> second_;
  std::optional<int64_t> holder_;  ///< the server process whose transaction holds the lock
};

}  // namespace

std::unique_ptr<db::Lock> make_run_lock(db::Connection& connection, const std::string& schema,
                                        const std::string& table) {
  auto* own = dynamic_cast<PostgresqlConnection*>(&connection);
  if (own != nullptr && own->options().lock.kind == db::LockOptions::Kind::lease) {
    return make_lease_lock(*own, schema);
  }
  const int64_t key = sha256_key("migrate/1/" + schema + "." + table);
  if (own == nullptr || own->pooling() == Pooling::none) {
    return std::make_unique<SessionLock>(connection, key);
  }
  return std::make_unique<TransactionLock>(connection, own->another(), key);
}

}  // namespace migrate::postgresql
