#include <gtest/gtest.h>

#include "lib/base/hash.h"
#include "lib/plan/plan.h"
#include "tests/plan/plans.h"
#include "tests/support/temp_dir.h"

namespace migrate::plan {
namespace {

using test::applied;
using test::graph_of;
using test::make_revision;
using test::make_row;
using test::make_running;
using test::outcome;
using test::state_of;

revision::ScriptFile script_of(const SourceText& source, revision::ScriptRole role) {
  std::vector<Diagnostic> diagnostics;
  revision::ScriptFile script{source, revision::read_header(source, role, diagnostics), ""};
  for (const Diagnostic& found : diagnostics) ADD_FAILURE() << found.message;
  return script;
}

revision::Revision scripted(const std::string& text, const std::string& up,
                            const std::string& down = "") {
  revision::Revision made = make_revision(text);
  const std::string header = "-- revision: " + made.id + "\n";
  made.up = script_of(SourceText::from_memory("versions/" + made.id + ".up.sql", header + up),
                      revision::ScriptRole::up);
  made.down = script_of(SourceText::from_memory("versions/" + made.id + ".down.sql", down),
                        revision::ScriptRole::down);
  return made;
}

Plan prepare(const revision::RevisionGraph& graph, const State& state) {
  return prepare_upgrade(graph, state, pending(graph, state, "head"), sql::postgresql_dialect());
}

std::string refusal(const std::string& up) {
  const auto graph = graph_of({scripted("a", up)});
  return outcome([&] {
    (void)prepare(graph, applied(graph, {}));
    return "no error";
  });
}

TEST(Prepare, StepsOwnWhatTheRunNeeds) {
  const auto graph =
      graph_of({scripted("a", "\nSELECT 1;\n"), scripted("b: a",
                                                         "\nCREATE TABLE t(x int);\nSELECT 1;\n"
                                                         "CREATE INDEX CONCURRENTLY i ON t(x);\n",
                                                         "DROP TABLE t;\n")});
  const Plan plan = prepare(graph, applied(graph, {"a"}));
  ASSERT_EQ(plan.steps.size(), 1U);
  const Step& step = plan.steps[0];
  EXPECT_EQ(step.id, "b");
  EXPECT_EQ(step.direction, Direction::up);
  EXPECT_EQ(step.parents, std::vector<std::string>{"a"});
  EXPECT_EQ(step.outline.segments.size(), 2U);
  EXPECT_EQ(plan.statements(), 3U);
  EXPECT_EQ(step.up_checksum, "s1:" + sha256_hex("\nCREATE TABLE t(x int);\nSELECT 1;\n"
                                                 "CREATE INDEX CONCURRENTLY i ON t(x);\n"));
  EXPECT_EQ(step.down_checksum, "s1:" + sha256_hex("DROP TABLE t;\n"));
  EXPECT_FALSE(step.resume);
}

TEST(Prepare, AHalfRunStepKnowsItsRow) {
  const auto graph = graph_of({scripted("a", "\nSELECT 1;\n")});
  const Plan plan = prepare(graph, state_of(graph, {make_running("a", Direction::up)}));
  ASSERT_EQ(plan.steps.size(), 1U);
  ASSERT_TRUE(plan.steps[0].resume);
  EXPECT_EQ(plan.steps[0].resume->statements_done, 3);
}

TEST(Prepare, EveryScriptIsCheckedBeforeTheFirstRuns) {
  const auto graph = graph_of({scripted("a", "\nSELECT 'x;\n"), scripted("b: a", "\nBEGIN;\n")});
  try {
    (void)prepare(graph, applied(graph, {}));
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid);
    ASSERT_EQ(error.diagnostics().size(), 2U);
    EXPECT_EQ(error.diagnostics()[0].location.file, "versions/a.up.sql");
    EXPECT_EQ(error.diagnostics()[0].location.position, (Position{3, 8}));
    EXPECT_EQ(error.diagnostics()[1].location.file, "versions/b.up.sql");
  }
}

TEST(Prepare, RefusesDirectivesThatItCannotHonour) {
  EXPECT_EQ(refusal("\nSELECT 1;\n\n-- batch: x\nUPDATE t SET a = 1;\n"),
            "error 6 unsupported: 'batch' above a statement is not supported by this "
            "version\nthe statement would run differently without it, so it is not left out "
            "silently");
  EXPECT_EQ(refusal("\nSELECT '\n-- batch: x\n';\n"), "no error");
  static_assert(static_cast<int>(ErrorCode::invalid) == 6);
}

/// "0: SELECT 1; 2: SELECT 2": each check with the statement that it comes before.
std::string checks(const std::string& body, const std::string& header = "") {
  auto a = make_revision("a");
  a.up = script_of(SourceText::from_memory("a.up.sql", "-- revision: a\n" + header + body),
                   revision::ScriptRole::up);
  const auto graph = graph_of({a});
  const Plan plan = prepare(graph, applied(graph, {}));
  std::vector<std::string> out;
  for (const StepCheck& each : plan.steps.at(0).checks) {
    out.push_back(std::to_string(each.statement) + ": " + each.check.query);
  }
  return join(out, "; ");
}

TEST(Prepare, FindsTheChecksOfEachStatement) {
  EXPECT_EQ(checks("\nSELECT 1;\n-- check: SELECT 2\n-- check: TABLE t\nDELETE FROM t;\n"),
            "1: SELECT 2; 1: TABLE t");
  EXPECT_EQ(checks("\nSELECT 1;\n", "-- check: SELECT 2\n--   FROM t;\n"),
            "0: SELECT 2\n     FROM t");
  EXPECT_EQ(checks("SELECT 1;\n", "-- check: WITH a AS (VALUES (';')) SELECT 2 FROM a\n"),
            "0: WITH a AS (VALUES (';')) SELECT 2 FROM a");
  EXPECT_EQ(checks("\n/* -- check: SELECT 1\n-- check: SELECT 2\n*/\nSELECT '\n-- check: x\n';\n"),
            "");
}

TEST(Prepare, RefusesChecksThatWouldNotBeRun) {
  const auto code = [](const std::string& body) {
    const std::string text = refusal(body);
    return text.substr(0, text.find('\n'));
  };
  const std::string stray = "misplaced-check: the check stands above no statement";
  EXPECT_EQ(code("\n-- check: SELECT 1\n\nSELECT 1;\n"), "error 6 " + stray);
  EXPECT_EQ(code("\nSELECT 1; -- check: SELECT 1\nSELECT 2;\n"), "error 6 " + stray);
  EXPECT_EQ(code("\nSELECT 1;\n-- check: SELECT 1\n"), "error 6 " + stray);
  EXPECT_EQ(code("\n-- check: SELECT 1\n\\timing on\n"),
            "error 6 misplaced-check: the check stands above a psql command");
}

TEST(Prepare, RefusesChecksThatAreNoQuery) {
  const auto problem = [](const std::string& query) {
    const std::string text = refusal("\n-- check: " + query + "\nSELECT 1;\n");
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(problem("DELETE FROM t"),
            "error 6 bad-check: the check is no query: it begins with DELETE FROM");
  EXPECT_EQ(problem("SELECT 1; DELETE FROM t"),
            "error 6 bad-check: the check has more than one statement, or none");
  EXPECT_EQ(problem(";"), "error 6 bad-check: the check has no query");
  EXPECT_NE(problem("SELECT 'x").find("error 6 bad-check: the check's query can't be read"),
            std::string::npos);
}

TEST(Prepare, PutsIncludesInTheirPlace) {
  const test::TempDir dir;
  dir.write("views/v.sql", "CREATE VIEW v AS SELECT 1;\n");
  const std::string path = dir.write("versions/a.up.sql", "-- revision: a\n\n\\i views/v.sql\n");
  auto a = make_revision("a");
  a.up = script_of(SourceText::from_file(path, "versions/a.up.sql"), revision::ScriptRole::up);
  a.up.root = dir.path();
  const auto graph = graph_of({a});
  const Plan before = prepare(graph, applied(graph, {}));
  EXPECT_NE(before.steps[0].script.source.read_all().find("CREATE VIEW v"), std::string::npos);
  EXPECT_EQ(before.statements(), 1U);

  dir.write("views/v.sql", "CREATE VIEW v AS SELECT 2;\n");
  EXPECT_NE(prepare(graph, applied(graph, {})).steps[0].up_checksum, before.steps[0].up_checksum);
  EXPECT_NE(checksum_of(a.up, sql::postgresql_dialect()), before.steps[0].up_checksum);
}

TEST(Prepare, ADowngradeRunsTheGivenScript) {
  const auto a =
      scripted("a", "\nSELECT 1;\n", "-- transaction: off\n\nDROP TABLE t;\nSELECT 2;\n");
  const Step step =
      prepare_downgrade(make_running("a", Direction::down), *a.down, sql::postgresql_dialect());
  EXPECT_EQ(step.direction, Direction::down);
  EXPECT_EQ(step.id, "a");
  EXPECT_EQ(step.outline.segments.size(), 2U);
  EXPECT_TRUE(step.resume);
  EXPECT_EQ(step.down_checksum,
            "s1:" + sha256_hex("transaction: off\n\nDROP TABLE t;\nSELECT 2;\n"));
  EXPECT_FALSE(prepare_downgrade(make_row("a"), *a.down, sql::postgresql_dialect()).resume);
}

TEST(Digest, ChangesWithScriptsAndWithTheDatabase) {
  const auto graph = graph_of({scripted("a", "\nSELECT 1;\n"), scripted("b: a", "\nSELECT 1;\n")});
  const auto other = graph_of({scripted("a", "\nSELECT 1;\n"), scripted("b: a", "\nSELECT 2;\n")});
  const State none = applied(graph, {});
  const State one = applied(graph, {"a"});
  const std::string value = digest(prepare(graph, none), none);
  EXPECT_EQ(value.substr(0, 3), "s1:");
  EXPECT_EQ(value.size(), 67U);
  EXPECT_EQ(value, digest(prepare(graph, none), none));
  EXPECT_NE(value, digest(prepare(graph, one), one));
  EXPECT_NE(value, digest(prepare(other, none), none));
  EXPECT_NE(digest(Plan{}, none), digest(Plan{}, one));
}

TEST(ChangedFiles, AreComparedWithTheHistory) {
  const auto graph = graph_of({scripted("a", "\nSELECT 1;\n", "SELECT 2;\n"),
                               scripted("b: a", "\nSELECT 1;\n", "SELECT 2;\n"),
                               scripted("c: b", "\nSELECT 1;\n", "SELECT 2;\n"),
                               scripted("d: c", "\nSELECT 1;\n", "SELECT 2;\n")});
  const std::string up = "s1:" + sha256_hex("\nSELECT 1;\n");
  const std::string down = "s1:" + sha256_hex("SELECT 2;\n");
  auto a = make_row("a"), b = make_row("b"), c = make_row("c");
  a.up_checksum = up;
  a.down_checksum = "s1:0";
  b.up_checksum = "s1:0";
  b.down_checksum = down;
  c.up_checksum = "s2:0";  // of a later program: can't be compared
  const State state = state_of(graph, {a, b, c});
  const Changed changed = changed_files(graph, state, sql::postgresql_dialect());
  EXPECT_EQ(changed.up, std::vector<size_t>{1});
  EXPECT_EQ(changed.down, std::vector<size_t>{0});

  const std::vector<Diagnostic> found = describe_changed(graph, changed);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].severity, Severity::error);
  EXPECT_EQ(
      test::text_of(found[0]),
      "changed-file: the up script of b has changed since it was applied\n"
      "`migrate show b --diff` shows how; `migrate redo b` undoes it and applies the file (in "
      "development); `migrate validate --accept b` takes the file as it is; a change to the "
      "schema belongs in a new revision");
  EXPECT_EQ(found[1].severity, Severity::warning);
  EXPECT_EQ(test::text_of(found[1]),
            "changed-file: the down script of a has changed since it was applied\n"
            "a downgrade runs the file; `migrate validate --accept a` takes it as it is");
}

TEST(ChangedFiles, ADownScriptThatIsGoneIsAWarning) {
  auto revision = scripted("a", "\nSELECT 1;\n");
  revision.down.reset();
  const auto graph = graph_of({revision});
  auto row = make_row("a");
  row.down_checksum = "s1:0";
  const State state = state_of(graph, {row});
  const Changed changed = changed_files(graph, state, sql::postgresql_dialect());
  EXPECT_EQ(test::text_of(describe_changed(graph, changed)),
            "changed-file: the down script of a is gone since it was applied\n"
            "`migrate validate --accept a` takes that as it is");
}

}  // namespace
}  // namespace migrate::plan
