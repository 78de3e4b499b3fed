// A schema at the head of the search_path, before pg_catalog, in which somebody put operators and
// functions that raise, catalogs that are empty, and types that are others. Our own queries must
// not meet any of it.
#include <algorithm>

#include "tests/run/offline_fixture.h"

namespace migrate::test {
namespace {

constexpr const char* kOperators = R"(
DO $$
DECLARE o record;
BEGIN
  FOR o IN
    SELECT oprname, oprleft::regtype AS l, oprright::regtype AS r, oprresult::regtype AS result,
           row_number() OVER () AS number
      FROM pg_operator
      JOIN pg_type lt ON lt.oid = oprleft
      JOIN pg_type rt ON rt.oid = oprright
     WHERE oprname IN ('=', '<>', '<', '>', '<=', '>=', '||', '|', '<<', '~', '~~', '+', '-', '*', '/')
       AND lt.typtype <> 'p' AND rt.typtype <> 'p'
  LOOP
    EXECUTE format('CREATE FUNCTION evil.o%s(%s, %s) RETURNS %s LANGUAGE plpgsql AS '
                   '''BEGIN RAISE ''''evil operator''''; END''', o.number, o.l, o.r, o.result);
    EXECUTE format('CREATE OPERATOR evil.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = evil.o%s)',
                   o.oprname, o.l, o.r, o.number);
  END LOOP;
END $$)";

constexpr const char* kFunctions = R"(
DO $$
DECLARE f record;
BEGIN
  FOR f IN
    SELECT DISTINCT proname, pg_get_function_identity_arguments(p.oid) AS arguments,
           pg_get_function_result(p.oid) AS result
      FROM pg_proc p
     WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' AND provariadic = 0
       AND NOT proretset AND proargmodes IS NULL
       AND proname IN ('set_config', 'current_setting', 'to_regclass', 'current_schema',
                       'pg_backend_pid', 'current_database', 'string_to_array', 'host', 'to_char',
                       'pg_try_advisory_lock', 'pg_advisory_unlock', 'has_schema_privilege',
                       'has_table_privilege', 'starts_with', 'clock_timestamp', 'floor', 'encode')
  LOOP
    EXECUTE format('CREATE FUNCTION evil.%I(%s) RETURNS %s LANGUAGE plpgsql AS '
                   '''BEGIN RAISE ''''evil function''''; END''', f.proname, f.arguments, f.result);
  END LOOP;
END $$)";

constexpr const char* kCatalogs = R"(
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['pg_class', 'pg_namespace', 'pg_index', 'pg_locks', 'pg_settings',
                              'pg_stat_activity', 'pg_inherits', 'pg_database', 'pg_cursors',
                              'pg_stat_progress_create_index', 'pg_prepared_statements']
  LOOP
    EXECUTE format('CREATE VIEW evil.%I AS SELECT * FROM pg_catalog.%I WHERE false', name, name);
  END LOOP;
END $$)";

class HostilePath : public OfflineTest {
 protected:
  void SetUp() override {
    project_.options.schema = "public";
    project_.execute("CREATE SCHEMA evil");
    for (const char* part : {kOperators, kFunctions, kCatalogs}) project_.execute(part);
    project_.execute("CREATE DOMAIN evil.text AS integer");
    project_.execute("CREATE DOMAIN evil.name AS integer");
    project_.execute("ALTER DATABASE " + name() + " SET search_path = evil, pg_catalog, public");
    ASSERT_THROW((void)project_.scalar("SELECT 1 = 1"), Error);
  }
  std::string name() const { return database_of(project_.url()); }
  /// Asked in a session whose path is as it should be.
  std::string answer(const std::string& sql) const {
    return PostgresServer::instance().psql(name(), "SET search_path = public; " + sql);
  }
  std::string index_of(const std::string& table) const {
    return answer("SELECT string_agg(indisvalid::text, ' ') FROM pg_index WHERE indrelid = '" +
                  table + "'::regclass");
  }
  /// Everything that looks at an index before and behind a build.
  void add_revision(const std::string& id, const std::string& parents) {
    project_.revision(id, parents,
                      "CREATE TABLE public." + id + " (a integer);\n" +
                          "CREATE INDEX CONCURRENTLY " + id + "_a ON public." + id + " (a);\n" +
                          "CREATE INDEX CONCURRENTLY ON public." + id + " (a);\n" +
                          "REINDEX TABLE CONCURRENTLY public." + id + ";\n" +
                          "INSERT INTO public." + id + " VALUES (1);",
                      "DROP TABLE public." + id + ";");
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, HostilePath, testing::Values("postgresql"),
                         [](const auto& engine) { return engine.param; });

TEST_P(HostilePath, IsNoMatterForRuns) {
  add_revision("r1", "none");
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1");
  EXPECT_EQ(index_of("r1"), "true true");
  project_.downgrade("-1");
  EXPECT_EQ(project_.applied(), "");
}

TEST_P(HostilePath, IsNoMatterForABuildThatFailedAndGoesOn) {
  project_.revision("r1", "none",
                    "CREATE TABLE public.t (a integer);\nINSERT INTO public.t VALUES (1), (1);\n"
                    "CREATE UNIQUE INDEX CONCURRENTLY t_a ON public.t (a);");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.diagnostics()[0].notes.at(0),
            "dropped the INVALID index public.t_a, which the failed build left");
  answer("DELETE FROM t WHERE ctid = '(0,1)'");
  project_.upgrade();
  EXPECT_EQ(index_of("t"), "true");
}

