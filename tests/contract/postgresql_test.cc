// What PostgreSQL alone has: COPY, the simple protocol, roles, login, the session's state.
#include <gtest/gtest.h>

#include <csignal>

#include "lib/base/error.h"
#include "lib/engines.h"
#include "tests/contract/engine_under_test.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

class PostgresqlTest : public EngineTest {
 protected:
  [[nodiscard]] std::string database() const { return database_of(options_.url); }
  std::string psql(const std::string& sql) const {
    return PostgresServer::instance().psql(database(), sql);
  }
};

INSTANTIATE_TEST_SUITE_P(Engine, PostgresqlTest, testing::Values("postgresql"),
                         [](const auto& engine) { return engine.param; });

db::Request copy(const std::string& sql, const std::string& data) {
  // The data stands in the middle of a script.
  const std::string before = sql + ";\n";
  db::Request request{.sql = sql};
  request.copy =
      db::CopyData{SourceText::from_memory("script.sql", before + data + "\\.\nSELECT 1;"),
                   Span{before.size(), data.size()}};
  return request;
}

TEST_P(PostgresqlTest, CopyTravelsBetweenPipelinedStatements) {
  const auto connection = connect();
  submit(*connection, "BEGIN");
  submit(*connection, "CREATE TABLE t (a int, b text)");
  connection->submit(copy("COPY t FROM stdin", "1\tone;\n2\t\\N\n3\tümlaut\n"));
  submit(*connection, "INSERT INTO t VALUES (4, 'four')");
  submit(*connection, "COMMIT");
  connection->barrier();
  const std::vector<db::Outcome> outcomes = drain(*connection);
  EXPECT_EQ(statuses(outcomes), "done done done done done");
  EXPECT_EQ(outcomes[2].affected, 3U);
  EXPECT_EQ(scalar(*connection, "SELECT string_agg(coalesce(b, '-'), ',' ORDER BY a) FROM t"),
            "one;,-,ümlaut,four");
}

TEST_P(PostgresqlTest, CopyTakesWindowsLineEnds) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int, b text)"});
  const db::Outcome outcome =
      db::execute(*connection, copy("COPY t FROM stdin", "1\tone\r\n2\ttwo\r\n"));
  EXPECT_EQ(outcome.affected, 2U);
  EXPECT_EQ(scalar(*connection, "SELECT b FROM t WHERE a = 2"), "two");
}

TEST_P(PostgresqlTest, CopyOfNothing) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int)"});
  EXPECT_EQ(db::execute(*connection, copy("COPY t FROM stdin", "")).affected, 0U);
}

TEST_P(PostgresqlTest, CopySendsMoreThanAnyBuffer) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int, b text)"});
  std::string data;
  for (int row = 0; row < 20'000; ++row) {
    data += std::to_string(row) + "\t" + std::string(500, 'x') + "\n";
  }
  EXPECT_EQ(db::execute(*connection, copy("COPY t FROM stdin", data)).affected, 20'000U);
}

TEST_P(PostgresqlTest, BadCopyDataFailsWithItsLineAndSkipsWhatFollows) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int)"});
  submit(*connection, "BEGIN");
  connection->submit(copy("COPY t FROM stdin", "1\n2\nthree\n4\n"));
  submit(*connection, "INSERT INTO t VALUES (5)");
  connection->submit(copy("COPY t FROM stdin", "6\n"));
  submit(*connection, "COMMIT");
  connection->barrier();
  const std::vector<db::Outcome> outcomes = drain(*connection);
  EXPECT_EQ(statuses(outcomes), "done failed skipped skipped skipped");
  EXPECT_EQ(outcomes[1].failure->sqlstate, "22P02");
  EXPECT_NE(outcomes[1].failure->context.find("COPY t, line 3"), std::string::npos);
  db::execute(*connection, {.sql = "ROLLBACK"});
  EXPECT_EQ(scalar(*connection, "SELECT count(*) FROM t"), "0");
}

