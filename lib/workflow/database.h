// An open database with its history: what every command that looks or applies starts from.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.h"
#include "lib/db/driver.h"
#include "lib/history/history_store.h"
#include "lib/plan/state.h"
#include "lib/revision/graph.h"

namespace migrate::workflow {

struct DatabaseOptions {
  db::ConnectOptions connect;
  std::string schema;            ///< of the history; empty: the connection's first
  history::Actor actor;          ///< run_id empty: a new random one
  Milliseconds lock_wait{0};     ///< how long to wait for the run lock
  Milliseconds connect_wait{0};  ///< how long to go on trying to connect (`--wait`)
  /// Not 0: the number of a signal that asks to stop, for which the wait for the run lock ends.
  const std::atomic<int>* interrupted = nullptr;
};

/// The revisions of a project for one engine, as revision::load_revisions reads them. Throws
/// Error{invalid} with every finding.
struct Project {
  std::vector<std::string> directories;
  revision::RevisionGraph graph;
};
[[nodiscard]] Project load_project(const std::vector<std::string>& directories,
                                   const std::string& engine,
                                   const std::vector<std::string>& engines,
                                   const std::vector<std::string>& required_keys = {},
                                   const std::string& within = {});

/// The run lock that acts on a database have in common.
struct SharedLock {
  bool wanted = false;             ///< else each act takes its own
  std::shared_ptr<db::Lock> lock;  ///< null: it went with its connection
};

class Database {
 public:
  /// Connects and reads the history: one connection, one query. `driver` must outlive this.
  Database(const db::Driver& driver, DatabaseOptions options);
  /// One that nobody connects to: its history is `assumed`. For plans and scripts.
  Database(const db::Driver& driver, DatabaseOptions options, plan::History assumed);

  [[nodiscard]] const db::Driver& driver() const { return driver_; }
  [[nodiscard]] const DatabaseOptions& options() const { return options_; }
  [[nodiscard]] bool assumed() const { return !connection_; }
  /// Precondition: it is no assumed one.
  [[nodiscard]] db::Connection& connection() { return *connection_; }
  [[nodiscard]] const history::HistoryStore& store() const { return store_; }
  /// Of the history; empty where it is the first one of a session that is not known, and on engines
  /// without schemas.
  [[nodiscard]] const std::string& schema() const { return store_.schema(); }
  [[nodiscard]] history::HistoryStore& store() { return store_; }
  [[nodiscard]] const plan::History& history() const { return history_; }
  /// For lib/workflow/locked.h.
  [[nodiscard]] SharedLock& shared_lock() { return shared_lock_; }
  [[nodiscard]] db::Facts facts() { return driver_.facts(*connection_); }

  /// Reads the history again.
  void refresh();
  /// Connects anew, trying for `wait`, and reads the history. Nothing may refer to the connection
  /// any more. Throws as the constructor; the lost connection stays then.
  void reconnect(Milliseconds wait);
  /// Stops what the connection of the moment runs; to be used as long as this lives.
  [[nodiscard]] std::unique_ptr<db::Canceller> canceller();
  /// The stored text of `checksum`; none when it is not kept, or the database an assumed one.
  [[nodiscard]] std::optional<std::string> script(const std::string& checksum);

 private:
  const db::Driver& driver_;
  DatabaseOptions options_;
  std::unique_ptr<db::Connection> connection_;
  SharedLock shared_lock_;
  std::mutex cancelling_;  ///< held while `current_` is used or replaced
  std::unique_ptr<db::Canceller> current_;
  history::HistoryStore store_;
  plan::History history_;
};

/// Makes the database of `options.url` where it is missing, waiting for its server as connect()
/// does.
[[nodiscard]] db::Creation create_database(const db::Driver& driver,
                                           const db::ConnectOptions& options, Milliseconds wait);

/// Connects, trying again with back-off for `wait`; a refused login or an unknown database is not
/// tried again.
[[nodiscard]] std::unique_ptr<db::Connection> connect(const db::Driver& driver,
                                                      const db::ConnectOptions& options,
                                                      Milliseconds wait);

}  // namespace migrate::workflow
