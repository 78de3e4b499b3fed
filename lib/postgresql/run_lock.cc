#include "lib/postgresql/run_lock.h"

#include <fmt/format.h>

#include <utility>

#include "lib/base/error.h"
#include "lib/base/hash.h"
#include "lib/postgresql/embedded_sql.h"

namespace migrate::postgresql {
namespace {

class RunLock final : public db::Lock {
 public:
  RunLock(db::Connection& connection, int64_t key) : connection_(connection), key_(key) {}
  ~RunLock() override { release(); }

  [[nodiscard]] bool try_acquire() override {
    // A second acquisition would need a second release.
    if (held_) return true;
    const db::Outcome outcome = db::execute(connection_, request("lock/try_acquire"));
    held_ = outcome.rows.at(0).at(0) == "t";
    return held_;
  }

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

  [[nodiscard]] std::optional<db::Request> confirm() const override {
    return request("lock/confirm");
  }

  /// With requests in flight, in a failed transaction or on a lost connection nothing can be said
  /// to the server; then the end of the session frees the lock.
  void release() override {
    if (!std::exchange(held_, false) || connection_.pending() > 0) return;
    static_cast<void>(db::try_execute(connection_, request("lock/release")));
  }

 private:
  [[nodiscard]] db::Request request(std::string_view name) const {
    return {.sql = std::string(embedded_sql(name)), .parameters = {db::integer(key_)}};
  }

  db::Connection& connection_;
  int64_t key_;
  bool held_ = false;
};

}  // namespace

std::unique_ptr<db::Lock> make_run_lock(db::Connection& connection, const std::string& schema,
                                        const std::string& table) {
  return std::make_unique<RunLock>(connection, sha256_key("migrate/1/" + schema + "." + table));
}

}  // namespace migrate::postgresql
