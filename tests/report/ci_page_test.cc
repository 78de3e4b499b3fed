#include "lib/report/ci_page.h"

#include <gtest/gtest.h>

namespace migrate::report {
namespace {

using workflow::CiReport;
using workflow::CiStep;
using Verdict = workflow::SmokeOutcome::Verdict;

CiReport failing(const std::string& message) {
  CiReport report;
  report.base = "main (0123abcd)";
  workflow::CiCheck check{CiStep::edited, Verdict::failed, "1 earlier revision changed"};
  check.findings.emplace_back();
  check.findings[0].message = message;
  report.checks.push_back(check);
  return report;
}

TEST(CiPage, TellsTheVerdictInItsTitle) {
  EXPECT_TRUE(ci_page(CiReport{}).starts_with("## migrate ci: passed\n"));
  EXPECT_TRUE(ci_page(failing("x")).starts_with("## migrate ci: failed\n"));
}

TEST(CiPage, TextOfTheProjectEndsNoBlock) {
  const std::string page = ci_page(failing("a\n```\n## all is well\n````"));
  EXPECT_NE(page.find("\n`````text\n"), std::string::npos) << page;
  EXPECT_NE(page.find("\n`````\n"), std::string::npos) << page;
}

TEST(CiPage, TextOfTheProjectEndsNoRowAndIsNoMarkup) {
  CiReport report = failing("x");
  report.base = "<img src=x>";
  report.checks[0].reason = "a | b\n| c | [d](e) |";
  const std::string page = ci_page(report);
  EXPECT_NE(page.find("Against \\<img src=x\\>: 0 revisions added."), std::string::npos) << page;
  EXPECT_NE(page.find("| edited | **failed** | a \\| b \\| c \\| \\[d\\]\\(e\\) \\| |\n"),
            std::string::npos)
      << page;
}

}  // namespace
}  // namespace migrate::report
