#include "lib/report/ci.h"

#include <fmt/format.h>

#include <string_view>

#include "lib/base/text.h"
#include "lib/report/columns.h"
#include "lib/report/diagnostic_json.h"
#include "lib/report/github.h"
#include "lib/report/lint.h"
#include "lib/report/lint_formats.h"
#include "lib/report/schema_difference.h"
#include "lib/report/smoke.h"
#include "lib/report/standing.h"

namespace migrate::report {
namespace {

using workflow::CiCheck;
using workflow::CiReport;
using workflow::CiStep;
using Verdict = workflow::SmokeOutcome::Verdict;

std::string schema_details(const workflow::Declared& declared) {
  std::string text = declared_lines(declared);
  if (declared.files == workflow::SchemaFiles::generated) {
    text += "`migrate upgrade` in development writes the file anew, and so does `migrate dump`\n";
  } else if (declared.proposal) {
    text +=
        "`migrate revision --autogenerate -m TEXT` writes the revision; what would be lost is "
        "left out unless --allow-destructive is given\n";
  }
  return text;
}

std::string details(const CiReport& report, const CiCheck& check, const DiagnosticStyle& style) {
  std::string text = render(check.findings, style);
  if (check.step == CiStep::lint && !report.lint.findings.empty()) {
    text += lint_text(report.lint, style);
  }
  if (check.step == CiStep::schema && report.declared && check.verdict == Verdict::failed) {
    text += schema_details(*report.declared);
  }
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

std::string check_text(const CiReport& report, const CiCheck& check, const DiagnosticStyle& style) {
  if (const workflow::SmokeOutcome* outcome = report.outcome_of(check.step)) {
    return smoke_text(*outcome, style);
  }
  std::string line = fmt::format("{:<21}  {:<7}  {}", to_string(check.step),
                                 to_string(check.verdict), check.reason);
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n" + indented(details(report, check, style));
}

json::Value check_json(const CiCheck& check) {
  json::Value out;
  out.set("name", to_string(check.step));
  out.set("outcome", to_string(check.verdict));
  out.set("reason", check.reason.empty() ? json::Value() : json::Value(check.reason));
  out.set("findings", to_json(check.findings));
  out.set("duration_ms", int64_t{check.duration.count()});
  return out;
}

json::Value proposal_json(const CiReport& report) {
  if (!report.declared || !report.declared->proposal) return nullptr;
  const revision::NewFiles files = revision::compose("", report.declared->proposal->revision);
  return json::Object{
      {"up", files.up_text}, {"down", files.down_text}, {"lint", lint_json(report.proposal_lint)}};
}

}  // namespace

std::string ci_text(const CiReport& report, const DiagnosticStyle& style) {
  std::string out = fmt::format("against {}: {} added\n\n", report.base,
                                counted(report.added.size(), "revision"));
  for (const CiCheck& check : report.checks) out += check_text(report, check, style);
  return out + "\n" + ci_summary_line(report);
}

std::string ci_summary_line(const CiReport& report) {
  const Tally tally{report.count(Verdict::passed), report.count(Verdict::failed),
                    report.count(Verdict::skipped)};
  return tally_text(tally, "check") + "\n";
}

json::Value ci_json(const CiReport& report) {
  json::Array checks;
  for (const CiCheck& check : report.checks) checks.push_back(check_json(check));
  json::Array modes;
  for (const workflow::SmokeOutcome& outcome : report.smoke) modes.push_back(outcome_json(outcome));
  json::Value out = shape();
  out.set("ok", report.passed());
  out.set("base", report.base);
  out.set("added", report.added);
  out.set("checks", std::move(checks));
  out.set("lint", lint_json(report.lint));
  out.set("modes", std::move(modes));
  out.set("schema", report.declared ? drift_members(report.declared->drift) : json::Value());
  out.set("proposal", proposal_json(report));
  return out;
}

std::string ci_github(const CiReport& report) {
  std::string out = lint_github(report.lint);
  for (const CiCheck& check : report.checks) {
    if (check.verdict != Verdict::failed || check.step == CiStep::lint) continue;
    const workflow::SmokeOutcome* outcome = report.outcome_of(check.step);
    const std::vector<Diagnostic>& findings = outcome ? outcome->findings : check.findings;
    if (findings.empty()) {
      out += github_annotation(Severity::error, {}, to_string(check.step), check.reason);
    }
    for (const Diagnostic& finding : findings) {
      const std::string hint = finding.hint.empty() ? "" : "\n" + finding.hint;
      out += github_annotation(Severity::error, finding.location, to_string(check.step),
                               finding.message + hint);
    }
  }
  return out;
}

}  // namespace migrate::report
