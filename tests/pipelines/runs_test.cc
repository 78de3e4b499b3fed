// The pipelines that `init --with github,gitlab` writes, executed: their scripts run as written, in
// checkouts of a repository as the systems make them, by the program of this build.
#include <gtest/gtest.h>

#include <algorithm>

#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/text.h"
#include "tests/pipelines/pipeline.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate::pipelines {
namespace {

constexpr const char* kBaseTable = "CREATE TABLE orders (id integer PRIMARY KEY);\n";
constexpr const char* kNewTable = "CREATE TABLE suppliers (id integer PRIMARY KEY);\n";
constexpr const char* kCommitted = "chore: auto-generate migration [skip ci]";

/// What set a pipeline off.
enum class Event {
  request,  ///< a pull or merge request of the branch `feature`
  push,     ///< to main
};

struct System {
  std::string engine;
  std::string host;  ///< "github" or "gitlab"
};

/// A project with both kits, one revision and its schema file: a repository, and somebody's clone.
class Pipelines : public testing::TestWithParam<System> {
 protected:
  void SetUp() override {
    const std::string url = on_sqlite() ? "sqlite:dev.db" : "postgresql:///shop";
    run("git init -q --bare -b main origin.git && git clone -q origin.git work 2>/dev/null && "
        "cd work && git checkout -qb main && git config user.name n && git config user.email e && "
        "migrate init --with github,gitlab --url " +
        url);
    work("migrate revision -m orders --rev-id a1");
    work("printf '" + std::string(kBaseTable) + "' | tee -a versions/*a1*.up.sql >sql/schema.sql");
    work("echo 'DROP TABLE orders;' >>$(ls versions/*a1*.down.sql)");
    push("first");
  }

  [[nodiscard]] static bool on_sqlite() { return GetParam().engine == "sqlite"; }

  /// Runs `script` in the directory of the test; it must succeed.
  std::string run(const std::string& script) const {
    const test::ChildResult result = shell("cd '" + directory_.path() + "' && " + script, {});
    EXPECT_EQ(result.exit_code, 0) << script << "\n" << result.output;
    return std::string(trim(result.output));
  }
  std::string work(const std::string& script) const { return run("cd work && " + script); }
  void push(const std::string& message) const {
    work("git add -A && git commit -qm '" + message + "' && git push -q origin HEAD");
  }

  [[nodiscard]] test::ChildResult shell(const std::string& script, Variables variables) const {
    variables["HOME"] = directory_ / "home";
    create_directories(variables["HOME"]);
    std::vector<std::string> words = {"env", "-i",
                                      "PATH=" MIGRATE_BINARY_DIR ":/usr/local/bin:/usr/bin:/bin"};
    for (const auto& [name, value] : variables) words.push_back(name + "=" + value);
    words.insert(words.end(), {"sh", "-e", "-c", script});
    return test::run_child(words);
  }

  /// Whether the job asks for more than the one commit.
  [[nodiscard]] static bool has_history(const Job& job) {
    const auto depth = job.variables.find("GIT_DEPTH");
    if (depth != job.variables.end()) return depth->second == "0";
    return std::any_of(job.steps.begin(), job.steps.end(), [](const Step& step) {
      return step.with.contains("fetch-depth") && step.with.at("fetch-depth") == "0";
    });
  }

  /// A fresh checkout at `runner`, as the systems make one.
  void check_out(const Job& job, Event event) const {
    const std::string depth = has_history(job) ? "" : "--depth 1 ";
    run("rm -rf runner home && git clone -q " + depth +
        "\"file://$PWD/origin.git\" runner && "
        "cd runner && "
        "git config user.name n && git config user.email e && git checkout -q --detach");
    if (event == Event::push) return;
    run(GetParam().host == "github" ? "cd runner && git merge -q --no-ff origin/feature"
                                    : "cd runner && git checkout -q --detach origin/feature");
  }

