// Schemas, roles and search paths: what only PostgreSQL puts in the history's way.
#include "lib/base/json.h"
#include "tests/history/history_fixture.h"

namespace migrate::history {
namespace {

using SessionState = HistoryStore::SessionState;

class PostgresqlHistoryTest : public testing::Test, public HistoryBase {
 protected:
  PostgresqlHistoryTest() : HistoryBase("postgresql") {}

  void execute(const std::vector<db::Request>& requests) {
    for (const db::Request& request : requests) (void)db::execute(*connection_, request);
  }
  /// Records `id` as applied at the end of a transaction that begins with `script`.
  void apply_after(const std::vector<std::string>& script, const std::string& id) {
    run("BEGIN");
    for (const std::string& statement : script) run(statement);
    execute(store_.before_write(SessionState::ignore));
    execute(store_.applied(entry(id), 0));
    run("COMMIT");
  }
  /// A login role without any rights on the database's objects.
  std::string role() {
    const std::string name = "role_" + test::database_of(url_);
    run("CREATE ROLE " + name + " LOGIN");
    return name;
  }
};

TEST_F(PostgresqlHistoryTest, PutsTablesIntoTheFirstSchema) {
  run("CREATE SCHEMA app");
  run("SET search_path = app, public");
  create();
  EXPECT_EQ(store_.schema(), "app");
  EXPECT_EQ(value("SELECT relnamespace::regnamespace FROM pg_class "
                  "WHERE relname = 'migrate_revision'"),
            "app");
}

TEST_F(PostgresqlHistoryTest, StopsWhenTheHistoryIsInAnotherSchemaOfThePath) {
  create();
  run("CREATE SCHEMA app");
  run("SET search_path = app, public");
  HistoryStore store(*driver_, "", kActor);
  const Error error = error_of([&] { (void)store.read(*connection_); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_NE(error.diagnostics()[0].message.find("'public'"), std::string::npos);
}

TEST_F(PostgresqlHistoryTest, StopsWhenTheHistoryIsInASchemaOffThePath) {
  create();
  run("CREATE SCHEMA app");
  run("SET search_path = app");
  HistoryStore store(*driver_, "", kActor);
  const Error error = error_of([&] { (void)store.read(*connection_); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_NE(error.diagnostics()[0].message.find("'public'"), std::string::npos);
}

TEST_F(PostgresqlHistoryTest, TakesAGivenSchemaWhateverElseThereIs) {
  create();
  write(store_.applied(entry("a"), 1));
  run("CREATE SCHEMA \"Odd \"\"name\"");
  HistoryStore store(*driver_, "Odd \"name", kActor);
  EXPECT_FALSE(store.read(*connection_).exists);
  store.create_or_upgrade(*connection_);
  store.write(*connection_, store.applied(entry("b"), 1));
  EXPECT_EQ(store.read(*connection_).rows.at(0).id, "b");
  EXPECT_EQ(store.events(*connection_).size(), 1U);
  EXPECT_EQ(read().rows.at(0).id, "a");
}

TEST_F(PostgresqlHistoryTest, NamesTheCureForAMissingSchema) {
  HistoryStore store(*driver_, "nowhere", kActor);
  EXPECT_FALSE(store.read(*connection_).exists);
  const Error error = error_of([&] { store.create_or_upgrade(*connection_); });
  EXPECT_EQ(error.code(), ErrorCode::failed);
  EXPECT_NE(error.diagnostics()[0].hint.find("CREATE SCHEMA nowhere"), std::string::npos);
}

TEST_F(PostgresqlHistoryTest, SaysThatThePathLeadsNowhere) {
  run("SET search_path = ''");
  EXPECT_FALSE(read().exists);
  const Error error = error_of([&] { store_.create_or_upgrade(*connection_); });
  EXPECT_NE(error.diagnostics()[0].message.find("search_path"), std::string::npos);
}

TEST_F(PostgresqlHistoryTest, IgnoresTemporaryTablesOfTheSameName) {
  run("CREATE TEMP TABLE migrate_revision (id text)");
  EXPECT_FALSE(read().exists);
}

TEST_F(PostgresqlHistoryTest, NamesTheGrantThatCreatingNeeds) {
  const std::string name = role();
  run("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  const auto weak = connect(test::PostgresServer::instance().url(test::database_of(url_), name));
  EXPECT_FALSE(store_.read(*weak).exists);
  const Error error = error_of([&] { store_.create_or_upgrade(*weak); });
  EXPECT_EQ(error.code(), ErrorCode::failed);
  EXPECT_NE(error.diagnostics()[0].hint.find("GRANT USAGE, CREATE ON SCHEMA public TO " + name),
            std::string::npos)
      << error.diagnostics()[0].hint;
}

TEST_F(PostgresqlHistoryTest, NamesTheGrantThatReadingNeedsAndItIsEnough) {
  const std::string name = role();
  create();
  run("GRANT USAGE, CREATE ON SCHEMA public TO " + name);
  const auto weak = connect(test::PostgresServer::instance().url(test::database_of(url_), name));
  HistoryStore store(*driver_, "", kActor);
  const Error error = error_of([&] { (void)store.read(*weak); });
  EXPECT_EQ(error.code(), ErrorCode::failed);
  const std::string hint = error.diagnostics()[0].hint;
  const size_t grant = hint.find("GRANT SELECT, INSERT, UPDATE, DELETE ON public.migrate_event");
  ASSERT_NE(grant, std::string::npos) << hint;

  run(hint.substr(grant));
  EXPECT_TRUE(store.read(*weak).exists);
  store.write(*weak, store.applied(entry("a"), 1));
  EXPECT_EQ(store.read(*weak).rows.at(0).id, "a");
}

TEST_F(PostgresqlHistoryTest, WritesAfterAScriptTookARoleWithoutRights) {
  const std::string name = role();
  create();
  apply_after({"SET ROLE " + name}, "a");
  apply_after({"SET SESSION AUTHORIZATION " + name}, "b");
  EXPECT_EQ(value("SELECT session_user"), name) << "the script's own setting comes back";
  run("RESET SESSION AUTHORIZATION");
  EXPECT_EQ(read().rows.size(), 2U);
}

TEST_F(PostgresqlHistoryTest, WritesAfterAScriptChangedEncodingQuotingAndPath) {
  create();
  apply_after({"SET client_encoding = LATIN1", "SET standard_conforming_strings = off",
               "SET search_path = ''"},
              "a");
  EXPECT_EQ(value("SHOW client_encoding"), "LATIN1");
  run("RESET ALL");
  EXPECT_EQ(row().message, entry("a").message);
}

TEST_F(PostgresqlHistoryTest, IsSafeInAHostilePath) {
  create();
  run("CREATE SCHEMA evil");
  run("CREATE FUNCTION evil.boom(text, text) RETURNS boolean LANGUAGE plpgsql "
      "AS $$ BEGIN RAISE 'hostile operator'; END $$");
  run("CREATE OPERATOR evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.boom)");
  run("CREATE FUNCTION evil.current_schema() RETURNS name LANGUAGE sql AS 'SELECT ''x''::name'");
  run("CREATE DOMAIN evil.text AS pg_catalog.text CHECK (false)");
  run("SET search_path = public, evil, pg_catalog");
  apply_after({}, "a");
  write(store_.started(entry("b"), {1, std::nullopt, ""}));
  write(store_.applied(entry("b"), 1));
  write(store_.accepted(entry("b")));
  write(store_.reverted("b", 1));
  write(store_.event({"failed", "b", "x", 1}));
  EXPECT_EQ(row().id, "a");
  EXPECT_EQ(store_.script(*connection_, "s1:up-a"), entry("a").up.bytes);
  EXPECT_EQ(store_.events(*connection_).size(), 5U);
}

// A deferred trigger would otherwise run at COMMIT, as our user and under our search_path.
TEST_F(PostgresqlHistoryTest, LetsDeferredTriggersRunUnderTheScriptsOwnSettings) {
  create();
  run("CREATE TABLE seen (who text)");
  run("CREATE TABLE t (x int)");
  run("CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS "
      "$$ BEGIN INSERT INTO seen VALUES (current_user); RETURN NULL; END $$");
  run("CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED "
      "FOR EACH ROW EXECUTE FUNCTION note()");
  const std::string name = role();
  run("GRANT INSERT ON t, seen TO " + name);
  apply_after({"SET ROLE " + name, "INSERT INTO t VALUES (1)"}, "a");
  run("RESET ROLE");
  EXPECT_EQ(value("SELECT who FROM seen"), name);
}

TEST_F(PostgresqlHistoryTest, MeasuresASingleTransactionItself) {
  create();
  apply_after({"SELECT pg_sleep(0.05)"}, "a");
  EXPECT_GE(row().duration_ms, 50);
  EXPECT_LT(row().duration_ms, 60'000);
}

TEST_F(PostgresqlHistoryTest, KeepsTheSessionOfAHalfRunScript) {
  const std::string name = role();
  create();
  run("BEGIN");
  run("SET lock_timeout = '7s'");
  run("SET ROLE " + name);
  run("CREATE TEMP TABLE scratch (x int)");
  execute(store_.before_write(SessionState::save));
  execute(store_.started(entry("a"), {1, std::nullopt, ""}));
  run("COMMIT");
  run("RESET ROLE");
  const json::Value state = json::parse(row().session_state);
  EXPECT_EQ(state["session_user"].text(), "postgres");
  EXPECT_EQ(state["role"].text(), name);
  EXPECT_EQ(state["settings"]["lock_timeout"].text(), "7000");
  EXPECT_EQ(json::dump(state["temporary"]), "true");
  EXPECT_EQ(json::dump(state["prepared"]), "false");
  EXPECT_EQ(json::dump(state["cursors"]), "false");
}

TEST_F(PostgresqlHistoryTest, AppliesARevisionInThreeRequests) {
  create();
  EXPECT_EQ(store_.before_write(SessionState::ignore).size() + store_.applied(entry("a"), 1).size(),
            3U);
  EXPECT_EQ(store_.check_generation(0), std::nullopt);
}

}  // namespace
}  // namespace migrate::history
