// The engine that a contract test runs on, and the few words in which the engines' SQL differs.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "lib/db/driver.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {

/// A fixture with an empty database and its driver; the parameter is the engine's name.
class EngineTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override;

  [[nodiscard]] std::unique_ptr<db::Connection> connect() const {
    return driver_->connect(options_);
  }
  [[nodiscard]] bool is_postgresql() const { return GetParam() == "postgresql"; }

  std::unique_ptr<db::Driver> driver_;
  db::ConnectOptions options_;

 private:
  TempDir directory_;
};

/// Submits `sql` as it stands.
void submit(db::Connection& connection, const std::string& sql);
/// Runs `sql` and returns the first column of the first row; fails the test when there is none.
std::string scalar(db::Connection& connection, const std::string& sql);
/// The outcomes of everything that is pending.
std::vector<db::Outcome> drain(db::Connection& connection);
/// A word per outcome: "done failed skipped".
std::string statuses(const std::vector<db::Outcome>& outcomes);

}  // namespace migrate::test
