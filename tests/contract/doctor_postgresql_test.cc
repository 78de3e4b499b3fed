// What a PostgreSQL database can have wrong, each thing provoked (lib/postgresql/examine.h).
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "lib/history/history_store.h"
#include "lib/postgresql/examine.h"
#include "tests/contract/engine_under_test.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

using Pending = db::Subject::Pending;

class PostgresqlDoctor : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    connection_ = connect();
    database_ = database_of(options_.url);
  }

  void run(const std::string& sql) { db::execute(*connection_, {.sql = sql}); }
  void make_history(const std::string& schema) {
    history::HistoryStore store(*driver_, schema, {"run1", "ann", "host", "test", "", ""});
    (void)store.read(*connection_);
    store.create_or_upgrade(*connection_);
  }
  /// The findings called `code`, as a new session sees them.
  std::vector<Diagnostic> found(const std::string& code, Pending pending = Pending::none,
                                const std::string& schema = "public") {
    connection_ = connect();
    std::vector<Diagnostic> all = driver_->examine(*connection_, {schema, pending});
    for (const Diagnostic& finding : all)
      EXPECT_NE(finding.code, "not-examined") << finding.message;
    std::erase_if(all, [&](const Diagnostic& finding) { return finding.code != code; });
    return all;
  }
  /// The only finding called `code`.
  Diagnostic one(const std::string& code, Pending pending = Pending::none,
                 const std::string& schema = "public") {
    std::vector<Diagnostic> all = found(code, pending, schema);
    EXPECT_EQ(all.size(), 1U) << code;
    return all.empty() ? Diagnostic() : all[0];
  }
  /// Runs what the finding says to run, and expects that it is gone then.
  void cure(const Diagnostic& finding, Pending pending = Pending::none) {
    run(finding.hint.substr(0, finding.hint.find(';')));
    EXPECT_TRUE(found(finding.code, pending).empty()) << finding.hint;
  }
  /// Connects as a new role that has no privilege but to log in.
  void become_nobody() {
    role_ = "nobody_" + database_;
    run("CREATE ROLE " + role_ + " LOGIN");
    options_.url = PostgresServer::instance().url(database_, role_);
  }

  std::unique_ptr<db::Connection> connection_;
  std::string database_;
  std::string role_;
};

INSTANTIATE_TEST_SUITE_P(Engine, PostgresqlDoctor, testing::Values("postgresql"),
                         [](const auto& engine) { return engine.param; });

TEST_P(PostgresqlDoctor, FindsNothingInAnEmptyDatabase) {
  make_history("public");
  std::vector<Diagnostic> all = driver_->examine(*connection_, {"public", Pending::some});
  // Every server gets too old one day.
  std::erase_if(all, [](const Diagnostic& finding) { return finding.code == "old-server"; });
  EXPECT_TRUE(all.empty());
}

TEST_P(PostgresqlDoctor, FindsAnInvalidIndex) {
  run("CREATE TABLE \"T t\" (a int)");
  run("INSERT INTO \"T t\" VALUES (1), (1)");
  const db::Outcome build =
      db::try_execute(*connection_, {.sql = "CREATE UNIQUE INDEX CONCURRENTLY ix ON \"T t\" (a)",
                                     .mode = db::Request::Mode::alone});
  ASSERT_EQ(build.failure->sqlstate, "23505");
  const Diagnostic finding = one("invalid-index");
  EXPECT_EQ(finding.severity, Severity::error);
  EXPECT_EQ(finding.message, "the index public.ix on public.\"T t\" is INVALID: no query uses it");
  run("TRUNCATE \"T t\"");
  cure(finding);
}

TEST_P(PostgresqlDoctor, TellsAnIndexThatIsBeingBuiltFromAnInvalidOne) {
  run("CREATE TABLE t (a int)");
  // The build waits for this transaction to end.
  const auto reader = connect();
  db::execute(*reader, {.sql = "BEGIN"});
  db::execute(*reader, {.sql = "INSERT INTO t VALUES (1)"});
  const auto builder = connect();
  const std::string pid = scalar(*builder, "SELECT pg_backend_pid()");
  db::execute(*builder, {.sql = "SET lock_timeout = 0"});
  std::thread build([&] {
    (void)db::try_execute(*builder, {.sql = "CREATE INDEX CONCURRENTLY t_a ON t (a)",
                                     .mode = db::Request::Mode::alone});
  });
  const auto watcher = connect();
  while (scalar(*watcher,
                "SELECT count(*) FROM pg_stat_progress_create_index WHERE index_relid > 0") ==
         "0") {
  }
  const std::vector<Diagnostic> all = driver_->examine(*watcher, {"public", Pending::none});
  db::execute(*reader, {.sql = "COMMIT"});
  build.join();
  std::string building;
  for (const Diagnostic& finding : all) {
    EXPECT_EQ(finding.severity, Severity::note) << finding.message;
    if (finding.code == "index-being-built") building += finding.message;
  }
  EXPECT_TRUE(
      building.starts_with("pid " + pid + " is building the index public.t_a on public.t: "))
      << building;
  EXPECT_TRUE(found("invalid-index").empty());
}