TEST_P(PostgresqlTest, CopyIsSkippedAfterAFailure) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int)"});
  submit(*connection, "SELECT nope");
  connection->submit(copy("COPY t FROM stdin", "1\n"));
  connection->submit({.sql = "INSERT INTO t VALUES (2)", .mode = db::Request::Mode::simple});
  connection->barrier();
  connection->submit(copy("COPY t FROM stdin", "3\n"));
  connection->barrier();
  EXPECT_EQ(statuses(drain(*connection)), "failed skipped skipped done");
  EXPECT_EQ(scalar(*connection, "SELECT string_agg(a::text, ',') FROM t"), "3");
}

TEST_P(PostgresqlTest, CopyOfATextThatShrankFails) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int)"});
  db::Request request = copy("COPY t FROM stdin", "1\n");
  request.copy->span.length = 1'000'000;
  const db::Outcome outcome = db::try_execute(*connection, request);
  ASSERT_EQ(outcome.status, db::Outcome::Status::failed);
  EXPECT_NE(outcome.failure->message.find("shorter"), std::string::npos);
  EXPECT_EQ(scalar(*connection, "SELECT count(*) FROM t"), "0");
}

TEST_P(PostgresqlTest, CopyWithoutDataIsNoHang) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int)"});
  submit(*connection, "COPY t FROM stdin");
  submit(*connection, "SELECT 1");
  connection->barrier();
  const std::vector<db::Outcome> outcomes = drain(*connection);
  EXPECT_EQ(statuses(outcomes), "in_doubt in_doubt");
  EXPECT_TRUE(outcomes[0].failure->connection_lost);
}

TEST_P(PostgresqlTest, SimpleProtocolTakesABareParameter) {
  const auto connection = connect();
  submit(*connection, "SELECT 1");
  connection->submit({.sql = "PREPARE p AS SELECT $1::int + 1", .mode = db::Request::Mode::simple});
  submit(*connection, "EXECUTE p(41)");
  connection->submit({.sql = "SELECT $1", .mode = db::Request::Mode::simple});
  submit(*connection, "SELECT 2");
  connection->barrier();
  const std::vector<db::Outcome> outcomes = drain(*connection);
  EXPECT_EQ(statuses(outcomes), "done done done failed skipped");
  EXPECT_EQ(outcomes[2].rows.at(0).at(0), "42");
  EXPECT_EQ(outcomes[3].failure->sqlstate, "42P02");
  EXPECT_EQ(outcomes[3].failure->offset, 7U);
}

TEST_P(PostgresqlTest, NoticesComeWithTheirRequest) {
  const auto connection = connect();
  submit(*connection, "SELECT 1");
  submit(*connection,
         "DO $$ BEGIN RAISE WARNING 'look out' USING DETAIL = 'd', HINT = 'h'; END $$");
  submit(*connection, "DROP TABLE IF EXISTS nowhere");
  connection->barrier();
  const std::vector<db::Outcome> outcomes = drain(*connection);
  ASSERT_EQ(statuses(outcomes), "done done done");
  EXPECT_TRUE(outcomes[0].notices.empty());
  ASSERT_EQ(outcomes[1].notices.size(), 1U);
  EXPECT_EQ(outcomes[1].notices[0].severity, "WARNING");
  EXPECT_EQ(outcomes[1].notices[0].message, "look out");
  EXPECT_EQ(outcomes[1].notices[0].detail, "d");
  EXPECT_EQ(outcomes[1].notices[0].hint, "h");
  ASSERT_EQ(outcomes[2].notices.size(), 1U);
  EXPECT_EQ(outcomes[2].notices[0].sqlstate, "00000");
}

