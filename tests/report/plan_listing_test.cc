#include "lib/report/plan_listing.h"

#include <gtest/gtest.h>

#include "tests/plan/plans.h"

namespace migrate::report {
namespace {

using revision::Variable;

/// A step that runs `script`.
plan::Step step_of(const std::string& id, const std::string& script, const sql::Dialect& dialect) {
  plan::Step step;
  step.id = id;
  step.message = "message of " + id;
  step.script.source = SourceText::from_memory("versions/" + id + ".up.sql", script);
  step.down = revision::ScriptFile{
      SourceText::from_memory("versions/" + id + ".down.sql", "SELECT 1;\n"), {}, "", ""};
  step.up_checksum = "s1:up";
  step.down_checksum = "s1:down";
  step.outline = sql::outline(step.script.source, dialect, sql::TransactionMode::automatic);
  return step;
}

constexpr const char* kVacuumInTheMiddle =
    "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\nVACUUM;\nDROP TABLE t;\n";

PlanListing listing_of(const plan::Plan& plan) {
  PlanListing listing{"db:shop", plan, {}, "s1:digest"};
  for (const plan::Step& step : plan.steps) {
    listing.statements.push_back(planned_statements(step, sql::sqlite_dialect()));
  }
  return listing;
}

TEST(PlanListing, ShowsSegmentsOfEachStep) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", kVacuumInTheMiddle, sql::sqlite_dialect()));
  EXPECT_EQ(
      plan_text(listing_of(plan), Statements::summed_up),
      "up    a  message of a\n"
      "  versions/a.up.sql, 72 bytes\n"
      "  way back:  versions/a.down.sql\n"
      "  segment 1  one transaction        lines 1-2  2 statements  CREATE TABLE, INSERT INTO\n"
      "  segment 2  outside a transaction  line 3     1 statement   VACUUM\n"
      "    SQLite refuses it inside a transaction.\n"
      "  segment 3  one transaction        line 4     1 statement   DROP TABLE\n"
      "1 revision, 4 statements: 2 transactions, 1 statement outside a transaction\n"
      "digest s1:digest\n");
}

TEST(PlanListing, ListsEachStatementOnDemand) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "CREATE TABLE t (a int);\nVACUUM;\n", sql::sqlite_dialect()));
  const std::string text = plan_text(listing_of(plan), Statements::each);
  EXPECT_NE(text.find("    line 1              CREATE TABLE t (a int);\n"
                      "    line 2  autocommit  VACUUM;\n"),
            std::string::npos)
      << text;
}

TEST(PlanListing, SaysThatNothingIsToDo) {
  const plan::Plan plan;
  EXPECT_EQ(plan_text(listing_of(plan), Statements::each), "nothing to do\n");
  EXPECT_EQ(json::dump(plan_json(listing_of(plan))["steps"]), "[]");
}

TEST(PlanListing, KeepsTheDocumentedShape) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "CREATE TABLE t (a int);\n", sql::sqlite_dialect()));
  plan.steps[0].resume = test::make_running("a", plan::Direction::up);
  const json::Value out = plan_json(listing_of(plan));
  EXPECT_EQ(
      json::dump(out["steps"]),
      R"([{"direction":"up","id":"a","message":"message of a","parents":[],"depends_on":[],)"
      R"("file":"versions/a.up.sql","checksum":"s1:up","statements_done":3,"out_of_order":false,)"
      R"("segments":[{"kind":"transaction","first":0,"count":1,"done":true}],)"
      R"("statements":[{"file":"versions/a.up.sql","line":1,"end_line":1,"kind":"transactional",)"
      R"("segment":0,"verb":"CREATE TABLE","why":"","text":"CREATE TABLE t (a int);"}],)"
      R"("checks":[],"bytes":24,"transaction":"auto","lock_timeout_ms":null,"statement_timeout_ms":null,)"
      R"("retry":null,"foreign_keys":"on","variables":[],"down":"versions/a.down.sql",)"
      R"("irreversible":null,"lossy":null}])");
  EXPECT_EQ(out["digest"].text(), "s1:digest");
  EXPECT_EQ(json::dump(out["statements"]), "1");
}

TEST(PlanListing, TakesTheDownChecksumOfADownStep) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "DROP TABLE t;\n", sql::sqlite_dialect()));
  plan.steps[0].direction = plan::Direction::down;
  const json::Value step = plan_json(listing_of(plan))["steps"].items().at(0);
  EXPECT_EQ(step["direction"].text(), "down");
  EXPECT_EQ(step["checksum"].text(), "s1:down");
}

TEST(PlanListing, SaysWhereAHalfRunScriptGoesOn) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", kVacuumInTheMiddle, sql::sqlite_dialect()));
  plan.steps[0].resume = test::make_running("a", plan::Direction::up);
  EXPECT_EQ(
      plan_text(listing_of(plan), Statements::summed_up),
      "up    a  message of a\n"
      "  versions/a.up.sql, 72 bytes\n"
      "  goes on:   at line 4, behind its first 3 statements\n"
      "  way back:  versions/a.down.sql\n"
      "  segment 1  done  one transaction        lines 1-2  2 statements  CREATE TABLE, INSERT "
      "INTO\n"
      "  segment 2  done  outside a transaction  line 3     1 statement   VACUUM\n"
      "    SQLite refuses it inside a transaction.\n"
      "  segment 3        one transaction        line 4     1 statement   DROP TABLE\n"
      "1 revision, 4 statements: 1 transaction\n"
      "digest s1:digest\n");
}

