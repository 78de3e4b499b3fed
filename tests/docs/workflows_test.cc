// docs/workflows.md: every row is shown by scenarios that are there, and that run on both engines
// together.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/text.h"

namespace migrate::docs {
namespace {

const std::string kRoot = MIGRATE_SOURCE_DIR;

/// The rows of the page's table.
std::vector<std::string> rows() {
  std::vector<std::string> lines = split(read_file(kRoot + "/docs/workflows.md"), '\n');
  std::erase_if(lines, [](const std::string& line) {
    return !line.starts_with("| ") || line.starts_with("| what such");
  });
  return lines;
}

/// The scenarios that a row links to.
std::vector<std::string> scenarios(const std::string& row) {
  static const std::regex kLink(R"(\(\.\./(tests/cli/scenarios/[a-z_]+\.txt)\))");
  std::vector<std::string> result;
  for (std::sregex_iterator link(row.begin(), row.end(), kLink), end; link != end; ++link) {
    result.push_back((*link)[1]);
  }
  return result;
}

/// Whether one of `files` runs on `engine`.
bool runs_on(const std::vector<std::string>& files, const std::string& engine) {
  return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
    const std::string text = read_file(kRoot + "/" + file);
    const size_t begin = text.find("\n@engines ");
    const std::string engines = text.substr(begin, text.find('\n', begin + 1) - begin);
    return engines.find(engine) != std::string::npos;
  });
}

TEST(Workflows, EveryRowIsShownByScenarios) {
  const std::vector<std::string> all = rows();
  ASSERT_GE(all.size(), 20U);
  for (const std::string& row : all) {
    const std::vector<std::string> files = scenarios(row);
    EXPECT_FALSE(files.empty()) << row;
    for (const std::string& file : files) EXPECT_TRUE(path_exists(kRoot + "/" + file)) << file;
  }
}

TEST(Workflows, EveryRowIsShownOnBothEngines) {
  for (const std::string& row : rows()) {
    const bool of_one = row.find("(PostgreSQL)") != std::string::npos;
    for (const char* engine : {"postgresql", "sqlite"}) {
      if (of_one && std::string(engine) == "sqlite") continue;
      EXPECT_TRUE(runs_on(scenarios(row), engine)) << engine << ": " << row;
    }
  }
}

}  // namespace
}  // namespace migrate::docs
