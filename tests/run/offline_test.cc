// Scripts in place of runs, run by psql and sqlite3: what they leave is what a run leaves.
#include "lib/workflow/offline.h"

#include <filesystem>

#include "lib/base/text.h"
#include "tests/run/run_fixture.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

class Text final : public Sink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

/// Everything that the history says but times, run ids and texts of scripts.
std::string history_of(const Project& project) {
  const std::string list = project.is_postgresql() ? "string_agg(line, chr(10) ORDER BY line)"
                                                   : "group_concat(line, char(10))";
  return project.scalar(
             "SELECT " + list +
             " FROM (SELECT seq || ' ' || id || ' ' || parents || ' ' || depends_on || ' ' || "
             "message || ' ' || header || ' ' || up_checksum || ' ' || coalesce(down_checksum, "
             "'-') || ' ' || state || ' ' || direction || ' ' || statements_done || ' ' || "
             "coalesce(trying, -1) || ' ' || done_digest || ' ' || session_state || ' ' || "
             "applied_by AS line FROM migrate_revision ORDER BY seq) AS lines") +
         "\n" +
         project.scalar(
             "SELECT " + list +
             " FROM (SELECT seq || ' ' || action || ' ' || revision || ' ' || who || ' ' "
             "|| host || ' ' || tool || ' ' || note || ' ' || error AS line FROM "
             "migrate_event ORDER BY seq) AS lines");
}

class OfflineTest : public RunTest {
 protected:
  workflow::WrittenScript write(const Project& project, Sink& sink, const std::string& target) {
    const std::unique_ptr<workflow::Database> database = project.open();
    const revision::RevisionGraph graph = project.graph();
    request_.variables = workflow::without_secrets(graph, project.apply.variables);
    const plan::Plan plan = workflow::plan_upgrade(*database, graph, target, request_.variables);
    return workflow::write_script(*database, graph, plan, request_, sink);
  }
  std::string script(const std::string& target = "head") {
    Text text;
    write(project_, text, target);
    return text.text;
  }
  std::string downgrade_script(const std::string& target) {
    const std::unique_ptr<workflow::Database> database = project_.open();
    const revision::RevisionGraph graph = project_.graph();
    workflow::ApplyOptions options;
    options.target = target;
    Text text;
    workflow::write_script(*database, graph, workflow::plan_downgrade(*database, graph, options),
                           request_, text);
    return text.text;
  }
  std::string stamp_script(const std::string& target) {
    const std::unique_ptr<workflow::Database> database = project_.open();
    const revision::RevisionGraph graph = project_.graph();
    Text text;
    workflow::write_stamp_script(
        *database, graph, workflow::plan_stamp(*database, graph, {target}, workflow::Purge::no),
        request_, text);
    return text.text;
  }

  /// What the engine's shell makes of `script` on `project`'s database.
  static ChildResult shell(const Project& project, const std::string& script,
                           const std::vector<std::string>& options = {}) {
    std::vector<std::string> command = {"sqlite3",
                                        project.url().substr(project.url().find(':') + 1)};
    if (project.is_postgresql()) {
      command = {PostgresServer::instance().program("psql"), "-X", "-q", project.url(), "-f", "-"};
    }
    command.insert(command.end(), options.begin(), options.end());
    return run_child(command, RunAs::self, script);
  }
  void run(const std::string& script) {
    const ChildResult result = shell(project_, script);
    EXPECT_EQ(result.exit_code, 0) << result.output << "\n" << script;
  }
  /// The shell must fail, and its output hold `words`.
  void run_and_fail(const std::string& script, const std::string& words) {
    const ChildResult result = shell(project_, script);
    EXPECT_GT(result.exit_code, 0) << result.output;
    EXPECT_NE(result.output.find(words), std::string::npos) << result.output;
  }

  /// The same revisions in a database where they run live.
  void expect_as_live(const std::function<void(Project&)>& act) {
    act(live_);
    EXPECT_EQ(project_.catalog(), live_.catalog());
    EXPECT_EQ(history_of(project_), history_of(live_));
  }
  void revision(const std::string& id, const std::string& parents, const std::string& up,
                const std::string& down = "", const std::string& keys = "") {
    project_.revision(id, parents, up, down, keys);
    live_.revision(id, parents, up, down, keys);
  }
  [[nodiscard]] bool on_postgresql() const { return project_.is_postgresql(); }

  Project live_{GetParam()};
  workflow::ScriptRequest request_{"upgrade", "the test's database", {}};
};