TEST_P(PostgresqlDoctor, FindsAConstraintThatIsNotValid) {
  run("CREATE TABLE t (a int)");
  run("CREATE TABLE part (CHECK (a < 9)) INHERITS (t)");
  run("ALTER TABLE t ADD CONSTRAINT \"a > 0\" CHECK (a > 0) NOT VALID");
  const Diagnostic finding = one("constraint-not-valid");
  EXPECT_EQ(finding.severity, Severity::warning);
  EXPECT_EQ(
      finding.message,
      "the constraint \"a > 0\" on public.t is NOT VALID: rows from before it are not checked");
  cure(finding);
}

TEST_P(PostgresqlDoctor, FindsAHistoryThatAnyoneMayChange) {
  make_history("public");
  run("GRANT SELECT, INSERT, UPDATE ON migrate_revision TO PUBLIC");
  const Diagnostic finding = one("public-history");
  EXPECT_EQ(finding.severity, Severity::error);
  EXPECT_EQ(finding.message,
            "anyone may change the history: PUBLIC has INSERT, UPDATE on public.migrate_revision");
  cure(finding);
}

TEST_P(PostgresqlDoctor, FindsAnotherSchemasHistory) {
  run("CREATE SCHEMA tenant");
  make_history("public");
  make_history("tenant");
  EXPECT_EQ(one("other-history").message,
            "the schema tenant has a history, too; this one is in public");
}

TEST_P(PostgresqlDoctor, FindsOtherRuns) {
  options_.application_name = "migrate/4711";
  const auto other = connect();
  const std::string pid = scalar(*other, "SELECT pg_backend_pid()");
  options_.application_name = "migrate/doctor";
  const Diagnostic finding = one("other-run");
  EXPECT_EQ(finding.severity, Severity::note);
  EXPECT_TRUE(
      finding.message.starts_with("migrate/4711 is connected: pid " + pid + ", user postgres"))
      << finding.message;
}

TEST_P(PostgresqlDoctor, FindsTimeLimitsOfTheDatabaseAndTheLogin) {
  become_nobody();
  run("ALTER DATABASE " + database_ + " SET statement_timeout = '30s'");
  run("ALTER ROLE " + role_ + " SET idle_session_timeout = '1h'");
  run("ALTER ROLE " + role_ + " IN DATABASE " + database_ + " SET lock_timeout = '0'");
  const std::vector<Diagnostic> all = found("timeout-setting");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].message, "idle_session_timeout=1h is set for ROLE " + role_);
  EXPECT_EQ(all[0].hint, "ALTER ROLE " + role_ + " RESET idle_session_timeout;");
  EXPECT_EQ(all[1].message, "statement_timeout=30s is set for DATABASE " + database_);
  EXPECT_EQ(all[1].hint, "ALTER DATABASE " + database_ + " RESET statement_timeout;");
}

TEST_P(PostgresqlDoctor, FindsADatabaseInWhichNobodyWritesByDefault) {
  run("ALTER DATABASE " + database_ + " SET default_transaction_read_only = on");
  const Diagnostic finding = one("read-only-setting");
  EXPECT_EQ(finding.severity, Severity::error);
  EXPECT_EQ(finding.hint, "ALTER DATABASE " + database_ + " RESET default_transaction_read_only;");
  // The configuration's [session] is a cure, too.
  options_.session = {{"default_transaction_read_only", "off"}};
  EXPECT_TRUE(found("read-only-setting").empty());
}

TEST_P(PostgresqlDoctor, FindsPrivilegesThatThePendingRevisionsLack) {
  const auto owner = connect();
  become_nobody();
  EXPECT_TRUE(found("missing-privilege").empty());  // nothing waits
  const Diagnostic schema = one("missing-privilege", Pending::some);
  EXPECT_EQ(schema.severity, Severity::error);
  EXPECT_EQ(schema.message, role_ +
                                " may not CREATE in the schema public, to make objects without "
                                "a schema of their own");
  db::execute(*owner, {.sql = schema.hint.substr(0, schema.hint.find(';'))});
  EXPECT_TRUE(found("missing-privilege", Pending::some).empty());
}

