// docs/lint.md lists every rule as the rules say it: MIGRATE_UPDATE_GOLDEN=1 writes the list anew.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/lint/analyzer.h"

namespace migrate::lint {
namespace {

const std::string kPage = MIGRATE_SOURCE_DIR "/docs/lint.md";
constexpr std::string_view kBegin = "<!-- rules: written by tests/lint/page_test.cc -->\n";

std::string section(const Rule& rule) {
  std::string text =
      fmt::format("\n### {}\n\n**{}**: {}.", rule.id, name_of(rule.severity), rule.summary);
  if (rule.tag != Tag::none) {
    text += fmt::format(" Approved by `-- {}: {}`.", name_of(rule.tag), consent_of(rule.tag));
  }
  text += fmt::format(" Why: {}\n", rule.why);
  if (!rule.lock.empty()) text += fmt::format("\nLock: {}.\n", rule.lock);
  text += fmt::format("\nInstead: {}.\n\n```sql\n{}```\n\nand not found in\n\n```sql\n{}```\n",
                      rule.advice, rule.bad, rule.good);
  return text;
}

std::string written() {
  const std::unique_ptr<Analyzer> analyzer = analyzer_named("postgresql");
  std::string text = fmt::format("\nThe examples are about these tables:\n\n```sql\n{}```\n",
                                 analyzer->example_schema());
  for (const Rule& rule : analyzer->rules()) text += section(rule);
  text += "\n## About scripts and tags\n";
  for (const Rule& rule : common_rules()) text += section(rule);
  return text;
}

TEST(Page, ListsTheRules) {
  const std::string page = read_file(kPage);
  const size_t begin = page.find(kBegin);
  ASSERT_NE(begin, std::string::npos);
  const std::string head = page.substr(0, begin + kBegin.size());
  if (std::getenv("MIGRATE_UPDATE_GOLDEN") != nullptr) write_file(kPage, head + written());
  EXPECT_TRUE(read_file(kPage) == head + written())
      << unified_diff(page, head + written(), "docs/lint.md", "the rules");
}

}  // namespace
}  // namespace migrate::lint
