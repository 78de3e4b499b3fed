#include "lib/postgresql/run_lock.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/base/hash.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/lease_lock.h"
#include "lib/postgresql/postgresql_connection.h"

namespace migrate::postgresql {
namespace {

struct Keys {
  int64_t run;   ///< held by whoever runs
  int64_t work;  ///< shared by the transactions of a run whose lock is not in their own session
};

class AdvisoryLock : public db::Lock {
 public:
  AdvisoryLock(db::Connection& connection, Keys keys) : connection_(connection), keys_(keys) {}

  [[nodiscard]] db::LockHolder holder() override {
    const db::Outcome outcome =
        db::execute(connection_, request("holder", {keys_.run, keys_.work}));
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
  [[nodiscard]] static db::Request request(std::string_view name,
                                           std::initializer_list<int64_t> arguments) {
    db::Request request;
    request.sql = embedded_sql("lock/" + std::string(name));
    for (const int64_t argument : arguments) request.parameters.push_back(db::integer(argument));
    return request;
  }
  /// A runner that died may have left a transaction that still runs, and would yet commit.
  [[nodiscard]] bool nobody_works() const {
    return db::execute(connection_, request("no_work", {keys_.work})).rows.at(0).at(0) == "t";
  }
  [[nodiscard]] db::Connection& connection() const { return connection_; }
  [[nodiscard]] const Keys& keys() const { return keys_; }

 private:
  db::Connection& connection_;
  Keys keys_;
};

class SessionLock final : public AdvisoryLock {
 public:
  using AdvisoryLock::AdvisoryLock;
  ~SessionLock() override { release(); }

  [[nodiscard]] bool try_acquire() override {
    // A second acquisition would need a second release.
    if (held_) return true;
    const db::Outcome outcome = db::execute(connection(), request("try_acquire", {keys().run}));
    held_ = outcome.rows.at(0).at(0) == "t";
    if (held_ && !nobody_works()) release();
    return held_;
  }

  [[nodiscard]] std::optional<db::Request> confirm() const override {
    return request("confirm", {keys().run});
  }

  /// With requests in flight, in a failed transaction or on a lost connection nothing can be said
  /// to the server; then the end of the session frees the lock.
  void release() override {
    if (!std::exchange(held_, false) || connection().pending() > 0) return;
    static_cast<void>(db::try_execute(connection(), request("release", {keys().run})));
  }

 private:
  bool held_ = false;
};

class TransactionLock final : public AdvisoryLock {
 public:
  TransactionLock(db::Connection& connection, std::unique_ptr<db::Connection> second, Keys keys)
      : AdvisoryLock(connection, keys), second_(std::move(second)) {}
  ~TransactionLock() override { release(); }

  /// A transaction that got nothing ends at once: runs that wait must not use up the pool that the
  /// holder needs.
  [[nodiscard]] bool try_acquire() override {
    if (holder_) return true;
    db::execute(*second_, {.sql = std::string(embedded_sql("lock/begin_transaction"))});
    const db::Outcome outcome = db::execute(*second_, request("try_in_transaction", {keys().run}));
    if (outcome.rows.at(0).at(0) == "t" && nobody_works()) {
      db::execute(*second_, {.sql = std::string(embedded_sql("lock/hold_transaction"))});
      holder_ = outcome.rows[0].at(1).value_or("");
    } else {
      db::execute(*second_, {.sql = "ROLLBACK"});
    }
    return holder_.has_value();
  }

  [[nodiscard]] std::optional<db::Request> confirm() const override {
    db::Request confirm = request("confirm_transaction", {keys().run});
    confirm.parameters.push_back(db::text(holder_.value_or("")));
    confirm.parameters.push_back(db::integer(keys().work));
    return confirm;
  }
  [[nodiscard]] bool can_lapse() const override { return true; }

  void release() override {
    if (!std::exchange(holder_, std::nullopt)) return;
    static_cast<void>(db::try_execute(*second_, {.sql = "ROLLBACK"}));
  }

 private:
  std::unique_ptr<db::Connection> second_;
  std::optional<std::string> holder_;  ///< the virtual transaction id that holds the lock
};

}  // namespace

std::unique_ptr<db::Lock> make_run_lock(db::Connection& connection, const std::string& schema,
                                        const std::string& table) {
  auto* own = dynamic_cast<PostgresqlConnection*>(&connection);
  if (own != nullptr && own->options().lock.kind == db::LockOptions::Kind::lease) {
    return make_lease_lock(*own, schema);
  }
  const std::string name = "migrate/1/" + schema + "." + table;
  const Keys keys = {.run = sha256_key(name), .work = sha256_key(name + "/work")};
  if (own == nullptr || own->pooling() == Pooling::none) {
    return std::make_unique<SessionLock>(connection, keys);
  }
  return std::make_unique<TransactionLock>(connection, own->another(), keys);
}

}  // namespace migrate::postgresql
