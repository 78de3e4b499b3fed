// What every engine's Connection and Driver keep to (lib/db/connection.h, lib/db/driver.h).
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "lib/base/error.h"
#include "lib/engines.h"
#include "tests/contract/engine_under_test.h"

namespace migrate::test {
namespace {

class ConnectionContract : public EngineTest {};

TEST_P(ConnectionContract, RepeatedRequestsRunEachTimeAlsoBehindAFailureAndAReset) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a integer)"});
  const std::string insert =
      is_postgresql() ? "INSERT INTO t VALUES ($1)" : "INSERT INTO t VALUES (?1)";
  const auto add = [&](int64_t value) {
    connection->submit({.sql = insert, .parameters = {db::integer(value)}, .repeated = true});
  };
  add(1);
  add(2);
  submit(*connection, "SELECT nonsense FROM t");
  add(3);
  connection->barrier();
  add(4);
  connection->barrier();
  EXPECT_EQ(statuses(drain(*connection)), "done done failed skipped done");
  connection->reset();
  add(5);
  connection->barrier();
  EXPECT_EQ(statuses(drain(*connection)), "done");
  connection->submit({.sql = "INSERT INTO nowhere VALUES (1)", .repeated = true});
  connection->barrier();
  const db::Outcome outcome = connection->next();
  ASSERT_EQ(outcome.status, db::Outcome::Status::failed);
  EXPECT_NE(outcome.failure->message.find("nowhere"), std::string::npos);
  EXPECT_EQ(scalar(*connection, "SELECT count(*) FROM t WHERE a > 3"), "2");
}

INSTANTIATE_TEST_SUITE_P(Engines, ConnectionContract, testing::ValuesIn(engine_names()),
                         [](const auto& engine) { return engine.param; });

constexpr const char* kTenThousandRows =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
    "SELECT i FROM n";

TEST_P(ConnectionContract, SkipsAfterAFailureUntilTheBarrier) {
  const auto connection = connect();
  submit(*connection, "SELECT 1");
  submit(*connection, "SELECT nope");
  submit(*connection, "SELECT 2");
  connection->barrier();
  submit(*connection, "SELECT 3");
  connection->barrier();
  EXPECT_EQ(connection->pending(), 4U);
  const std::vector<db::Outcome> outcomes = drain(*connection);
  EXPECT_EQ(statuses(outcomes), "done failed skipped done");
  EXPECT_EQ(outcomes[0].rows.at(0).at(0), "1");
  EXPECT_EQ(outcomes[3].rows.at(0).at(0), "3");
}

TEST_P(ConnectionContract, GoesOnSkippingWhenTheFailureWasSeen) {
  const auto connection = connect();
  submit(*connection, "SELECT nope");
  EXPECT_EQ(connection->next().status, db::Outcome::Status::failed);
  submit(*connection, "SELECT 1");
  EXPECT_EQ(connection->next().status, db::Outcome::Status::skipped);
  connection->barrier();
  EXPECT_EQ(scalar(*connection, "SELECT 2"), "2");
}

TEST_P(ConnectionContract, AnswersWithoutABarrier) {
  const auto connection = connect();
  submit(*connection, "SELECT 1");
  submit(*connection, "SELECT 2");
  EXPECT_EQ(connection->next().rows.at(0).at(0), "1");
  submit(*connection, "SELECT 3");
  EXPECT_EQ(connection->next().rows.at(0).at(0), "2");
  EXPECT_EQ(connection->next().rows.at(0).at(0), "3");
  EXPECT_EQ(connection->pending(), 0U);
}

TEST_P(ConnectionContract, StatementsAloneKeepTheOrderAndTheSkipping) {
  const auto connection = connect();
  submit(*connection, "SELECT 1");
  connection->submit({.sql = "VACUUM", .mode = db::Request::Mode::alone});
  submit(*connection, "SELECT nope");
  connection->submit({.sql = "VACUUM", .mode = db::Request::Mode::alone});
  submit(*connection, "SELECT 2");
  connection->barrier();
  connection->submit({.sql = "VACUUM nope.nope.nope", .mode = db::Request::Mode::alone});
  submit(*connection, "SELECT 3");
  connection->barrier();
  submit(*connection, "SELECT 4");
  EXPECT_EQ(statuses(drain(*connection)), "done done failed skipped skipped failed skipped done");
}

