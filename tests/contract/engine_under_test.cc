#include "tests/contract/engine_under_test.h"

#include "lib/engines.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {

void EngineTest::SetUp() {
  options_.application_name = "migrate/test";
  options_.url = is_postgresql() ? fresh_postgres_database() : "sqlite:" + directory_ / "test.db";
  driver_ = driver_for_url(options_.url);
  ASSERT_EQ(driver_->name(), GetParam());
}

void submit(db::Connection& connection, const std::string& sql) { connection.submit({.sql = sql}); }

std::string scalar(db::Connection& connection, const std::string& sql) {
  const db::Outcome outcome = db::execute(connection, {.sql = sql});
  if (outcome.rows.empty() || outcome.rows[0].empty()) {
    ADD_FAILURE() << "no row from: " << sql;
    return "";
  }
  return outcome.rows[0][0].value_or("NULL");
}

std::vector<db::Outcome> drain(db::Connection& connection) {
  std::vector<db::Outcome> outcomes;
  while (connection.pending() > 0) outcomes.push_back(connection.next());
  return outcomes;
}

std::string statuses(const std::vector<db::Outcome>& outcomes) {
  std::string words;
  for (const db::Outcome& outcome : outcomes) {
    if (!words.empty()) words += ' ';
    switch (outcome.status) {
      case db::Outcome::Status::done:
        words += "done";
        break;
      case db::Outcome::Status::failed:
        words += "failed";
        break;
      case db::Outcome::Status::skipped:
        words += "skipped";
        break;
      case db::Outcome::Status::in_doubt:
        words += "in_doubt";
        break;
    }
  }
  return words;
}

}  // namespace migrate::test
