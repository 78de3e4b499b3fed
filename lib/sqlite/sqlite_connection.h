// A session with a SQLite database: each request runs when it is submitted, and its outcome waits
// in a queue for next(). After a failure requests are skipped until the barrier.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "lib/db/driver.h"
#include "lib/sqlite/sqlite_statement.h"

namespace migrate::sqlite {

/// The open database, shared with cancellers: those may outlive it, and a reset replaces it.
struct Handle {
  std::mutex mutex;
  sqlite3* database = nullptr;         ///< null: closed; written under the mutex
  std::atomic<bool> cancelled{false};  ///< ends a wait for a lock, which sqlite3_interrupt doesn't
};

class SqliteConnection final : public db::Connection {
 public:
  /// Opens `path` and applies the session's settings. Throws Error as Driver::connect describes.
  SqliteConnection(std::string path, db::ConnectOptions options);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  void submit(db::Request request) override;
  [[nodiscard]] db::Outcome next() override;
  [[nodiscard]] size_t pending() const override { return outcomes_.size(); }
  void barrier() override { failed_ = false; }
  [[nodiscard]] std::unique_ptr<db::Canceller> canceller() override;
  /// Closes and opens the database again when a PRAGMA, ATTACH or temporary object has touched
  /// the session; costs nothing otherwise.
  void reset() override;
  [[nodiscard]] std::vector<db::Request> reset_requests() const override { return {}; }

  /// Runs a query and hands on each row as it comes, in bounded memory. Precondition: nothing
  /// pending. Throws Error as db::execute() does.
  void each_row(const std::string& sql, const RowFunction& row);

  /// The file's absolute path with links resolved, as SQLite sees it.
  [[nodiscard]] std::string file() const;
  /// Whether it is a scratch database in memory, which no other process sees.
  [[nodiscard]] bool in_memory() const;
  [[nodiscard]] bool read_only() const;
  [[nodiscard]] const std::string& application_name() const { return options_.application_name; }

 private:
  void open(db::ConnectOptions::Missing missing);
  void close();
  void apply_session();
  [[nodiscard]] db::Outcome run(const db::Request& request);

  static int on_busy(void* self, int tries);
  static int on_authorize(void* self, int action, const char* first, const char* second,
                          const char* database, const char* trigger);

  std::string path_;
  db::ConnectOptions options_;
  std::shared_ptr<Handle> handle_;
  std::deque<db::Outcome> outcomes_;
  bool failed_ = false;       ///< something failed since the last barrier
  bool rolled_back_ = false;  ///< a failure ended the transaction by itself: ROLLBACK is done
  bool touched_ = false;      ///< the session differs from what open() made
};

}  // namespace migrate::sqlite