TEST_P(PostgresqlTest, ALostConnectionLeavesWhatWasSentInDoubt) {
  const auto connection = connect();
  submit(*connection, "SELECT 1");
  submit(*connection, "SELECT pg_terminate_backend(pg_backend_pid())");
  submit(*connection, "SELECT 2");
  connection->barrier();
  submit(*connection, "SELECT 3");
  const std::vector<db::Outcome> outcomes = drain(*connection);
  EXPECT_EQ(statuses(outcomes), "done in_doubt in_doubt in_doubt");
  EXPECT_EQ(outcomes[1].failure->sqlstate, "57P01");
  EXPECT_TRUE(outcomes[2].failure->connection_lost);
  // From here on nothing is sent, so nothing is in doubt.
  const db::Outcome later = db::try_execute(*connection, {.sql = "SELECT 4"});
  EXPECT_EQ(later.status, db::Outcome::Status::failed);
  EXPECT_TRUE(later.failure->connection_lost);
  EXPECT_THROW(connection->reset(), Error);
}

TEST_P(PostgresqlTest, ALostConnectionDuringCopyIsInDoubt) {
  const auto connection = connect();
  db::execute(*connection, {.sql = "CREATE TABLE t (a int)"});
  const std::string pid = scalar(*connection, "SELECT pg_backend_pid()");
  psql("SELECT pg_terminate_backend(" + pid + ", 10000)");
  const db::Outcome outcome = db::try_execute(*connection, copy("COPY t FROM stdin", "1\n"));
  EXPECT_EQ(outcome.status, db::Outcome::Status::in_doubt);
  EXPECT_TRUE(outcome.failure->connection_lost);
}

TEST_P(PostgresqlTest, TheSessionBeginsWithoutTimeoutsAndWithTheConfiguredSettings) {
  options_.lock_timeout = Milliseconds(1234);
  options_.session = {{"search_path", "app, public"}, {"work_mem", "8MB"}};
  psql("ALTER DATABASE " + database() + " SET statement_timeout = '5s'");
  const auto connection = connect();
  EXPECT_EQ(scalar(*connection, "SHOW statement_timeout"), "0");
  EXPECT_EQ(scalar(*connection, "SHOW lock_timeout"), "1234ms");
  EXPECT_EQ(scalar(*connection, "SHOW search_path"), "app, public");
  EXPECT_EQ(scalar(*connection, "SHOW work_mem"), "8MB");
  EXPECT_EQ(scalar(*connection, "SHOW client_connection_check_interval"), "5s");
  EXPECT_EQ(scalar(*connection, "SHOW application_name"), "migrate/test");
}

TEST_P(PostgresqlTest, ResetUndoesWhatAScriptLeaves) {
  psql("CREATE ROLE somebody_" + database() + "; CREATE ROLE owner_" + database());
  options_.session = {{"work_mem", "8MB"}};
  options_.role = "owner_" + database();
  const auto connection = connect();
  EXPECT_EQ(scalar(*connection, "SELECT current_user"), options_.role);
  const std::string state =
      "SELECT concat_ws(' ', session_user, current_user, current_setting('work_mem'), "
      "current_setting('client_encoding'), current_setting('search_path'), "
      "current_setting('statement_timeout'), (SELECT count(*) FROM pg_prepared_statements), "
      "(SELECT count(*) FROM pg_cursors), (SELECT count(*) FROM pg_listening_channels()))";
  const std::string before = scalar(*connection, state);
  for (const std::string& sql :
       {"SET SESSION AUTHORIZATION somebody_" + database(),
        std::string("RESET SESSION AUTHORIZATION"), "SET ROLE somebody_" + database(),
        std::string("SET work_mem = '9MB'"), std::string("SET search_path = ''"),
        std::string("SET client_encoding = 'LATIN1'"),
        std::string("SET statement_timeout = '1min'"), std::string("PREPARE p AS SELECT 1"),
        std::string("SET default_transaction_read_only = on"),
        std::string("SET default_transaction_isolation = 'serializable'"),
        std::string("DECLARE c CURSOR WITH HOLD FOR SELECT 1"), std::string("LISTEN x"),
        std::string("SET SESSION AUTHORIZATION somebody_" + database())}) {
    db::execute(*connection, {.sql = sql});
  }
  EXPECT_NE(scalar(*connection, state), before);
  connection->reset();
  EXPECT_EQ(scalar(*connection, state), before);
}