  /// What the systems tell a job.
  [[nodiscard]] Variables told() const {
    return {{"GITHUB_WORKSPACE", directory_ / "runner"},
            {"GITHUB_REF", "refs/heads/main"},
            {"GITHUB_STEP_SUMMARY", directory_ / "summary.md"},
            {"CI_PROJECT_DIR", directory_ / "runner"},
            {"CI_PROJECT_URL", "file://" + (directory_ / "origin")},
            {"CI_SERVER_HOST", "gitlab.example"},
            {"CI_COMMIT_BRANCH", "main"},
            {"CI_MERGE_REQUEST_DIFF_BASE_SHA", run("git -C runner merge-base HEAD origin/main")},
            {"MIGRATE_PUSH_TOKEN", "secret"}};
  }

  /// Runs the job's steps up to the first that fails; its last exit code and all output.
  [[nodiscard]] test::ChildResult run_job(const Job& job, Event event) const {
    check_out(job, event);
    const Variables told_ones = told();
    test::ChildResult all{0, ""};
    for (const Step& step : job.steps) {
      if (!step.uses.empty()) continue;  // the checkout
      Variables variables = step.variables;
      variables.insert(job.variables.begin(), job.variables.end());
      for (auto& [name, value] : variables) value = evaluated(value, {{"github.base_ref", "main"}});
      variables.insert(told_ones.begin(), told_ones.end());
      if (!on_sqlite()) {
        variables.at("MIGRATE_DEV_URL") = test::PostgresServer::instance().url("postgres");
      }
      const test::ChildResult result =
          shell("cd '" + (directory_ / "runner") + "'\n" + step.script, variables);
      all.output += result.output;
      all.exit_code = result.exit_code;
      if (all.exit_code != 0) break;
    }
    return all;
  }

  /// The job of that name, from the files that the project got.
  [[nodiscard]] test::ChildResult run_pipeline(const std::string& github, const std::string& gitlab,
                                               Event event) const {
    if (GetParam().host == "gitlab") {
      const YAML::Node file = YAML::LoadFile(directory_ / "work/.gitlab/migrate.yml");
      return run_job(gitlab_jobs(file).at(gitlab), event);
    }
    const auto jobs =
        github_jobs(YAML::LoadFile(directory_ / ("work/.github/workflows/" + github + ".yml")));
    EXPECT_EQ(jobs.size(), 1U);
    return run_job(jobs.begin()->second, event);
  }
  [[nodiscard]] test::ChildResult gate() const {
    return run_pipeline("pr-migration-check", "migration-check", Event::request);
  }
  [[nodiscard]] test::ChildResult after_merge() const {
    return run_pipeline("post-merge-migration", "migration-post-merge", Event::push);
  }
  [[nodiscard]] test::ChildResult by_themselves() const {
    return run_pipeline("migrations-ci", "migration-smoke", Event::push);
  }

