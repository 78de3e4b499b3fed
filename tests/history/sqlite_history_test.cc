// The generation that fences runs, and the session of a half-run script on SQLite.
#include "lib/base/json.h"
#include "tests/history/history_fixture.h"

namespace migrate::history {
namespace {

class SqliteHistoryTest : public testing::Test, public HistoryBase {
 protected:
  SqliteHistoryTest() : HistoryBase("sqlite") {}
};

TEST_F(SqliteHistoryTest, AnUnmovedGenerationPassesAndWritesNothing) {
  create();
  write(store_.applied(entry("a"), 1));
  run("BEGIN IMMEDIATE");
  const db::Outcome outcome = db::execute(*connection_, store_.check_generation(1).value());
  run("COMMIT");
  EXPECT_EQ(outcome.affected, 0U);
  EXPECT_EQ(read().generation, 1);
}

TEST_F(SqliteHistoryTest, AMovedGenerationFailsTheTransaction) {
  create();
  const auto other = connect();
  store_.write(*other, store_.applied(entry("a"), 1));

  connection_->submit(request("BEGIN IMMEDIATE"));
  connection_->submit(store_.check_generation(0).value());
  connection_->submit(request("CREATE TABLE t (x)"));
  connection_->submit(request("COMMIT"));
  connection_->barrier();
  (void)connection_->next();
  const db::Outcome check = connection_->next();
  ASSERT_EQ(check.status, db::Outcome::Status::failed);
  EXPECT_NE(check.failure->message.find("history_moved_on"), std::string::npos);
  EXPECT_EQ(connection_->next().status, db::Outcome::Status::skipped);
  EXPECT_EQ(connection_->next().status, db::Outcome::Status::skipped);
  run("ROLLBACK");
  EXPECT_EQ(read().generation, 1);
}

TEST_F(SqliteHistoryTest, AWriterInTheWayIsALockNotAFailure) {
  create();
  const auto other = connect();
  (void)db::execute(*other, request("BEGIN IMMEDIATE"));
  (void)db::execute(*connection_, request("PRAGMA busy_timeout = 20"));
  const Error error = error_of([&] { write(store_.applied(entry("a"), 1)); });
  EXPECT_EQ(error.code(), ErrorCode::locked);
}

TEST_F(SqliteHistoryTest, KeepsTheSessionOfAHalfRunScript) {
  create();
  run("PRAGMA recursive_triggers = on");
  write(store_.started(entry("a"), {1, std::nullopt, ""}));
  json::Value state = json::parse(row().session_state);
  EXPECT_EQ(json::dump(state["settings"]["recursive_triggers"]), "1");
  EXPECT_EQ(json::dump(state["settings"]["foreign_keys"]), "0");
  EXPECT_EQ(json::dump(state["temporary"]), "0");
  EXPECT_EQ(json::dump(state["attached"]), "0");

  run("CREATE TEMP TABLE scratch (x)");
  run("ATTACH '" + (directory_ / "other.db") + "' AS other");
  write(store_.done("a", {2, std::nullopt, ""}));
  state = json::parse(row().session_state);
  EXPECT_EQ(json::dump(state["temporary"]), "1");
  EXPECT_EQ(json::dump(state["attached"]), "1");
  EXPECT_EQ(error_of([&] { (void)driver_->restore_session(row().session_state); }).code(),
            ErrorCode::in_doubt);
}

TEST_F(SqliteHistoryTest, BringsTheSessionBack) {
  create();
  run("PRAGMA recursive_triggers = on");
  run("PRAGMA foreign_keys = on");
  write(store_.started(entry("a"), {1, std::nullopt, ""}));
  connection_->reset();
  ASSERT_EQ(value("PRAGMA foreign_keys"), "0");
  for (const db::Request& request : driver_->restore_session(row().session_state)) {
    (void)db::execute(*connection_, request);
  }
  EXPECT_EQ(value("PRAGMA foreign_keys"), "1");
  EXPECT_EQ(value("PRAGMA recursive_triggers"), "1");
}

TEST_F(SqliteHistoryTest, SaysThatThereAreNoSchemas) {
  HistoryStore store(*driver_, "app", kActor);
  EXPECT_FALSE(store.read(*connection_).exists);
  const Error error = error_of([&] { store.create_or_upgrade(*connection_); });
  EXPECT_NE(error.diagnostics()[0].hint.find("SQLite has none"), std::string::npos);
}

}  // namespace
}  // namespace migrate::history