TEST_P(OfflineTest, LeavesWhatARunLeaves) {
  revision("a", "none", "CREATE TABLE t (a int, b text);\nINSERT INTO t VALUES (1, 'it''s :b');");
  revision("b", "a",
           "INSERT INTO t VALUES (2, 'C:\\temp');\n" + alone("t") +
               "\n-- why\nINSERT INTO t VALUES (3, 'three')  ");
  revision("c", "b", "BEGIN;\nCREATE TABLE u (a int);\nCOMMIT;\nCREATE TABLE v (a int);");
  revision("d", "c", "", "", "-- note: it's \"quoted\" \\ and é\n");
  revision("e", "d", "CREATE TEMP TABLE scratch (a int);\nINSERT INTO u SELECT 1 FROM scratch;");
  revision("f", "e", "CREATE TEMP TABLE scratch (a int);\nCREATE TABLE w (a int);", "DROP TABLE w;",
           "-- lock-timeout: 5s\n");
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.applied(), "a b c d e f");
  EXPECT_EQ(project_.scalar("SELECT b FROM t WHERE a = 2"), "C:\\temp");
  EXPECT_EQ(project_.scalar("SELECT b FROM t WHERE a = 1"), "it's :b");
}

TEST_P(OfflineTest, TakesADowngradeAsARunDoes) {
  revision("a", "none", "CREATE TABLE t (a int);", "DROP TABLE t;");
  revision("b", "a", "CREATE TABLE u (a int);",
           on_postgresql() ? "CREATE INDEX CONCURRENTLY ix ON u (a); DROP TABLE u;"
                           : "PRAGMA journal_mode = delete; DROP TABLE u;");
  project_.upgrade();
  live_.upgrade();
  run(downgrade_script("base"));
  expect_as_live([](Project& project) { project.downgrade("base"); });
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(OfflineTest, TakesADowngradeFromAnAssumedState) {
  revision("a", "none", "CREATE TABLE t (a int);", "DROP TABLE t;");
  revision("b", "a", "CREATE TABLE u (a int);", "DROP TABLE u;");
  project_.upgrade();
  const revision::RevisionGraph graph = project_.graph();
  workflow::Database assumed(project_.open()->driver(), project_.options,
                             workflow::history_at(graph, "b"));
  workflow::ApplyOptions options;
  options.target = "a";
  Text text;
  const workflow::WrittenScript written = workflow::write_script(
      assumed, graph, workflow::plan_downgrade(assumed, graph, options), request_, text);
  EXPECT_EQ(written.from + " to " + written.to, "b to a");
  run(text.text);
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(OfflineTest, StampsAsARunDoes) {
  revision("a", "none", "CREATE TABLE t (a int);");
  revision("b", "a", "CREATE TABLE u (a int);");
  const auto stamp_live = [](const std::string& target) {
    return [target](Project& project) {
      const std::unique_ptr<workflow::Database> database = project.open();
      workflow::stamp(*database, project.graph(), {target}, workflow::Purge::no, 1 << 20,
                      project.observer);
    };
  };
  run(stamp_script("b"));
  expect_as_live(stamp_live("b"));
  run(stamp_script("a"));
  expect_as_live(stamp_live("a"));
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(OfflineTest, StopsWhereTheDatabaseIsNotAtItsBeginning) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  project_.revision("b", "a", "CREATE TABLE u (a int);");
  const std::string from_base = script("a");
  project_.upgrade("a");
  const std::string from_a = script();

  const std::string before = project_.catalog() + history_of(project_);
  run_and_fail(from_base, "this script goes on from base, and the database is not there");
  EXPECT_EQ(project_.catalog() + history_of(project_), before);

  run(from_a);
  const std::string after = project_.catalog() + history_of(project_);
  run_and_fail(from_a, "also applied: b");
  EXPECT_EQ(project_.catalog() + history_of(project_), after);
}

TEST_P(OfflineTest, StopsOnAnEmptyDatabaseAndLeavesItEmpty) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  project_.revision("b", "a", "CREATE TABLE u (a int);");
  const revision::RevisionGraph graph = project_.graph();
  workflow::Database assumed(project_.open()->driver(), project_.options,
                             workflow::history_at(graph, "a"));
  Text text;
  workflow::write_script(assumed, graph, workflow::plan_upgrade(assumed, graph, "head"), request_,
                         text);
  run_and_fail(text.text, "not applied here: a");
  EXPECT_EQ(project_.scalar(on_postgresql()
                                ? "SELECT count(*) FROM pg_class WHERE relname LIKE 'migrate%'"
                                : "SELECT count(*) FROM sqlite_schema"),
            "0");
}

TEST_P(OfflineTest, ARunGoesOnWhereAScriptFailed) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a int);\n" + alone("t") +
                        "\nINSERT INTO t VALUES (1);\nINSERT INTO missing VALUES (1);");
  run_and_fail(script(), "missing");
  EXPECT_EQ(project_.applied(), "a(running up 2)");
  project_.execute("CREATE TABLE missing (a int)");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "a");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "1");
  EXPECT_EQ(project_.observer.lines.front(), "resumed a behind 2");
}