TEST_P(PostgresqlDoctor, FindsHistoryTablesThatMayNotBeWritten) {
  make_history("public");
  const auto owner = connect();
  become_nobody();
  db::execute(*owner, {.sql = "GRANT CREATE ON SCHEMA public TO " + role_});
  db::execute(*owner, {.sql = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role_});
  const std::vector<Diagnostic> all = found("missing-privilege", Pending::some);
  std::set<std::string> lacking;
  for (const Diagnostic& finding : all) lacking.insert(finding.hint);
  const auto grant = [&](const std::string& privileges, const std::string& table) {
    return "GRANT " + privileges + " ON public." + table + " TO " + role_ + ";";
  };
  EXPECT_EQ(lacking, (std::set<std::string>{grant("INSERT, UPDATE", "migrate_meta"),
                                            grant("INSERT, UPDATE, DELETE", "migrate_revision"),
                                            grant("INSERT", "migrate_script"),
                                            grant("INSERT", "migrate_event")}));
  for (const Diagnostic& finding : all) {
    db::execute(*owner, {.sql = finding.hint.substr(0, finding.hint.find(';'))});
  }
  EXPECT_TRUE(found("missing-privilege", Pending::some).empty());
}

TEST_P(PostgresqlDoctor, FindsSchemasThatDoNotExist) {
  EXPECT_EQ(one("no-schema", Pending::some, "audit").message,
            "the schema audit of the history does not exist");
  options_.session = {{"search_path", "nowhere"}};
  EXPECT_EQ(one("no-schema", Pending::some).message,
            "the search_path names no schema that exists: unqualified tables can't be created");
}

TEST_P(PostgresqlDoctor, IsNotMisledByTheSearchPath) {
  run("CREATE SCHEMA evil");
  run("CREATE VIEW evil.pg_constraint AS SELECT 1 AS a");
  run("CREATE FUNCTION evil.current_schema() RETURNS text LANGUAGE sql AS 'SELECT ''evil'''");
  run("CREATE TABLE t (a int)");
  run("ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID");
  options_.session = {{"search_path", "evil, pg_catalog"}};
  EXPECT_EQ(one("constraint-not-valid").hint.substr(0, 41),
            "ALTER TABLE public.t VALIDATE CONSTRAINT ");
}

TEST_P(PostgresqlDoctor, LeavesTheSessionAsItWas) {
  const std::string before = scalar(*connection_, "SHOW search_path");
  (void)driver_->examine(*connection_, {"public", Pending::some});
  EXPECT_EQ(connection_->pending(), 0U);
  EXPECT_EQ(scalar(*connection_, "SHOW search_path"), before);
  EXPECT_EQ(scalar(*connection_, "SELECT pg_current_xact_id_if_assigned() IS NULL"), "t");
}

TEST_P(PostgresqlDoctor, TellsManyFindingsOfOneKindBriefly) {
  for (int i = 0; i < 25; ++i) {
    const std::string table = "t" + std::to_string(i);
    run("CREATE TABLE " + table + " (a int)");
    run("ALTER TABLE " + table + " ADD CONSTRAINT k CHECK (a > 0) NOT VALID");
  }
  const std::vector<Diagnostic> all = found("constraint-not-valid");
  ASSERT_EQ(all.size(), db::kMostFindings);
  EXPECT_EQ(all.back().notes, std::vector<std::string>{"and 5 more like it"});
}

TEST(PostgresqlClock, AFewSecondsAreNoFinding) {
  EXPECT_FALSE(postgresql::clock_finding(Milliseconds(-5000)));
  const auto ahead = postgresql::clock_finding(Milliseconds(61'000));
  ASSERT_TRUE(ahead);
  EXPECT_EQ(ahead->code, "clock-difference");
  EXPECT_EQ(ahead->message, "the server's clock is 1 min 1 s ahead of this machine's");
  EXPECT_EQ(postgresql::clock_finding(Milliseconds(-6000))->message,
            "the server's clock is 6.0 s behind this machine's");
}

TEST(Look, AQueryThatFailsIsAFindingOfItsOwn) {
  db::Outcome outcome;
  outcome.status = db::Outcome::Status::failed;
  outcome.failure.emplace();
  outcome.failure->sqlstate = "42501";
  outcome.failure->message = "permission denied";
  const std::vector<Diagnostic> found = db::findings({"old-server"}, outcome);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "not-examined");
  EXPECT_EQ(found[0].severity, Severity::warning);
  EXPECT_EQ(found[0].message, "could not look for 'old-server': permission denied");
}

}  // namespace
}  // namespace migrate::test