  test::TempDir directory_;
};

TEST_P(Pipelines, GateIsRedWithoutTheRevisionAndGreenWithIt) {
  work("git checkout -qb feature && printf '" + std::string(kNewTable) + "' >>sql/schema.sql");
  push("suppliers");
  const test::ChildResult red = gate();
  EXPECT_EQ(red.exit_code, 3) << red.output;
  const bool github = GetParam().host == "github";
  const std::string page = read_file(directory_ / (github ? "summary.md" : "runner/migrate-ci.md"));
  EXPECT_NE(page.find("### Proposed revision"), std::string::npos) << page;
  EXPECT_NE(page.find("CREATE TABLE"), std::string::npos) << page;
  if (github) {
    EXPECT_NE(red.output.find("::error"), std::string::npos) << red.output;
  } else {
    EXPECT_TRUE(json::parse(read_file(directory_ / "runner/migrate-lint.json")).items().empty());
  }

  work("printf '" + std::string(kNewTable) +
       "' >sql/new.sql && "
       "migrate revision -m suppliers --rev-id b2 && cat sql/new.sql >>$(ls versions/*b2*.up.sql) "
       "&& echo 'DROP TABLE suppliers;' >>$(ls versions/*b2*.down.sql) && rm sql/new.sql");
  push("its revision");
  const test::ChildResult green = gate();
  EXPECT_EQ(green.exit_code, 0) << green.output;

  if (!on_sqlite()) return;  // what follows is the linter's own business
  work("echo 'DROP TABLE orders;' >>$(ls versions/*b2*.up.sql)");
  push("and a loss");
  const test::ChildResult lint = gate();
  EXPECT_EQ(lint.exit_code, 3) << lint.output;
  EXPECT_NE(lint.output.find("drop-table"), std::string::npos) << lint.output;
  if (!github) {
    EXPECT_FALSE(json::parse(read_file(directory_ / "runner/migrate-lint.json")).items().empty());
  }
}

TEST_P(Pipelines, CommitWhatAMergeLeftToDoOnce) {
  const std::string merged = work("git rev-parse HEAD");
  const test::ChildResult idle = after_merge();
  EXPECT_EQ(idle.exit_code, 0) << idle.output;
  EXPECT_EQ(run("git -C origin.git rev-parse main"), merged) << idle.output;

  work("printf '" + std::string(kNewTable) + "' >>sql/schema.sql");
  push("suppliers");
  const test::ChildResult first = after_merge();
  EXPECT_EQ(first.exit_code, 0) << first.output;
  EXPECT_EQ(run("git -C origin.git log -1 --format=%s main"), kCommitted) << first.output;
  EXPECT_EQ(run("git -C origin.git show --format= --name-only main | grep -c '^versions/.*sql$'"),
            "2");
  EXPECT_EQ(run("git -C origin.git show --format= --name-only main | grep -vc '^versions/' || :"),
            "0");
  EXPECT_EQ(first.output.find("secret"), std::string::npos) << first.output;

  const std::string generated = run("git -C origin.git rev-parse main");
  const test::ChildResult second = after_merge();
  EXPECT_EQ(second.exit_code, 0) << second.output;
  EXPECT_EQ(run("git -C origin.git rev-parse main"), generated) << second.output;
}

TEST_P(Pipelines, TryTheRevisionsByThemselves) {
  const test::ChildResult green = by_themselves();
  EXPECT_EQ(green.exit_code, 0) << green.output;
  for (const char* mode : {"fresh ", "roundtrip ", "stamped "}) {
    EXPECT_NE(green.output.find(mode), std::string::npos) << green.output;
  }
  work("echo '-- revision: a1' >$(ls versions/*a1*.down.sql)");
  push("no way back");
  const test::ChildResult red = by_themselves();
  EXPECT_EQ(red.exit_code, 3) << red.output;
}

/// What only that kit has.
class OfGithub : public Pipelines {};

TEST_P(OfGithub, SaysWhereTheProgramShouldComeFrom) {
  const YAML::Node file =
      YAML::LoadFile(directory_ / "work/.github/workflows/pr-migration-check.yml");
  const auto jobs = github_jobs(file);
  const Step& first = jobs.begin()->second.steps.at(0);
  const test::ChildResult result =
      test::run_child({"env", "-i", "PATH=/nowhere", "/bin/sh", "-e", "-c", first.script});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_TRUE(result.output.starts_with("::error::MIGRATE_IMAGE")) << result.output;
}

TEST_P(OfGithub, HasAPageWhoseCommandsLeadToAGreenGate) {
  std::vector<std::string> commands;
  for (const std::string& line : split(read_file(directory_ / "work/CONTRIBUTING.md"), '\n')) {
    if (line.starts_with("migrate ")) commands.push_back(line.substr(0, line.find(" #")));
  }
  ASSERT_EQ(commands.size(), 3U);
  work("git checkout -qb feature && printf '" + std::string(kNewTable) + "' >>sql/schema.sql");
  work(commands[0]);
  work("sed -i 's/^-- generated:.*/-- generated: reviewed by Ann/' versions/*order_notes*");
  EXPECT_NE(work(commands[1]).find("applied 2 revisions"), std::string::npos);
  EXPECT_NE(work(commands[2]).find("8 of 8 checks passed"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, OfGithub, testing::Values(System{"sqlite", "github"}));

INSTANTIATE_TEST_SUITE_P(Systems, Pipelines,
                         testing::Values(System{"sqlite", "github"}, System{"postgresql", "github"},
                                         System{"sqlite", "gitlab"},
                                         System{"postgresql", "gitlab"}),
                         [](const auto& system) {
                           return system.param.host + "_" + system.param.engine;
                         });

}  // namespace
}  // namespace migrate::pipelines
