#include "lib/postgresql/trace/beside.h"

#include <charconv>
#include <chrono>
#include <utility>

#include "lib/base/error.h"
#include "lib/postgresql/embedded_sql.h"

namespace migrate::postgresql {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{1};

/// Takes the locks in a transaction of its own. Where they can't all be had at once, none is kept:
/// then the watched session has stronger ones, or waits for them.
void hold(db::Connection& holder, const std::string& lock_all) {
  if (lock_all.empty()) return;
  db::execute(holder, {.sql = "BEGIN"});
  if (db::try_execute(holder, {.sql = lock_all}).failure) {
    db::execute(holder, {.sql = "ROLLBACK"});
  }
}

std::string lock_statement(db::Connection& connection) {
  const db::Outcome tables =
      db::execute(connection, {.sql = std::string(embedded_sql("trace/lockable"))});
  const db::Value& names = tables.rows.at(0).at(0);
  return names ? "LOCK TABLE " + *names + " IN ROW EXCLUSIVE MODE NOWAIT" : "";
}

}  // namespace

Beside::Beside(const PostgresqlConnection& watched)
    : pid_(PQbackendPID(watched.handle())),
      looker_(watched.another()),
      holder_(watched.another()),
      next_holder_(watched.another()),
      lock_all_(lock_statement(*looker_)) {
  hold(*holder_, lock_all_);
  thread_ = std::thread([this] { look_on(); });
}

Beside::~Beside() {
  ended_ = true;
  if (thread_.joinable()) thread_.join();
}

Locks Beside::end() {
  ended_ = true;
  thread_.join();
  if (failure_) std::rethrow_exception(failure_);
  return std::move(taken_);
}

void Beside::look_on() {
  try {
    while (!ended_) {
      if (look()) give_way();
      std::this_thread::sleep_for(kBetweenLooks);
    }
  } catch (const Error&) {
    failure_ = std::current_exception();
    holder_.reset();  // nobody is to wait for it for ever
    next_holder_.reset();
  }
}

bool Beside::look() {
  const db::Outcome locks = db::execute(*looker_, {.sql = std::string(embedded_sql("trace/locks")),
                                                   .parameters = {db::integer(int64_t{pid_})}});
  bool waits = false;
  for (const std::vector<db::Value>& row : locks.rows) {
    if (row.at(2) == "f") waits = true;
    uint64_t relation = 0;
    const std::string id = row.at(0).value_or("0");
    std::from_chars(id.data(), id.data() + id.size(), relation);
    const LockMode* mode = find_lock_mode(row.at(1).value_or(""));
    if (relation != 0 && mode != nullptr) add_lock(taken_, relation, *mode);
  }
  return waits;
}

/// The next stage of the watched statement waits for the holder that begins before this stage ends.
void Beside::give_way() {
  hold(*next_holder_, lock_all_);
  db::execute(*holder_, {.sql = "ROLLBACK"});
  std::swap(holder_, next_holder_);
}

}  // namespace migrate::postgresql
