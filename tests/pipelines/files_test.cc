// The workflow files, this repository's own and those that `init --with github` and `gitlab` write:
// they have what a safe pipeline needs, and call nothing that isn't there.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "tests/pipelines/pipeline.h"
#include "tests/support/child.h"

namespace migrate::pipelines {
namespace {

const std::string kRoot = MIGRATE_SOURCE_DIR;
const std::string kOwn = kRoot + "/.github/workflows/";
const std::string kTemplates = kRoot + "/cmd/migrate/templates/";
const std::string kGithub = kTemplates + "github/.github/workflows/";
constexpr const char* kNames[] = {"pr-migration-check", "post-merge-migration", "migrations-ci"};

/// Whoever opens a pull request has a say in none of these.
const std::set<std::string> kExpressions = {"github.workflow", "github.ref", "github.base_ref",
                                            "vars.MIGRATE_IMAGE", "matrix.url"};

class Workflow : public testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] bool commits() const { return GetParam().ends_with("post-merge-migration.yml"); }
  const YAML::Node file_ = YAML::LoadFile(GetParam());
};

TEST_P(Workflow, MayDoNoMoreThanItDoes) {
  ASSERT_TRUE(file_["permissions"].IsMap());
  EXPECT_EQ(file_["permissions"].as<Variables>(),
            (Variables{{"contents", commits() ? "write" : "read"}}));
  EXPECT_FALSE(file_["on"]["pull_request_target"]);
  for (const auto& [name, job] : github_jobs(file_)) {
    for (const Step& step : job.steps) {
      if (!step.uses.starts_with("actions/checkout@") || commits()) continue;
      EXPECT_TRUE(step.with.contains("persist-credentials")) << name;
      EXPECT_EQ(step.with.at("persist-credentials"), "false") << name;
    }
  }
}

TEST_P(Workflow, RunsOnceAtATimeForABranch) {
  EXPECT_EQ(file_["concurrency"]["group"].as<std::string>(),
            "${{ github.workflow }}-${{ github.ref }}");
  EXPECT_EQ(file_["concurrency"]["cancel-in-progress"].as<bool>(), !commits());
}

TEST_P(Workflow, PutsNoExpressionIntoAScript) {
  const std::vector<std::string> all = texts(file_);
  ASSERT_FALSE(all.empty());
  for (const std::string& text : all) {
    for (const std::string& expression : expressions(text)) {
      EXPECT_TRUE(kExpressions.contains(expression)) << expression;
    }
  }
  for (const auto& [name, job] : github_jobs(file_)) {
    for (const Step& step : job.steps) EXPECT_EQ(expressions(step.script).size(), 0U) << name;
  }
}

TEST_P(Workflow, NamesTheMajorVersionOfEveryAction) {
  static const std::regex kPinned(R"([\w-]+/[\w-]+@v\d+)");
  size_t actions = 0;
  for (const auto& [name, job] : github_jobs(file_)) {
    ASSERT_FALSE(job.steps.empty()) << name;
    for (const Step& step : job.steps) {
      EXPECT_NE(step.uses.empty(), step.script.empty()) << name;
      if (step.uses.empty()) continue;
      ++actions;
      EXPECT_TRUE(std::regex_match(step.uses, kPinned)) << step.uses;
    }
  }
  EXPECT_GE(actions, 1U);
}

std::vector<std::string> workflows() {
  std::vector<std::string> result;
  for (const char* name : kNames) {
    result.push_back(kOwn + name + ".yml");
    result.push_back(kGithub + name + ".yml");
  }
  return result;
}

INSTANTIATE_TEST_SUITE_P(Files, Workflow, testing::ValuesIn(workflows()), [](const auto& file) {
  const std::string& path = file.param;
  std::string name = path.starts_with(kOwn) ? "own_" : "template_";
  for (const char c : path.substr(path.rfind('/') + 1)) name += std::isalnum(c) != 0 ? c : '_';
  return name;
});

/// The scripts of a workflow's steps.
std::vector<std::string> scripts(const std::string& path) {
  std::vector<std::string> result;
  for (const auto& [name, job] : github_jobs(YAML::LoadFile(path))) {
    for (const Step& step : job.steps) {
      if (!step.script.empty()) result.push_back(step.script);
    }
  }
  return result;
}

