#include "lib/report/lint_formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lib/base/text.h"
#include "lib/lint/baseline.h"
#include "lib/report/github.h"

namespace migrate::report {
namespace {

using lint::Finding;
using lint::Rule;

json::Value text_of(std::string_view text) { return json::Object{{"text", text}}; }

std::string_view sarif_level(Severity severity) {
  return severity == Severity::note ? "note" : lint::name_of(severity);
}

json::Value sarif_rule(const Rule& rule) {
  return json::Object{
      {"id", rule.id},
      {"shortDescription", text_of(rule.summary)},
      {"fullDescription", text_of(rule.why)},
      {"help", text_of(rule.advice)},
      {"defaultConfiguration",
       json::Object{{"enabled", !rule.off}, {"level", sarif_level(rule.severity)}}}};
}

/// `path` as a reference of RFC 3986: all but its unreserved characters and `/` as %XX.
std::string uri(std::string_view path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string text;
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      text += c;
    } else {
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return text;
}

json::Value sarif_place(const Location& location) {
  json::Object physical = {{"artifactLocation", json::Object{{"uri", uri(location.file)}}}};
  if (location.position.line > 0) {
    physical.emplace_back("region", json::Object{{"startLine", location.position.line},
                                                 {"startColumn", location.position.column}});
  }
  return json::Object{{"physicalLocation", std::move(physical)}};
}

json::Value sarif_result(const Finding& finding, const std::string& fingerprint) {
  const std::string text =
      finding.lock.empty()
          ? fmt::format("{}: {}", finding.message, finding.rule->why)
          : fmt::format("{}: {} Lock: {}.", finding.message, finding.rule->why, finding.lock);
  json::Object result = {{"ruleId", finding.rule->id},
                         {"level", sarif_level(finding.severity)},
                         {"message", text_of(text)},
                         {"locations", json::Array{sarif_place(finding.location)}},
                         {"partialFingerprints", json::Object{{"migrateLint/v1", fingerprint}}}};
  json::Array suppressions;
  if (finding.approved) {
    suppressions.push_back(
        json::Object{{"kind", "inSource"}, {"justification", finding.consent()}});
  }
  if (finding.known) {
    suppressions.push_back(
        json::Object{{"kind", "external"}, {"justification", "in the baseline"}});
  }
  result.emplace_back("suppressions", std::move(suppressions));
  return result;
}

/// Source: GitLab's manual, "Code quality report format".
std::string_view gitlab_severity(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "critical";
    case Severity::warning:
      return "minor";
    case Severity::note:
      return "info";
  }
  return "info";
}

std::string xml(std::string text) {
  text = replace_all(text, "&", "&amp;");
  text = replace_all(text, "<", "&lt;");
  text = replace_all(text, ">", "&gt;");
  text = replace_all(text, "\"", "&quot;");
  // XML 1.0 has no other control characters than these, not even escaped.
  std::erase_if(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\t';
  });
  return text;
}

bool fails(const Finding& finding) {
  return finding.counts() && finding.severity != Severity::note;
}

std::string junit_failure(const Finding& finding) {
  return fmt::format("      <failure type=\"{}\" message=\"{}\">{}:{}:{}: {}</failure>\n",
                     xml(std::string(finding.rule->id)), xml(finding.message),
                     xml(finding.location.file), finding.location.position.line,
                     finding.location.position.column,
                     xml(fmt::format("{} Instead: {}.", finding.rule->why, finding.rule->advice)));
}

}  // namespace

json::Value lint_sarif(const lint::Report& report, std::span<const Rule> rules,
                       std::string_view version) {
  json::Array descriptions;
  for (const Rule& rule : rules) descriptions.push_back(sarif_rule(rule));
  const std::vector<std::string> prints = lint::fingerprints(report);
  json::Array results;
  for (size_t i = 0; i < prints.size(); ++i) {
    results.push_back(sarif_result(report.findings[i], prints[i]));
  }
  const json::Object driver = {
      {"name", "migrate"}, {"version", version}, {"rules", std::move(descriptions)}};
  const json::Object run = {{"tool", json::Object{{"driver", driver}}},
                            {"columnKind", "unicodeCodePoints"},
                            {"results", std::move(results)}};
  return json::Object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                      {"version", "2.1.0"},
                      {"runs", json::Array{run}}};
}

std::string lint_github(const lint::Report& report) {
  std::string text;
  for (const Finding& finding : report.findings) {
    if (!finding.counts()) continue;
    text += github_annotation(finding.severity, finding.location, finding.rule->id,
                              fmt::format("{}: {}\nInstead: {}.", finding.message,
                                          finding.rule->why, finding.rule->advice));
  }
  return text;
}

json::Value lint_gitlab(const lint::Report& report) {
  const std::vector<std::string> prints = lint::fingerprints(report);
  json::Array issues;
  for (size_t i = 0; i < prints.size(); ++i) {
    const Finding& finding = report.findings[i];
    if (!finding.counts()) continue;
    const int64_t line = std::max<int64_t>(1, finding.location.position.line);
    issues.push_back(json::Object{
        {"description", fmt::format("{}: {}", finding.message, finding.rule->why)},
        {"check_name", finding.rule->id},
        {"fingerprint", prints[i]},
        {"severity", gitlab_severity(finding.severity)},
        {"location",
         json::Object{{"path", finding.location.file}, {"lines", json::Object{{"begin", line}}}}}});
  }
  return issues;
}

std::string lint_junit(const lint::Report& report) {
  std::string cases;
  size_t failed = 0;
  for (size_t i = 0; i < report.scripts.size(); ++i) {
    std::string failures;
    for (const Finding& finding : report.findings) {
      if (fails(finding) && finding.script == i) failures += junit_failure(finding);
    }
    failed += failures.empty() ? 0 : 1;
    cases += fmt::format("    <testcase classname=\"lint\" name=\"{}\">\n{}    </testcase>\n",
                         xml(report.scripts[i]), failures);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      "  <testsuite name=\"migrate lint\" tests=\"{}\" failures=\"{}\">\n{}"
      "  </testsuite>\n</testsuites>\n",
      report.scripts.size(), failed, cases);
}

}  // namespace migrate::report
