#include "lib/report/ci_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "lib/base/text.h"
#include "lib/report/schema_difference.h"
#include "lib/report/smoke.h"

namespace migrate::report {
namespace {

using workflow::CiCheck;
using workflow::CiReport;
using workflow::CiStep;
using Verdict = workflow::SmokeOutcome::Verdict;

/// `text` as it is, on one line: what Markdown and HTML would take for something else is escaped.
std::string plain(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_{}[]<>()#!|~&";
  std::string out;
  for (const char c : text) {
    if (kMarks.find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

/// The longest run of backticks in `text`.
size_t longest_run(std::string_view text) {
  size_t longest = 0;
  size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// A block of code that nothing in `text` ends.
std::string block(std::string_view language, std::string_view text) {
  const std::string fence(std::max<size_t>(3, longest_run(text) + 1), '`');
  return fmt::format("{}{}\n{}\n{}\n", fence, language, trim(text), fence);
}

std::string place(const Location& location) {
  if (location.file.empty()) return "";
  if (location.position.line == 0) return plain(location.file) + ": ";
  return fmt::format("{}:{}: ", plain(location.file), location.position.line);
}

std::string lint_list(const lint::Report& report) {
  std::string out;
  for (const lint::Finding& finding : report.findings) {
    const std::string what = place(finding.location) + plain(finding.message);
    const std::string rule = plain(finding.rule->id);
    if (finding.approved) {
      const std::string consent = finding.consent();
      out += fmt::format("- approved: {} ({}){}\n", what, rule,
                         consent.empty() ? "" : " " + plain(consent));
    } else if (finding.counts()) {
      out +=
          fmt::format("- **{}**: {} ({})  \n  {} Instead: {}.\n", lint::name_of(finding.severity),
                      what, rule, plain(finding.rule->why), plain(finding.rule->advice));
      if (!finding.lock.empty()) out += fmt::format("  Lock: {}\n", plain(finding.lock));
    }
  }
  return out;
}

std::string proposal(const CiReport& report) {
  if (!report.declared || !report.declared->proposal) return "";
  const revision::NewFiles files = revision::compose("", report.declared->proposal->revision);
  std::string out =
      "\n### Proposed revision\n\n"
      "It makes what the schema files say, and was tried there and back in a scratch database. "
      "Read it before you use it: `migrate revision --autogenerate -m TEXT` writes it.\n\n";
  const std::string warnings = lint_list(report.proposal_lint);
  if (!warnings.empty()) out += "What lint says of it:\n\n" + warnings + "\n";
  return out + "Up:\n\n" + block("sql", files.up_text) + "\nDown:\n\n" +
         block("sql", files.down_text);
}

std::string findings_text(const CiReport& report, const CiCheck& check) {
  if (const auto* outcome = report.outcome_of(check.step)) return smoke_details(*outcome, {});
  const bool compared = check.step == CiStep::schema && report.declared;
  return render(check.findings) + (compared ? declared_lines(*report.declared) : "");
}

std::string section(const CiReport& report, const CiCheck& check) {
  const std::string head = fmt::format("\n### {}\n\n", to_string(check.step));
  if (check.step == CiStep::lint) {
    const std::string list = lint_list(report.lint);
    return list.empty() ? "" : head + list;
  }
  if (check.verdict != Verdict::failed) return "";
  const std::string text = findings_text(report, check);
  return head + plain(check.reason) + "\n" + (text.empty() ? "" : "\n" + block("text", text));
}

std::string row(const CiCheck& check) {
  const std::string_view verdict = to_string(check.verdict);
  const std::string shown =
      check.verdict == Verdict::failed ? fmt::format("**{}**", verdict) : std::string(verdict);
  return fmt::format("| {} | {} | {} |\n", to_string(check.step), shown, plain(check.reason));
}

}  // namespace

std::string ci_page(const CiReport& report) {
  std::string out = fmt::format("## migrate ci: {}\n\nAgainst {}: {} added.\n\n",
                                report.passed() ? "passed" : "failed", plain(report.base),
                                counted(report.added.size(), "revision"));
  out += "| check | outcome | |\n| --- | --- | --- |\n";
  for (const CiCheck& check : report.checks) out += row(check);
  for (const CiCheck& check : report.checks) out += section(report, check);
  return out + proposal(report);
}

}  // namespace migrate::report