TEST_P(OfflineTest, AFreshScriptGoesOnWhereOneFailed) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a int);\n" + alone("t") +
                        "\nINSERT INTO t VALUES (1);\nINSERT INTO missing VALUES (1);");
  const std::string first = script();
  run_and_fail(first, "missing");
  project_.execute("CREATE TABLE missing (a int)");
  run_and_fail(first, "half-run: a with statements done: 2");
  const std::string second = script();
  run(second);
  EXPECT_EQ(project_.applied(), "a");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "1");
  run_and_fail(second, "no longer half-run: a");
}

TEST_P(OfflineTest, TheNextRunKeepsTheTextsThatAScriptLeftOut) {
  project_.revision("a", "none", "CREATE TABLE t (a int);", "DROP TABLE t;");
  run(script());
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM migrate_script"), "0");
  project_.revision("b", "a", "CREATE TABLE u (a int);", "DROP TABLE u;");
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM migrate_script"), "4");
}

TEST_P(OfflineTest, AnEditedFileIsNotTakenForWhatRan) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  run(script());
  project_.revision("b", "a", "CREATE TABLE u (a int);");
  std::filesystem::remove(project_.up_path("a"));
  project_.revision("a", "none", "CREATE TABLE t (a bigint);");
  const Error error = project_.failure_of([&] { project_.upgrade(); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM migrate_script"), "0");
}

TEST_P(OfflineTest, NothingIsPendingIsAScriptThatOnlyLooks) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  project_.upgrade();
  const std::string before = history_of(project_);
  run(script());
  EXPECT_EQ(history_of(project_), before);
}

TEST_P(OfflineTest, AnnotationsSayHowAStatementRuns) {
  project_.revision("a", "none", "CREATE TABLE t (a int);\n" + alone("t"));
  request_.annotations = run::ScriptOptions::Annotations::statements;
  const std::string text = script();
  EXPECT_NE(
      text.find("-- statement 1 of 2, " + project_.up_path("a") + ":5, transactional\nCREATE"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("-- statement 2 of 2, " + project_.up_path("a") + ":6, autocommit: "),
            std::string::npos)
      << text;
}

/// The words of a comment must not end it.
TEST_P(OfflineTest, AMessageStaysInItsComment) {
  project_.revision("a", "none", "CREATE TABLE t (a int);", "", "-- branch: x\n");
  request_.database = "line\nDROP TABLE t;";
  const std::string text = script();
  EXPECT_NE(text.find("-- for line DROP TABLE t;\n"), std::string::npos) << text;
}

INSTANTIATE_TEST_SUITE_P(Engines, OfflineTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return engine.param; });

// What only one engine has.

class PsqlScriptTest : public OfflineTest {};
INSTANTIATE_TEST_SUITE_P(Engines, PsqlScriptTest, testing::Values("postgresql"),
                         [](const auto& engine) { return engine.param; });

TEST_P(PsqlScriptTest, CopiesDataByteForByte) {
  revision("a", "none",
           "CREATE TABLE t (a int, b text);\nCOPY t FROM stdin;\n1\ta:b\\tc\n2\t\\N\n\\.\n"
           "INSERT INTO t VALUES (3, 'x');");
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.scalar("SELECT string_agg(a || '=' || coalesce(b, '-'), ';') FROM t"),
            "1=a:b\tc;2=-;3=x");
}

TEST_P(PsqlScriptTest, BringsTheSessionBackBehindAScriptThatChangedIt) {
  revision("a", "none",
           "SET search_path = '';\nSET ROLE pg_monitor;\nSET standard_conforming_strings = off;\n"
           "SET client_encoding = 'LATIN1';");
  revision("b", "a", "CREATE TABLE t (a text DEFAULT 'a\\b');");
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.applied(), "a b");
}

