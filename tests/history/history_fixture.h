// A fresh database of one engine with a store on it, for the tests of the history.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/error.h"
#include "lib/engines.h"
#include "lib/history/history_store.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate::history {

inline const Actor kActor{"run1", "Ann", "host1", "migrate 0.1.0", "c0ffee", "CHG-1"};

inline db::Request request(std::string sql) {
  db::Request result;
  result.sql = std::move(sql);
  return result;
}

inline Entry entry(const std::string& id) {
  Entry result;
  result.id = id;
  result.parents = {"p1", "p2"};
  result.depends_on = {"d1"};
  result.message = "naïve 'quoted' \"name\" — 日本";
  result.header = "-- revision: " + id + "\n-- ticket: X-1\n";
  result.up = {"s1:up-" + id, "CREATE TABLE " + id + ";"};
  result.down = StoredScript{"s1:down-" + id, "DROP TABLE " + id + ";"};
  return result;
}

/// The error that `act` throws; fails the test when it throws none.
template <typename Act>
Error error_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return {ErrorCode::failed, "nothing was thrown"};
}

/// A connection to a fresh database of an engine, and a store without a configured schema.
class HistoryBase {
 public:
  explicit HistoryBase(const std::string& engine)
      : driver_(driver_named(engine)),
        url_(engine == "sqlite" ? "sqlite:" + (directory_ / "test.db")
                                : test::fresh_postgres_database()),
        connection_(connect()),
        store_(*driver_, "", kActor) {}

  std::unique_ptr<db::Connection> connect() const { return connect(url_); }
  std::unique_ptr<db::Connection> connect(const std::string& url) const {
    db::ConnectOptions options;
    options.url = url;
    options.application_name = "migrate/run1";
    return driver_->connect(options);
  }
  db::Outcome run(const std::string& sql) { return db::execute(*connection_, request(sql)); }
  std::string value(const std::string& sql) { return run(sql).rows.at(0).at(0).value_or("NULL"); }
  void create() {
    (void)store_.read(*connection_);
    store_.create_or_upgrade(*connection_);
  }
  void write(const std::vector<db::Request>& requests) { store_.write(*connection_, requests); }
  plan::History read() { return store_.read(*connection_); }
  /// The only row.
  revision::AppliedRevision row() {
    plan::History history = read();
    EXPECT_EQ(history.rows.size(), 1U);
    return history.rows.empty() ? revision::AppliedRevision{} : history.rows[0];
  }
  std::vector<std::string> actions() {
    std::vector<std::string> result;
    for (const LoggedEvent& event : store_.events(*connection_)) {
      result.push_back(event.action + " " + event.revision);
    }
    return result;
  }

 protected:
  test::TempDir directory_;
  std::unique_ptr<db::Driver> driver_;
  std::string url_;
  std::unique_ptr<db::Connection> connection_;
  HistoryStore store_;
};

}  // namespace migrate::history