TEST_P(ConnectionContract, BindsNullTextNumbersAndBytes) {
  const auto connection = connect();
  db::execute(*connection, {.sql = std::string("CREATE TABLE t (a text, b text, c bigint, d ") +
                                   (is_postgresql() ? "bytea" : "BLOB") + ")"});
  const std::string bytes("\0\x01\xff'\\\0", 6);
  const std::string text = "naïve — 日本 'quoted' \\ $1";
  db::execute(*connection, {.sql = "INSERT INTO t VALUES ($1, $2, $3, $4)",
                            .parameters = {db::text(std::nullopt), db::text(text),
                                           db::integer(-9007199254740993), db::bytes(bytes)}});
  const auto rows = db::execute(*connection, {.sql = "SELECT a, b, c, length(d) FROM t"}).rows;
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0][0], std::nullopt);
  EXPECT_EQ(rows[0][1], text);
  EXPECT_EQ(rows[0][2], "-9007199254740993");
  EXPECT_EQ(rows[0][3], "6");
  const std::string same = "SELECT count(*) FROM t WHERE d = $1";
  EXPECT_EQ(db::execute(*connection, {.sql = same, .parameters = {db::bytes(bytes)}}).rows[0][0],
            "1");
}

TEST_P(ConnectionContract, KeepsSomeRowsAndCountsAll) {
  const auto connection = connect();
  const db::Outcome some = db::execute(*connection, {.sql = kTenThousandRows, .keep_rows = 3});
  EXPECT_EQ(some.columns, std::vector<std::string>{"i"});
  EXPECT_EQ(some.rows.size(), 3U);
  EXPECT_EQ(some.row_count, 10000U);
  const db::Outcome none = db::execute(*connection, {.sql = kTenThousandRows, .keep_rows = 0});
  EXPECT_EQ(none.rows.size(), 0U);
  EXPECT_EQ(none.row_count, 10000U);
  const db::Outcome all = db::execute(*connection, {.sql = kTenThousandRows});
  EXPECT_EQ(all.rows.size(), 10000U);
  EXPECT_EQ(all.rows.back()[0], "10000");
}

TEST_P(ConnectionContract, CountsAffectedRows) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int)"});
  const auto affected = [&](const std::string& sql) {
    return db::execute(*connection, {.sql = sql}).affected;
  };
  EXPECT_EQ(affected("INSERT INTO t VALUES (1), (2), (3)"), 3U);
  EXPECT_EQ(affected("UPDATE t SET a = 4 WHERE a > 1"), 2U);
  EXPECT_EQ(affected("DELETE FROM t WHERE a = 1"), 1U);
  EXPECT_EQ(affected("SELECT a FROM t"), 0U);
}

TEST_P(ConnectionContract, PointsAtTheByteOfAnError) {
  const auto connection = connect();
  const std::string sql = "SELECT 'äöü 日本',\n  nope";
  const db::Outcome outcome = db::try_execute(*connection, {.sql = sql});
  ASSERT_TRUE(outcome.failure);
  ASSERT_TRUE(outcome.failure->offset);
  EXPECT_EQ(*outcome.failure->offset, sql.find("nope"));
  EXPECT_FALSE(outcome.failure->sqlstate.empty());
  EXPECT_FALSE(outcome.failure->connection_lost);
}

TEST_P(ConnectionContract, ExecuteThrowsWhatTheEngineSaid) {
  const auto connection = connect();
  try {
    db::execute(*connection, {.sql = "SELECT * FROM nowhere"});
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::failed);
    EXPECT_NE(std::string(error.what()).find("nowhere"), std::string::npos);
    EXPECT_FALSE(error.diagnostics()[0].code.empty());
  }
  EXPECT_EQ(scalar(*connection, "SELECT 1"), "1");
}

TEST_P(ConnectionContract, EarlierCommitsStandAndTheFailedTransactionStaysOpen) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int)"});
  for (const char* sql :
       {"BEGIN", "INSERT INTO t VALUES (1)", "COMMIT", "BEGIN", "INSERT INTO t VALUES (2)",
        "SELECT nope", "COMMIT", "BEGIN", "INSERT INTO t VALUES (3)", "COMMIT"}) {
    submit(*connection, sql);
  }
  connection->barrier();
  EXPECT_EQ(statuses(drain(*connection)),
            "done done done done done failed skipped skipped skipped skipped");
  db::execute(*connection, {.sql = "ROLLBACK"});
  EXPECT_EQ(scalar(*connection, "SELECT count(*) FROM t"), "1");
}

