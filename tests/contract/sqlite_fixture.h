// A SQLite file of a test's own, and connections to it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "lib/base/error.h"
#include "lib/engines.h"
#include "tests/contract/engine_under_test.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class SqliteTest : public testing::Test {
 protected:
  SqliteTest() : driver_(driver_named("sqlite")), path_(directory_ / "shop.db") {
    options_.url = "sqlite:" + path_;
    options_.application_name = "migrate/run1";
  }

  std::unique_ptr<db::Connection> connect() { return driver_->connect(options_); }
  std::unique_ptr<db::Lock> lock(db::Connection& connection) {
    return driver_->lock(connection, "", "migrate_revision");
  }
  static void run(db::Connection& connection, const std::string& sql) {
    (void)db::execute(connection, {.sql = sql});
  }
  static db::Failure failure(db::Connection& connection, const std::string& sql) {
    const db::Outcome outcome = db::try_execute(connection, {.sql = sql});
    EXPECT_EQ(outcome.status, db::Outcome::Status::failed) << sql;
    return outcome.failure.value_or(db::Failure{});
  }
  /// The error of connecting with options_.
  Diagnostic refused(ErrorCode code) {
    try {
      (void)connect();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), code);
      EXPECT_FALSE(error.diagnostics()[0].hint.empty());
      return error.diagnostics()[0];
    }
    ADD_FAILURE() << "connected to " << options_.url;
    return {};
  }

  TempDir directory_;
  std::unique_ptr<db::Driver> driver_;
  std::string path_;
  db::ConnectOptions options_;
};

}  // namespace migrate::test
