// Runs every scenario with the real program. MIGRATE_UPDATE_SCENARIOS=1 writes what it saw into
// the files instead; the difference is then for a person to read.
#include "tests/cli/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate::cli {
namespace {

constexpr const char* kDirectory = MIGRATE_SOURCE_DIR "/tests/cli/scenarios/";
constexpr const char* kSqliteFile = "scenario.db";
constexpr const char* kSqliteUrl = "sqlite:scenario.db";

std::vector<std::string> scenario_names() {
  std::vector<std::string> names;
  for (const std::string& path : list_files(kDirectory)) {
    const std::string name = path.substr(path.rfind('/') + 1);
    if (name.ends_with(".txt")) names.push_back(name.substr(0, name.size() - 4));
  }
  return names;
}

/// A directory and a database that the steps of one scenario share.
class Stage {
 public:
  explicit Stage(const std::string& engine)
      : url_(engine == "sqlite" ? kSqliteUrl : test::fresh_postgres_database()),
        database_(engine == "sqlite" ? kSqliteFile : test::database_of(url_)) {}

  void write(const Step& step) { work_.write(step.head, step.text); }

  Result run(const std::string& command, const std::string& known) {
    const std::string out = streams_ / "out";
    const std::string err = streams_ / "err";
    const std::string script = "cd '" + work_.path() + "' && { " + command + "\n} >'" + out +
                               "' 2>'" + err + "' </dev/null";
    const test::ChildResult child =
        test::run_child({"env", "-i", "PATH=" MIGRATE_BINARY_DIR ":/usr/local/bin:/usr/bin:/bin",
                         "LC_ALL=C.UTF-8", "USER=tester", "HOME=" + work_.path(),
                         "MIGRATE_AS=tester", "MIGRATE_URL=" + url_, "sh", "-c", script});
    return {cleaned(read_file(out), known), cleaned(read_file(err), known), child.exit_code};
  }

 private:
  [[nodiscard]] std::string cleaned(const std::string& text, const std::string& known) const {
    std::string result = replace_all(text, url_, "<url>");
    result = replace_all(result, database_, "<database>");
    return settled(replace_all(result, work_.path(), "<directory>"), known);
  }

  std::string url_;
  std::string database_;
  test::TempDir work_;
  test::TempDir streams_;
};

/// Whether the server's installation has all of `programs`: a server alone comes without pg_dump,
/// and that of an older one refuses it.
bool server_has(const std::vector<std::string>& programs) {
  return std::all_of(programs.begin(), programs.end(), [](const std::string& program) {
    return test::PostgresServer::instance().has(program);
  });
}

class ScenarioTest : public testing::TestWithParam<std::string> {};

TEST_P(ScenarioTest, SaysAndDoesWhatIsWritten) {
  const std::string path = kDirectory + GetParam() + ".txt";
  const std::string text = read_file(path);
  Scenario scenario = parse_scenario(text);
  ASSERT_FALSE(scenario.engines.empty()) << path << " names no engine";
  const bool update = std::getenv("MIGRATE_UPDATE_SCENARIOS") != nullptr;
  for (const std::string& engine : scenario.engines) {
    if (engine == "postgresql" && !server_has(scenario.needs)) continue;
    Stage stage(engine);
    for (Step& step : scenario.steps) {
      if (step.kind == Step::Kind::file) {
        stage.write(step);
        continue;
      }
      const Result result = stage.run(step.head, text);
      Result& expected = step.expected[engine];
      if (update) {
        expected = result;
        continue;
      }
      SCOPED_TRACE(engine + ": " + step.head);
      EXPECT_EQ(result.out, expected.out);
      EXPECT_EQ(result.err, expected.err);
      EXPECT_EQ(result.exit_code, expected.exit_code);
    }
  }
  if (update) write_file(path, render_scenario(scenario));
}

INSTANTIATE_TEST_SUITE_P(Cli, ScenarioTest, testing::ValuesIn(scenario_names()),
                         [](const auto& test) { return test.param; });

TEST(Scenario, IsWrittenAsItWasRead) {
  const std::string text =
      "A story.\n@engines postgresql sqlite\n@needs pg_dump\n\n@file a.sql\nSELECT 1;\n\nSELECT "
      "2;\n\n"
      "@run migrate up\n@stdout postgresql\nx\n@stdout sqlite\ny\n@stderr\nerror\n@exit 2 "
      "postgresql\n@exit 1 sqlite\n";
  EXPECT_EQ(render_scenario(parse_scenario(text)), text);
}

TEST(Scenario, SettlesWhatDiffersFromRunToRun) {
  EXPECT_EQ(settled("0123456789ab took 12 ms at 2026-01-02T03:04:05Z for pid 12", ""),
            "<id> took <duration> at <time> for pid <pid>");
  EXPECT_EQ(settled("0123456789ab", "-- revision: 0123456789ab"), "0123456789ab");
}

}  // namespace
}  // namespace migrate::cli
