// docs/lint.md and docs/lint-sqlite.md list every rule as the rules say it:
// MIGRATE_UPDATE_GOLDEN=1 writes the lists anew.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/lint/analyzer.h"

namespace migrate::lint {
namespace {

constexpr std::string_view kBegin = "<!-- rules: written by tests/lint/page_test.cc -->\n";

std::string section(const Rule& rule) {
  std::string text =
      fmt::format("\n### {}\n\n**{}{}**: {}.", rule.id, name_of(rule.severity),
                  rule.off ? ", off unless the configuration says otherwise" : "", rule.summary);
  if (rule.tag != Tag::none) {
    text += fmt::format(" Approved by `-- {}: {}`.", name_of(rule.tag), consent_of(rule.tag));
  }
  text += fmt::format(" Why: {}\n", rule.why);
  if (!rule.lock.empty()) text += fmt::format("\nLock: {}.\n", rule.lock);
  text += fmt::format("\nInstead: {}.\n\n```sql\n{}```\n\nand not found in\n\n```sql\n{}```\n",
                      rule.advice, rule.bad, rule.good);
  return text;
}

std::string rules_of(const std::string& engine) {
  const std::unique_ptr<Analyzer> analyzer = analyzer_named(engine);
  std::string text = fmt::format("\nThe examples are about these tables:\n\n```sql\n{}```\n",
                                 analyzer->example_schema());
  for (const Rule& rule : analyzer->rules()) text += section(rule);
  return text;
}

void expect_lists(const std::string& name, const std::string& list) {
  const std::string path = MIGRATE_SOURCE_DIR "/docs/" + name;
  const std::string page = read_file(path);
  const size_t begin = page.find(kBegin);
  ASSERT_NE(begin, std::string::npos);
  const std::string head = page.substr(0, begin + kBegin.size());
  if (std::getenv("MIGRATE_UPDATE_GOLDEN") != nullptr) write_file(path, head + list);
  EXPECT_TRUE(read_file(path) == head + list)
      << unified_diff(page, head + list, "docs/" + name, "the rules");
}

TEST(Page, ListsTheRulesOfPostgresqlAndOfTags) {
  std::string list = rules_of("postgresql") + "\n## About scripts and tags\n";
  for (const Rule& rule : common_rules()) list += section(rule);
  expect_lists("lint.md", list);
}

TEST(Page, HasAConfigurationWithAllThatIsOff) {
  const std::string page = read_file(MIGRATE_SOURCE_DIR "/docs/lint.md");
  for (const Rule& rule : analyzer_named("postgresql")->rules()) {
    const std::string line = fmt::format("\n{} = \"info\"\n", rule.id);
    EXPECT_EQ(page.find(line) != std::string::npos, rule.off) << rule.id;
  }
}

TEST(Page, ListsTheRulesOfSqlite) { expect_lists("lint-sqlite.md", rules_of("sqlite")); }

}  // namespace
}  // namespace migrate::lint
