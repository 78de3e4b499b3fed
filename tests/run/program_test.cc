// A script holds the operations of a run: the same statements, transactions and records, in the
// same order.
#include "lib/run/program.h"

#include <gtest/gtest.h>

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

using Kind = run::Operation::Kind;

/// What a program does, an entry per operation; how a session is reset differs by design.
std::vector<std::string> log_of(run::Program program) {
  std::vector<std::string> log;
  while (const std::optional<run::Operation> operation = program.next()) {
    if (operation->kind == Kind::reset) {
      if (log.empty() || log.back() != "reset") log.emplace_back("reset");
    } else {
      log.push_back(std::to_string(static_cast<int>(operation->kind)) + " " +
                    operation->request.sql);
    }
  }
  return log;
}

class ProgramTest : public RunTest {};

TEST_P(ProgramTest, IsTheSameForARunAndForAScript) {
  project_.revision("a", "none",
                    "CREATE TABLE t (a int);\n" + alone("t") + "\nINSERT INTO t VALUES (1);");
  project_.revision("b", "a", "BEGIN;\nCREATE TABLE u (a int);\nCOMMIT;\nCREATE TABLE v (a int);");
  project_.revision("c", "b", "CREATE TEMP TABLE w (a int);", "", "-- lock-timeout: 1s\n");
  const std::unique_ptr<workflow::Database> database = project_.open();
  const plan::Plan plan = workflow::plan_upgrade(*database, project_.graph(), "head");

  run::ProgramOptions live;
  live.stored_script_bytes = 1 << 20;
  live.reset = database->connection().reset_requests();
  run::ProgramOptions offline;
  offline.stored_script_bytes.reset();
  offline.durations = run::ProgramOptions::Durations::by_database;
  const auto program = [&](run::ProgramOptions options) {
    return run::Program(database->driver(), database->store(), plan, std::move(options));
  };
  const std::vector<std::string> expected = log_of(program(std::move(live)));
  EXPECT_GT(expected.size(), 20U);
  EXPECT_EQ(log_of(program(std::move(offline))), expected);
}

INSTANTIATE_TEST_SUITE_P(Engines, ProgramTest, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return engine.param; });

}  // namespace
}  // namespace migrate::test