TEST(PlanListing, TellsWhatTheHeaderSets) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "SELECT 1;\n", sql::sqlite_dialect()));
  revision::Header& header = plan.steps[0].script.header;
  header.transaction = sql::TransactionMode::off;
  header.lock_timeout = Milliseconds(5000);
  header.statement_timeout = Milliseconds(0);
  header.retry = 3;
  header.foreign_keys_off = true;
  const std::string text = plan_text(listing_of(plan), Statements::summed_up);
  EXPECT_NE(text.find("  settings:  transaction off, lock timeout 5.0 s, no statement timeout, "
                      "retry 3, foreign keys off\n"),
            std::string::npos)
      << text;
  const json::Value step = plan_json(listing_of(plan))["steps"].items().at(0);
  EXPECT_EQ(json::dump(step["lock_timeout_ms"]), "5000");
  EXPECT_EQ(json::dump(step["statement_timeout_ms"]), "0");
  EXPECT_EQ(step["transaction"].text(), "off");
  EXPECT_EQ(step["foreign_keys"].text(), "off");
}

TEST(PlanListing, ShowsVariablesWithTheirOriginAndNoSecret) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "SELECT 1;\n", sql::sqlite_dialect()));
  plan.steps[0].script.header.variables = {
      {"tenant"}, {"password", Variable::Secrecy::secret}, {"token"}, {"missing"}};
  PlanListing listing = listing_of(plan);
  listing.variables["tenant"] = {"acme", "--set"};
  listing.variables["password"] = {"hunter2", "MIGRATE_VAR_PASSWORD"};
  listing.variables["token"] = {"t0ken", "migrate.toml:3", Variable::Secrecy::secret};
  const std::string text = plan_text(listing, Statements::each);
  EXPECT_NE(
      text.find("  variables:  tenant = acme (--set), password (secret, MIGRATE_VAR_PASSWORD), "
                "token (secret, migrate.toml:3), missing (without a value)\n"),
      std::string::npos)
      << text;
  const std::string json = json::dump(plan_json(listing));
  EXPECT_NE(json.find(R"({"name":"tenant","secret":false,"value":"acme","from":"--set"})"),
            std::string::npos);
  for (const char* secret : {"hunter2", "t0ken"}) {
    EXPECT_EQ(text.find(secret), std::string::npos);
    EXPECT_EQ(json.find(secret), std::string::npos);
  }
}

TEST(PlanListing, TellsWhatTheWayBackLoses) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "SELECT 1;\n", sql::sqlite_dialect()));
  const auto text = [&] { return plan_text(listing_of(plan), Statements::summed_up); };
  plan::Step& step = plan.steps[0];
  step.down->header.lines = {{"lossy", "the emails", 2}};
  EXPECT_NE(text().find("way back:  versions/a.down.sql, lossy: the emails\n"), std::string::npos);
  step.down->header.lines = {{"irreversible", "data is gone", 2}};
  EXPECT_NE(text().find("way back:  none: data is gone\n"), std::string::npos);
  step.down.reset();
  EXPECT_NE(text().find("way back:  none: there is no down script\n"), std::string::npos);
  step.direction = plan::Direction::down;
  step.script.header.lines = {{"lossy", "the emails", 2}};
  EXPECT_NE(text().find("lossy:  the emails\n"), std::string::npos);
}

TEST(PlanListing, SaysThatAScriptHasNoStatements) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "-- a merge\n", sql::sqlite_dialect()));
  EXPECT_EQ(plan_text(listing_of(plan), Statements::each),
            "up    a  message of a\n"
            "  versions/a.up.sql, 11 bytes\n"
            "  way back:  versions/a.down.sql\n"
            "  no statements\n"
            "1 revision, 0 statements\n"
            "digest s1:digest\n");
}

TEST(PlanListing, TellsWhatHoldsForEveryScript) {
  plan::Plan plan;
  plan.steps.push_back(step_of("a", "SELECT 1;\n", sql::sqlite_dialect()));
  PlanListing listing = listing_of(plan);
  listing.session = {{"lock timeout", "2.0 s"}, {"role", "owner"}};
  EXPECT_NE(plan_text(listing, Statements::summed_up)
                .find("\nsession lock timeout 2.0 s, role owner\ndigest"),
            std::string::npos);
  EXPECT_EQ(json::dump(plan_json(listing)["session"]),
            R"([{"name":"lock timeout","value":"2.0 s"},{"name":"role","value":"owner"}])");
}

TEST(PlanListing, SaysSizesInRoundNumbers) {
  EXPECT_EQ(format_bytes(0), "0 bytes");
  EXPECT_EQ(format_bytes(999), "999 bytes");
  EXPECT_EQ(format_bytes(1000), "1.0 kB");
  EXPECT_EQ(format_bytes(12'340'000), "12.3 MB");
  EXPECT_EQ(format_bytes(1'500'000'000), "1.5 GB");
}

}  // namespace
}  // namespace migrate::report