TEST_P(ConnectionContract, ManyLargeRequestsAndAnswersInFlight) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int, b text)"});
  // Both directions hold far more than any socket buffer: whoever only sends would hang.
  const std::string large(20'000, 'x');
  constexpr int kCount = 1'000;
  submit(*connection, "BEGIN");
  for (int64_t number = 0; number < kCount; ++number) {
    connection->submit({.sql = "INSERT INTO t VALUES ($1, $2)",
                        .parameters = {db::integer(number), db::text(large)}});
    connection->submit(
        {.sql = "SELECT b FROM t WHERE a = $1", .parameters = {db::integer(number)}});
  }
  submit(*connection, "ROLLBACK");
  connection->barrier();
  const std::vector<db::Outcome> outcomes = drain(*connection);
  ASSERT_EQ(outcomes.size(), 2U * kCount + 2U);
  for (size_t index = 2; index < outcomes.size(); index += 2) {
    if (index + 1 == outcomes.size()) break;
    ASSERT_EQ(outcomes[index].rows.at(0).at(0), large) << index;
  }
}

TEST_P(ConnectionContract, ResetDropsWhatTheSessionMade) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TEMPORARY TABLE scratch (a int)"});
  EXPECT_EQ(scalar(*connection, "SELECT count(*) FROM scratch"), "0");
  connection->reset();
  EXPECT_TRUE(db::try_execute(*connection, {.sql = "SELECT * FROM scratch"}).failure);
  EXPECT_EQ(scalar(*connection, "SELECT 1"), "1");
}

TEST_P(ConnectionContract, CancelStopsTheRunningStatement) {
  const auto connection = connect();
  const auto canceller = connection->canceller();
  std::atomic<bool> stopped = false;
  std::thread impatient([&] {
    while (!stopped) {
      canceller->cancel();
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  });
  const db::Outcome outcome = db::try_execute(
      *connection,
      {.sql = is_postgresql() ? "SELECT pg_sleep(600)"
                              : "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                "SELECT count(*) FROM n"});
  stopped = true;
  impatient.join();
  EXPECT_EQ(outcome.status, db::Outcome::Status::failed);
  EXPECT_FALSE(outcome.failure->connection_lost);
}

TEST_P(ConnectionContract, QuotesWhatTheEngineReadsBack) {
  const auto connection = connect();
  const std::string odd = "it's \"odd\" \\ ü";
  EXPECT_EQ(scalar(*connection, "SELECT " + driver_->quote_literal(odd)), odd);
  db::execute(*connection, {.sql = "CREATE TABLE " + driver_->quote_identifier(odd) + " (a int)"});
  EXPECT_EQ(scalar(*connection, "SELECT count(*) FROM " + driver_->quote_identifier(odd)), "0");
}

TEST_P(ConnectionContract, TellsTheFactsOfItsDatabase) {
  const auto connection = connect();
  const db::Facts facts = driver_->facts(*connection);
  EXPECT_EQ(
      facts.server_version,
      scalar(*connection, is_postgresql() ? "SELECT substring(current_setting('server_version') "
                                            "FROM '^[^ ]+')"
                                          : "SELECT sqlite_version()"));
  EXPECT_FALSE(facts.database.empty());
  EXPECT_FALSE(facts.user.empty());
  EXPECT_FALSE(facts.read_only);
}

TEST_P(ConnectionContract, AMissingDatabaseIsUnreachable) {
  db::ConnectOptions options = options_;
  options.missing = db::ConnectOptions::Missing::fail;
  options.url.replace(options.url.rfind("test", options.url.find('?')), 4, "absent");
  try {
    static_cast<void>(driver_->connect(options));
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unreachable);
    EXPECT_NE(std::string(error.what()).find("absent"), std::string::npos) << error.what();
    EXPECT_FALSE(error.diagnostics()[0].hint.empty());
  }
}

}  // namespace
}  // namespace migrate::test
