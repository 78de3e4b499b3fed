#include "lib/report/lint.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/text.h"

namespace migrate::report {
namespace {

using lint::Finding;
using lint::Rule;

std::string_view severity_name(const Rule& rule, const lint::Policy& policy) {
  const std::optional<Severity> severity = policy.severity_of(rule);
  return severity ? lint::name_of(*severity) : lint::kOff;
}

std::string indented(std::string_view text) {
  return "    " + replace_all(trim(text), "\n", "\n    ") + "\n";
}

/// Why `rule` finds something, what to do instead, and the tag that approves it.
std::string explanation(const Rule& rule, std::string_view lock, std::string_view fix) {
  std::string text;
  if (!lock.empty()) text += fmt::format("LOCK: {}\n", lock);
  text += fmt::format("WHY: {}\nSAFE: {}\n", rule.why, rule.advice);
  if (!fix.empty()) text += indented(fix);
  if (rule.tag != lint::Tag::none) {
    text += fmt::format("TAG: -- {}: {} [by NAME][: reason]\n", lint::name_of(rule.tag),
                        lint::consent_of(rule.tag));
  }
  return text;
}

std::string finding_text(const Finding& finding, DiagnosticStyle style) {
  Diagnostic shown;
  shown.severity = finding.severity;
  shown.code = std::string(finding.rule->id);
  shown.message = finding.message;
  shown.location = finding.location;
  shown.excerpt = finding.excerpt;
  style.label = lint::name_of(finding.severity);
  return render(shown, style) + explanation(*finding.rule, finding.lock, finding.fix);
}

std::string approved_text(const Finding& finding) {
  const std::string who = finding.consent();
  return fmt::format("{}:{}:{}: approved: {} [{}]{}\n", finding.location.file,
                     finding.location.position.line, finding.location.position.column,
                     finding.message, finding.rule->id, who.empty() ? "" : " " + who);
}

std::string summary(const lint::Report& report) {
  const auto count = [&](Severity severity) {
    return static_cast<size_t>(std::count_if(
        report.findings.begin(), report.findings.end(),
        [&](const Finding& finding) { return finding.counts() && finding.severity == severity; }));
  };
  const auto approved = std::count_if(report.findings.begin(), report.findings.end(),
                                      [](const Finding& finding) { return finding.approved; });
  const auto known =
      std::count_if(report.findings.begin(), report.findings.end(),
                    [](const Finding& finding) { return finding.known && !finding.approved; });
  std::vector<std::string> parts;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    if (count(severity) == 0) continue;
    parts.push_back(severity == Severity::note ? fmt::format("{} info", count(severity))
                                               : counted(count(severity), lint::name_of(severity)));
  }
  if (approved > 0) parts.push_back(fmt::format("{} approved", approved));
  if (known > 0) parts.push_back(fmt::format("{} in the baseline", known));
  return fmt::format("{}, {}: {}\n", counted(report.scripts.size(), "script"),
                     counted(report.statements, "statement"),
                     parts.empty() ? "nothing found" : join(parts, ", "));
}

json::Value finding_json(const Finding& finding) {
  json::Value value;
  value.set("file", finding.location.file);
  value.set("line", finding.location.position.line);
  value.set("column", finding.location.position.column);
  value.set("rule", finding.rule->id);
  value.set("severity", lint::name_of(finding.severity));
  value.set("approved", finding.approved);
  value.set("approved_by", finding.approved_by.empty() ? json::Value() : finding.approved_by);
  value.set("known", finding.known);
  value.set("reason", finding.reason.empty() ? json::Value() : finding.reason);
  value.set("message", finding.message);
  value.set("object", finding.object.empty() ? json::Value() : finding.object);
  value.set("lock", finding.lock.empty() ? json::Value() : finding.lock);
  value.set("why", finding.rule->why);
  value.set("advice", finding.rule->advice);
  value.set("fix", finding.fix.empty() ? json::Value() : finding.fix);
  return value;
}

}  // namespace

std::string lint_text(const lint::Report& report, const DiagnosticStyle& style) {
  std::string text;
  for (const Finding& finding : report.findings) {
    if (finding.counts()) text += finding_text(finding, style) + "\n";
  }
  for (const Finding& finding : report.findings) {
    if (finding.approved) text += approved_text(finding);
  }
  return text + summary(report);
}

json::Value lint_json(const lint::Report& report) {
  json::Array findings;
  for (const Finding& finding : report.findings) findings.push_back(finding_json(finding));
  json::Value value;
  value.set("version", 1);
  value.set("scripts", uint64_t{report.scripts.size()});
  value.set("statements", uint64_t{report.statements});
  value.set("findings", std::move(findings));
  return value;
}

std::string rules_text(std::span<const Rule> rules, const lint::Policy& policy) {
  size_t width = 0;
  for (const Rule& rule : rules) width = std::max(width, rule.id.size());
  std::string text;
  for (const Rule& rule : rules) {
    const std::string tag =
        rule.tag == lint::Tag::none
            ? ""
            : fmt::format(" ({}: {})", lint::name_of(rule.tag), lint::consent_of(rule.tag));
    text += fmt::format("{:<{}}  {:<7}  {}{}\n", rule.id, width, severity_name(rule, policy),
                        rule.summary, tag);
  }
  return text;
}

json::Value rules_json(std::span<const Rule> rules, const lint::Policy& policy) {
  json::Array list;
  for (const Rule& rule : rules) list.push_back(rule_json(rule, policy));
  json::Value value;
  value.set("version", 1);
  value.set("rules", std::move(list));
  return value;
}

std::string rule_text(const Rule& rule, const lint::Policy& policy) {
  return fmt::format("{} ({}): {}\n{}\nfound:\n{}\nnot found:\n{}", rule.id,
                     severity_name(rule, policy), rule.summary, explanation(rule, rule.lock, ""),
                     indented(rule.bad), indented(rule.good));
}

json::Value rule_json(const Rule& rule, const lint::Policy& policy) {
  json::Value value;
  value.set("id", rule.id);
  value.set("severity", severity_name(rule, policy));
  value.set("tag", rule.tag == lint::Tag::none ? json::Value() : lint::name_of(rule.tag));
  value.set("summary", rule.summary);
  value.set("lock", rule.lock.empty() ? json::Value() : rule.lock);
  value.set("why", rule.why);
  value.set("advice", rule.advice);
  value.set("bad", rule.bad);
  value.set("good", rule.good);
  return value;
}

}  // namespace migrate::report