TEST_P(PsqlScriptTest, LeavesVariablesToPsqlAndSecretsToWhoeverRunsIt) {
  revision("a", "none", "CREATE TABLE t (a text);\nINSERT INTO t VALUES (:'who'), (:'key');", "",
           "-- variables: who, key!\n");
  revision("b", "a", "INSERT INTO t VALUES (':who');");
  project_.apply.variables = {{"who", "it's \\ me"}, {"key", "hidden"}};
  const std::string text = script();
  EXPECT_EQ(text.find("hidden"), std::string::npos) << text;
  EXPECT_NE(text.find("VALUES (:'who'), (:'key');"), std::string::npos) << text;
  run_and_fail(text, "the variable key has no value");
  EXPECT_EQ(project_.catalog(), "NULL");

  const ChildResult result = shell(project_, text, {"-v", "key=hidden"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  live_.apply.variables = project_.apply.variables;
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.scalar("SELECT string_agg(a, ';') FROM t"), "it's \\ me;hidden;:who");
}

TEST_P(PsqlScriptTest, FailsWhileAnotherRunHoldsTheLock) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  const std::string text = script();
  const std::unique_ptr<workflow::Database> other = project_.open();
  const std::unique_ptr<db::Lock> lock =
      other->driver().lock(other->connection(), "public", "migrate_revision");
  ASSERT_TRUE(lock->try_acquire());
  run_and_fail(text, "the run lock is held by another run");
  lock->release();
  run(text);
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(PsqlScriptTest, AFailedConcurrentBuildIsClearedAwayByTheNextScript) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1), (1);\n"
                    "CREATE UNIQUE INDEX CONCURRENTLY t_ix ON t (a);\nCREATE TABLE u (a int);");
  run_and_fail(script(), "could not create unique index");
  EXPECT_EQ(project_.scalar("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_ix'::regclass"),
            "f");
  project_.execute("DELETE FROM t WHERE ctid = '(0,1)'");
  run(script());
  EXPECT_EQ(project_.scalar("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_ix'::regclass"),
            "t");
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(PsqlScriptTest, LooksAfterABuildWithoutAName) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a int);\nCREATE INDEX CONCURRENTLY ON t (a);\n"
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_ix ON t (a);");
  run(script());
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"), "2");
}

TEST_P(PsqlScriptTest, KeepsAHistoryInASchemaOfItsOwn) {
  project_.options.schema = "my \"own\"";
  project_.execute("CREATE SCHEMA \"my \"\"own\"\"\"");
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  run(script());
  EXPECT_EQ(project_.applied(), "a");
  project_.options.schema = "";
  project_.revision("b", "a", "CREATE TABLE u (a int);");
  const revision::RevisionGraph graph = project_.graph();
  const std::unique_ptr<db::Driver> driver = driver_named("postgresql");
  workflow::Database assumed(*driver, project_.options, {});
  Text text;
  workflow::write_script(assumed, graph, workflow::plan_upgrade(assumed, graph, "head"), request_,
                         text);
  run_and_fail(text.text, "the history is in schema my \"own\"");
}

TEST_P(PsqlScriptTest, SkipsWhatIsAppliedAtEveryState) {
  revision("a", "none", "CREATE TABLE t (a int);\n" + alone("t"));
  revision("b", "a", "CREATE TABLE u (a int);\nDO $$ BEGIN PERFORM 1; END $$;");
  revision("c", "b", "CREATE TABLE v (a int);");
  request_.steps = run::ScriptOptions::Steps::missing;
  const std::string text = script();
  project_.upgrade("b");
  run(text);
  EXPECT_EQ(project_.applied(), "a b c");
  run(text);
  live_.upgrade("b");
  expect_as_live([](Project& project) { project.upgrade(); });
}