TEST_P(HostilePath, IsNoMatterForWhatIsLookedUpAfterACut) {
  answer(
      "CREATE TABLE t (a integer); CREATE INDEX t_a ON t (a); "
      "CREATE TABLE p (a integer) PARTITION BY LIST (a); "
      "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
  using Outcome = db::Recovery::Outcome;
  const struct {
    const char* statement;
    Outcome outcome;
  } cases[] = {
      {"CREATE INDEX CONCURRENTLY t_a ON public.t (a)", Outcome::done},
      {"CREATE INDEX CONCURRENTLY t_b ON public.t (a)", Outcome::not_done},
      {"DROP INDEX CONCURRENTLY public.t_a", Outcome::not_done},
      {"DROP INDEX CONCURRENTLY public.t_b", Outcome::done},
      {"REINDEX TABLE CONCURRENTLY public.t", Outcome::not_done},
      {"ALTER TABLE public.p DETACH PARTITION public.p1 CONCURRENTLY", Outcome::not_done},
      {"CREATE DATABASE postgres", Outcome::done},
  };
  const std::unique_ptr<workflow::Database> database = project_.open();
  for (const auto& each : cases) {
    const db::Recovery recovery =
        database->driver().recover(database->connection(), each.statement, db::Leftovers::clear);
    EXPECT_EQ(recovery.outcome, each.outcome) << each.statement << ": " << recovery.explanation;
  }
}

TEST_P(HostilePath, IsNoMatterForTheLockAndItsHolder) {
  const auto mine = project_.open();
  const auto other = project_.open();
  const auto held = mine->driver().lock(mine->connection(), "public", "migrate_revision");
  const auto wanted = other->driver().lock(other->connection(), "public", "migrate_revision");
  ASSERT_TRUE(held->try_acquire());
  EXPECT_FALSE(wanted->try_acquire());
  EXPECT_EQ(wanted->holder().description.substr(0, 4), "pid ");
  EXPECT_FALSE(db::try_execute(mine->connection(), *held->confirm()).failure);
  const db::Outcome lost = db::try_execute(other->connection(), *wanted->confirm());
  ASSERT_TRUE(lost.failure);
  EXPECT_NE(lost.failure->message.find("no longer held"), std::string::npos)
      << lost.failure->message;
}

TEST_P(HostilePath, IsNoMatterForTheDoctor) {
  add_revision("r1", "none");
  project_.upgrade();
  const auto database = project_.open();
  for (const Diagnostic& found :
       database->driver().examine(database->connection(), {"public", db::Subject::Pending::some})) {
    EXPECT_NE(found.code, "not-examined") << found.message << found.detail;
  }
}

TEST_P(HostilePath, IsNoMatterForScripts) {
  add_revision("r1", "none");
  add_revision("r2", "r1");
  run(script("r1"));
  EXPECT_EQ(project_.applied(), "r1");
  request_.steps = run::ScriptOptions::Steps::missing;
  run(script());
  EXPECT_EQ(project_.applied(), "r1 r2");
  EXPECT_EQ(index_of("r2"), "true true");
}

TEST(HistorySchema, MayHaveAQuoteInItsName) {
  Project project("postgresql");
  project.options.schema = "we\"ird";
  project.execute("CREATE SCHEMA \"we\"\"ird\"");
  project.revision("r1", "none", "CREATE TABLE t (a integer);\nVACUUM t;", "DROP TABLE t;");
  project.upgrade();
  EXPECT_EQ(project.applied(), "r1");
  const auto database = project.open();
  EXPECT_TRUE(database->driver()
                  .examine(database->connection(), {"we\"ird", db::Subject::Pending::some})
                  .empty());
  project.downgrade("-1");
  EXPECT_EQ(project.applied(), "");
}

TEST(HistoryTables, AreClosedToARoleThatNobodyGrantedAnything) {
  Project project("postgresql");
  project.revision("r1", "none", "CREATE TABLE t (a integer);");
  project.upgrade();
  project.execute("CREATE ROLE newcomer");
  EXPECT_EQ(project.scalar("SELECT count(*) FROM pg_class WHERE relname LIKE 'migrate\\_%' AND "
                           "relkind = 'r'"),
            "4");
  EXPECT_EQ(
      project.scalar("SELECT count(*) FROM pg_class CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', "
                     "'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p (privilege) "
                     "WHERE relname LIKE 'migrate\\_%' AND relkind = 'r' AND "
                     "has_table_privilege('newcomer', pg_class.oid, privilege)"),
      "0");
}

}  // namespace
}  // namespace migrate::test