TEST_P(PostgresqlTest, AResetInTheStreamOutlivesALaterFailure) {
  const auto connection = connect();
  submit(*connection, "BEGIN");
  submit(*connection, "SET work_mem = '9MB'");
  submit(*connection, "COMMIT");
  submit(*connection, "BEGIN");
  for (db::Request& request : connection->reset_requests()) connection->submit(std::move(request));
  submit(*connection, "COMMIT");
  submit(*connection, "BEGIN");
  submit(*connection, "SELECT nope");
  connection->barrier();
  drain(*connection);
  db::execute(*connection, {.sql = "ROLLBACK"});
  EXPECT_EQ(scalar(*connection, "SHOW work_mem"), "4MB");
}

TEST_P(PostgresqlTest, ASavedStateComesBack) {
  psql("CREATE ROLE app_" + database());
  const auto connection = connect();
  const std::string state = R"({"session_user": "postgres", "role": "app_)" + database() +
                            R"(", "settings": {"work_mem": "9216", "transaction_isolation":
      "serializable", "lock_timeout": "77000", "search_path": "\"$user\", app"}, "temporary": false, "prepared": false,
      "cursors": false})";
  for (db::Request& request : driver_->restore_session(state)) {
    db::execute(*connection, std::move(request));
  }
  EXPECT_EQ(scalar(*connection, "SHOW work_mem"), "9MB");
  EXPECT_EQ(scalar(*connection, "SHOW lock_timeout"), "2s");
  EXPECT_EQ(scalar(*connection, "SHOW search_path"), "\"$user\", app");
  EXPECT_EQ(scalar(*connection, "SELECT current_user"), "app_" + database());
  EXPECT_TRUE(driver_->restore_session("").empty());
  try {
    static_cast<void>(driver_->restore_session(R"({"temporary": true, "cursors": true})"));
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::in_doubt);
    EXPECT_NE(std::string(error.what()).find("temporary tables, held cursors"), std::string::npos);
  }
}