TEST_P(PsqlScriptTest, RefusesCopyWhereItMightBeSkipped) {
  project_.revision("a", "none", "CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n\\.\n");
  request_.steps = run::ScriptOptions::Steps::missing;
  Text text;
  const Error error = project_.failure_of([&] { write(project_, text, "head"); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(error.diagnostics()[0].location.position.line, 6);
  EXPECT_EQ(text.text, "") << "half a script went out";
}

class SqliteScriptTest : public OfflineTest {};
INSTANTIATE_TEST_SUITE_P(Engines, SqliteScriptTest, testing::Values("sqlite"),
                         [](const auto& engine) { return engine.param; });

TEST_P(SqliteScriptTest, RebuildsATableWithItsForeignKeysOff) {
  revision("a", "none",
           "CREATE TABLE p (a INTEGER PRIMARY KEY);\nCREATE TABLE c (a REFERENCES p ON DELETE "
           "CASCADE);\nINSERT INTO p VALUES (1);\nINSERT INTO c VALUES (1);");
  revision("b", "a",
           "CREATE TABLE q (a INTEGER PRIMARY KEY, b);\nINSERT INTO q SELECT a, 2 FROM p;\n"
           "DROP TABLE p;\nALTER TABLE q RENAME TO p;",
           "", "-- foreign-keys: off\n");
  project_.options.connect.session = {{"foreign_keys", "on"}};
  live_.options.connect.session = {{"foreign_keys", "on"}};
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM c"), "1");
}

TEST_P(SqliteScriptTest, ChecksForeignKeysBeforeTheCommit) {
  project_.revision("a", "none",
                    "CREATE TABLE p (a INTEGER PRIMARY KEY);\nCREATE TABLE c (a REFERENCES p);\n"
                    "INSERT INTO c VALUES (7);",
                    "", "-- foreign-keys: off\n");
  run_and_fail(script(), "rows would refer to rows that don't exist");
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(SqliteScriptTest, StopsWhenAnotherRunHasWritten) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  project_.revision("b", "a", "CREATE TABLE u (a int);");
  std::string text = script();
  const size_t second = text.find("-- 2/2 up b");
  ASSERT_NE(second, std::string::npos);
  const std::string file = project_.url().substr(project_.url().find(':') + 1);
  text.insert(text.rfind('\n', text.rfind("-- ---", second)) + 1,
              ".shell sqlite3 " + file +
                  " \"UPDATE migrate_meta SET value = value + 1 WHERE key = 'generation'\"\n");
  run_and_fail(text, "history_moved_on");
  EXPECT_EQ(project_.applied(), "a");
}

TEST_P(SqliteScriptTest, PutsTheSessionBackBehindAScriptThatChangedIt) {
  revision(
      "a", "none",
      "CREATE TABLE t (a text);\nINSERT INTO t VALUES ('A');\nPRAGMA case_sensitive_like = on;\n"
      "ATTACH ':memory:' AS other;\nCREATE TEMP TABLE t2 AS SELECT 1;");
  revision("b", "a", "ATTACH ':memory:' AS other;\nDELETE FROM t WHERE a LIKE 'a';");
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM t"), "0");
}

TEST_P(SqliteScriptTest, RefusesWhatTheShellReadsInAnotherWay) {
  project_.revision("a", "none", "SELECT 1\n/\n2;");
  Text text;
  Error error = project_.failure_of([&] { write(project_, text, "head"); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(error.diagnostics()[0].location.position.line, 5);
  std::filesystem::remove(project_.up_path("a"));
  project_.revision("b", "none", "PRAGMA temp_store = memory;");
  error = project_.failure_of([&] { write(project_, text, "head"); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_EQ(text.text, "") << "half a script went out";
}

TEST_P(SqliteScriptTest, RefusesSecrets) {
  project_.revision("a", "none", "SELECT :'key';", "", "-- variables: key!\n");
  project_.apply.variables = {{"key", "hidden"}};
  Text text;
  const Error error = project_.failure_of([&] { write(project_, text, "head"); });
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(text.text, "") << "half a script went out";
}

TEST_P(SqliteScriptTest, RefusesToSkipWhatIsApplied) {
  project_.revision("a", "none", "CREATE TABLE t (a int);");
  request_.steps = run::ScriptOptions::Steps::missing;
  Text text;
  const Error error = project_.failure_of([&] { write(project_, text, "head"); });
  EXPECT_EQ(error.code(), ErrorCode::usage);
  EXPECT_EQ(text.text, "");
}

TEST_P(SqliteScriptTest, PutsValuesInPlaceOfVariables) {
  revision("a", "none", "CREATE TABLE t (a text);\nINSERT INTO t VALUES (:'who');", "",
           "-- variables: who\n");
  project_.apply.variables = {{"who", "it's me"}};
  live_.apply.variables = project_.apply.variables;
  run(script());
  expect_as_live([](Project& project) { project.upgrade(); });
  EXPECT_EQ(project_.scalar("SELECT a FROM t"), "it's me");
}

}  // namespace
}  // namespace migrate::test