/// The templates are executed by another test; ours are them, with the program and the targets of
/// this checkout.
TEST(OwnWorkflows, CallTargetsThatThereAreAndWhatTheTemplatesCall) {
  for (const char* name : kNames) {
    const std::vector<std::string> theirs = scripts(kGithub + name + ".yml");
    for (const std::string& script : scripts(kOwn + name + ".yml")) {
      if (script.starts_with("make ")) {
        const test::ChildResult result =
            test::run_child({"sh", "-c", "cd '" + kRoot + "' && make -n " + script.substr(5)});
        EXPECT_EQ(result.exit_code, 0) << script << "\n" << result.output;
        continue;
      }
      const std::string same = replace_all(script, "build/migrate ", "migrate ");
      EXPECT_NE(std::find(theirs.begin(), theirs.end(), same), theirs.end()) << script;
    }
  }
}

TEST(Templates, OfGithubTakeTheProgramFromAnImageAsItsRoot) {
  for (const char* name : kNames) {
    for (const auto& job : YAML::LoadFile(kGithub + name + ".yml")["jobs"]) {
      const YAML::Node container = job.second["container"];
      EXPECT_EQ(container["image"].as<std::string>(), "${{ vars.MIGRATE_IMAGE }}") << name;
      EXPECT_EQ(container["options"].as<std::string>(), "--user root") << name;
    }
  }
}

TEST(Templates, OfGitlabTakeTheProgramFromAnImageWithoutItsEntrypoint) {
  const YAML::Node file = YAML::LoadFile(kTemplates + "gitlab/.gitlab/migrate.yml");
  const YAML::Node image = file[".migrate"]["image"];
  EXPECT_EQ(image["name"].as<std::string>(), "$MIGRATE_IMAGE");
  EXPECT_EQ(image["entrypoint"].as<std::vector<std::string>>(), std::vector<std::string>{""});
  EXPECT_EQ(image["docker"]["user"].as<std::string>(), "root");
  const auto jobs = gitlab_jobs(file);
  EXPECT_EQ(jobs.size(), 3U);
  for (const auto& [name, job] : jobs) {
    EXPECT_EQ(file[name]["extends"].as<std::string>(), ".migrate");
    EXPECT_EQ(file[name]["rules"].size(), 1U) << name;
    EXPECT_EQ(job.variables.at("GIT_DEPTH"), "0") << name;
  }
  const YAML::Node project = YAML::LoadFile(kTemplates + "gitlab/.gitlab-ci.yml");
  EXPECT_EQ(project["include"][0]["local"].as<std::string>(), ".gitlab/migrate.yml");
}

/// The words behind "make " in code.
std::set<std::string> targets_named(const std::string& page) {
  static const std::regex kCall(R"((?:^|`)make ([a-z-]+))", std::regex::multiline);
  std::set<std::string> result;
  for (std::sregex_iterator it(page.begin(), page.end(), kCall), end; it != end; ++it) {
    result.insert((*it)[1]);
  }
  return result;
}

TEST(Pages, NameTargetsThatThereAre) {
  const std::string targets = read_file(kTemplates + "make/migrate.mk");
  const std::string own = read_file(kRoot + "/Makefile");
  for (const char* page : {"/CONTRIBUTING.md", "/README.md", "/docs/make.md"}) {
    const std::set<std::string> named = targets_named(read_file(kRoot + page));
    EXPECT_GE(named.size(), 3U) << page;
    for (const std::string& target : named) {
      EXPECT_NE(("\n" + targets + own).find("\n" + target + ":"), std::string::npos) << target;
    }
  }
}

TEST(Expressions, AreFoundAndReplaced) {
  EXPECT_EQ(expressions("a ${{ github.ref }}-${{matrix.url}} b"),
            (std::vector<std::string>{"github.ref", "matrix.url"}));
  EXPECT_EQ(evaluated("origin/${{ github.base_ref }}", {{"github.base_ref", "main"}}),
            "origin/main");
  EXPECT_THROW((void)evaluated("${{ github.head_ref }}", {}), std::out_of_range);
}

}  // namespace
}  // namespace migrate::pipelines
