#include "lib/sqlite/sqlite_connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <chrono>
#include <thread>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/sqlite/scratch.h"
#include "lib/sqlite/sqlite_failure.h"
#include "lib/sqlite/sqlite_session.h"

namespace migrate::sqlite {
namespace {

// A wait for another writer polls the file: often at first, since most writers take a few
// milliseconds, then calmly.
constexpr int kQuickPolls = 20;
constexpr Milliseconds kQuickPoll{1};
constexpr Milliseconds kCalmPoll{20};

class SqliteCanceller final : public db::Canceller {
 public:
  explicit SqliteCanceller(std::shared_ptr<Handle> handle) : handle_(std::move(handle)) {}
  void cancel() override {
    const std::lock_guard<std::mutex> guard(handle_->mutex);
    handle_->cancelled = true;
    if (handle_->database != nullptr) sqlite3_interrupt(handle_->database);
  }

 private:
  std::shared_ptr<Handle> handle_;
};

bool is_rollback(const std::string& sql) {
  std::string_view text = trim(sql);
  if (!text.empty() && text.back() == ';') text = trim(text.substr(0, text.size() - 1));
  return to_upper(text) == "ROLLBACK";
}

}  // namespace

SqliteConnection::SqliteConnection(std::string path, db::ConnectOptions options)
    : path_(std::move(path)), options_(std::move(options)), handle_(std::make_shared<Handle>()) {
  try {
    open(options_.missing);
  } catch (...) {
    close();  // no destructor runs when a constructor throws
    throw;
  }
}

SqliteConnection::~SqliteConnection() { close(); }

void SqliteConnection::open(db::ConnectOptions::Missing missing) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE;
  if (missing == db::ConnectOptions::Missing::create) flags |= SQLITE_OPEN_CREATE;
  if (is_scratch(path_)) flags |= SQLITE_OPEN_URI;
  const bool absent = missing == db::ConnectOptions::Missing::empty && !path_exists(path_);
  sqlite3* database = nullptr;
  int code = sqlite3_open_v2(absent ? ":memory:" : path_.c_str(), &database, flags, nullptr);
  {
    const std::lock_guard<std::mutex> guard(handle_->mutex);
    handle_->database = database;
  }
  if (code == SQLITE_OK) {
    sqlite3_busy_handler(database, on_busy, this);
    // SQLite opens lazily: only a read finds out that the file is none of its own, or locked.
    code = sqlite3_exec(database, "PRAGMA schema_version", nullptr, nullptr, nullptr);
  }
  if (code != SQLITE_OK) throw open_error(path_, database, code);
  apply_session();
  sqlite3_set_authorizer(database, on_authorize, this);
  touched_ = false;
  rolled_back_ = false;
}

void SqliteConnection::close() {
  const std::lock_guard<std::mutex> guard(handle_->mutex);
  sqlite3_close(std::exchange(handle_->database, nullptr));
}

void SqliteConnection::apply_session() {
  for (const auto& [name, value] : options_.session) {
    const db::Outcome known = run(pragma_known(name));
    if (known.rows.empty()) throw unknown_pragma(name);
    const db::Outcome set = run(pragma_set(name, value));
    if (set.failure) {
      throw Error(ErrorCode::usage,
                  fmt::format("PRAGMA {} = {}: {}", name, value, set.failure->message),
                  "change it in the [session] table of the configuration");
    }
  }
}

void SqliteConnection::submit(db::Request request) {
  if (failed_) {
    outcomes_.emplace_back().status = db::Outcome::Status::skipped;
    return;
  }
  outcomes_.push_back(run(request));
  failed_ = outcomes_.back().status == db::Outcome::Status::failed;
}

db::Outcome SqliteConnection::run(const db::Request& request) {
  assert(!request.copy && "the dialect has no COPY");
  // Some failures (full disk, RAISE(ROLLBACK)) end the transaction by themselves. The contract
  // lets the caller roll back after any failure, so that one ROLLBACK has nothing left to do.
  if (std::exchange(rolled_back_, false) && is_rollback(request.sql)) return {};
  handle_->cancelled = false;
  const bool in_transaction = sqlite3_get_autocommit(handle_->database) == 0;
  db::Outcome outcome = run_statement(handle_->database, request);
  if (outcome.failure && in_transaction) {
    rolled_back_ = sqlite3_get_autocommit(handle_->database) != 0;
  }
  return outcome;
}

db::Outcome SqliteConnection::next() {
  assert(!outcomes_.empty());
  db::Outcome outcome = std::move(outcomes_.front());
  outcomes_.pop_front();
  return outcome;
}

std::unique_ptr<db::Canceller> SqliteConnection::canceller() {
  return std::make_unique<SqliteCanceller>(handle_);
}

void SqliteConnection::reset() {
  assert(outcomes_.empty());
  failed_ = false;
  if (!touched_) return;
  close();
  open(db::ConnectOptions::Missing::fail);
}

void SqliteConnection::each_row(const std::string& sql, const RowFunction& row) {
  assert(outcomes_.empty() && !failed_);
  handle_->cancelled = false;
  const db::Outcome outcome = run_query(handle_->database, sql, row);
  if (outcome.failure) throw Error(ErrorCode::failed, db::describe(*outcome.failure));
}

bool SqliteConnection::in_memory() const { return is_scratch(path_); }

std::string SqliteConnection::file() const {
  const char* name = sqlite3_db_filename(handle_->database, "main");
  return name != nullptr ? name : path_;
}

bool SqliteConnection::read_only() const {
  return sqlite3_db_readonly(handle_->database, "main") == 1;
}

// Called while another connection holds a lock that the statement needs; 0 gives up, and the
// statement then fails with SQLITE_BUSY.
int SqliteConnection::on_busy(void* self, int tries) {
  const auto& connection = *static_cast<SqliteConnection*>(self);
  const Milliseconds waited =
      kQuickPoll * std::min(tries, kQuickPolls) + kCalmPoll * std::max(tries - kQuickPolls, 0);
  if (connection.handle_->cancelled || waited >= connection.options_.lock_timeout) return 0;
  std::this_thread::sleep_for(tries < kQuickPolls ? kQuickPoll : kCalmPoll);
  return 1;
}

// Called while a statement is prepared: notes what outlives it in the session, and allows all.
int SqliteConnection::on_authorize(void* self, int action, const char* first, const char* second,
                                   const char* database, const char* /*trigger*/) {
  auto& connection = *static_cast<SqliteConnection*>(self);
  if (touches_session(action, first, second, database)) connection.touched_ = true;
  return SQLITE_OK;
}

}  // namespace migrate::sqlite