TEST_P(PostgresqlTest, ScriptTimeoutsHoldUntilTheReset) {
  const auto connection = connect();
  for (db::Request& request :
       driver_->timeouts(Milliseconds(7000), Milliseconds(90'000), db::Driver::Scope::session)) {
    db::execute(*connection, std::move(request));
  }
  EXPECT_EQ(scalar(*connection, "SHOW lock_timeout"), "7s");
  EXPECT_EQ(scalar(*connection, "SHOW statement_timeout"), "90s");
  for (db::Request& request : driver_->before_alone()) db::execute(*connection, std::move(request));
  EXPECT_EQ(scalar(*connection, "SHOW lock_timeout"), "0");
  for (db::Request& request : driver_->after_alone()) {
    db::execute(*connection, std::move(request));
  }
  EXPECT_EQ(scalar(*connection, "SHOW lock_timeout"), "7s");
  EXPECT_TRUE(driver_->timeouts(std::nullopt, std::nullopt, db::Driver::Scope::session).empty());
}

TEST_P(PostgresqlTest, TheHolderOfTheLockIsNamed) {
  const auto connection = connect();
  const auto lock = driver_->lock(*connection, "public", "migrate_revision");
  ASSERT_TRUE(lock->try_acquire());
  const auto other = connect();
  const std::string holder =
      driver_->lock(*other, "public", "migrate_revision")->holder().description;
  EXPECT_EQ(holder.find("pid " + scalar(*connection, "SELECT pg_backend_pid()") +
                        " (migrate/test), since "),
            0U)
      << holder;
}

TEST_P(PostgresqlTest, TheKeyOfTheLockIsFrozen) {
  const auto connection = connect();
  const auto lock = driver_->lock(*connection, "public", "migrate_revision");
  ASSERT_TRUE(lock->try_acquire());
  // printf 'migrate/1/public.migrate_revision' | sha256sum | cut -c1-16
  EXPECT_EQ(scalar(*connection,
                   "SELECT to_hex(classid::bigint << 32 | objid::bigint) FROM pg_locks "
                   "WHERE locktype = 'advisory'"),
            "5315ec02d582ca0e");
}

TEST_P(PostgresqlTest, KeptRowsBoundTheMemoryOfALargeResult) {
  const auto connection = connect();
  submit(*connection, "SELECT 1");
  connection->submit(
      {.sql = "SELECT i, repeat('x', 100) FROM generate_series(1, 300000) i", .keep_rows = 20});
  connection->barrier();
  static_cast<void>(connection->next());
  const db::Outcome outcome = connection->next();
  EXPECT_EQ(outcome.row_count, 300'000U);
  EXPECT_EQ(outcome.rows.size(), 20U);
}

// Logging in.

std::string refusal(const db::Driver& driver, const db::ConnectOptions& options) {
  try {
    static_cast<void>(driver.connect(options));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unreachable);
    return std::string(error.what()) + " | " + error.diagnostics()[0].hint;
  }
  return "no error";
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_P(PostgresqlTest, LoginWithTheRightPassword) {
  options_.url = PostgresServer::instance().url(database(), PostgresServer::kPasswordRole, "right");
  const auto connection = connect();
  EXPECT_EQ(driver_->facts(*connection).user, PostgresServer::kPasswordRole);
}

TEST_P(PostgresqlTest, RefusedLoginsSayWhatToDoAndNoPassword) {
  const PostgresServer& server = PostgresServer::instance();
  options_.url = server.url(database(), PostgresServer::kPasswordRole, "wr0ng-secret");
  std::string text = refusal(*driver_, options_);
  EXPECT_TRUE(has(text, PostgresServer::kPasswordRole) && has(text, database()) &&
              has(text, server.socket_directory()) && has(text, "5432") && has(text, ".pgpass"))
      << text;
  EXPECT_FALSE(has(text, "wr0ng-secret")) << text;

  options_.url = server.url("absent");
  text = refusal(*driver_, options_);
  EXPECT_TRUE(has(text, "createdb absent")) << text;

  options_.url = server.url(database(), "nobody_at_all");
  text = refusal(*driver_, options_);
  EXPECT_TRUE(has(text, "createuser nobody_at_all")) << text;

  options_.url = "postgresql://postgres:s3cret@127.0.0.1:1/shop";
  text = refusal(*driver_, options_);
  EXPECT_TRUE(has(text, "127.0.0.1 port 1") && has(text, "migrate wait")) << text;
  EXPECT_FALSE(has(text, "s3cret")) << text;

  options_.url = "host=/nonexistent dbname=shop password=s3cret";
  text = refusal(*driver_, options_);
  EXPECT_TRUE(has(text, "/nonexistent") && has(text, "socket")) << text;
  EXPECT_FALSE(has(text, "s3cret")) << text;
}

TEST_P(PostgresqlTest, AMissingRoleOrASettingThatTheServerRefuses) {
  options_.role = "no_such_role";
  EXPECT_TRUE(has(refusal(*driver_, options_), "no_such_role"));
  options_.role = "";
  options_.session = {{"no_such_setting", "1"}};
  try {
    static_cast<void>(connect());
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
    EXPECT_TRUE(has(error.what(), "no_such_setting")) << error.what();
  }
}

TEST_P(PostgresqlTest, UrlsOfOtherToolsAndKeywordStringsConnect) {
  const std::string name = database();
  const std::string rest = options_.url.substr(options_.url.find("://"));
  for (const std::string& url :
       {"postgresql+asyncpg" + rest, "postgres" + rest, "postgres+psycopg" + rest,
        "host=" + PostgresServer::instance().socket_directory() +
            " user=postgres dbname=" + name}) {
    options_.url = url;
    EXPECT_EQ(driver_for_url(url)->name(), "postgresql") << url;
    EXPECT_EQ(driver_->facts(*connect()).database, name) << url;
  }
}

}  // namespace
}  // namespace migrate::test
