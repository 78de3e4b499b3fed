#include "lib/lint/baseline.h"

#include <fmt/format.h>

#include <map>

#include "lib/base/error.h"
#include "lib/base/hash.h"
#include "lib/base/json.h"
#include "lib/base/text.h"

namespace migrate::lint {
namespace {

constexpr int64_t kVersion = 1;

}  // namespace

std::vector<std::string> fingerprints(const Report& report) {
  std::map<std::string, int> seen;
  std::vector<std::string> out;
  for (const Finding& finding : report.findings) {
    const std::string key = fmt::format("{}\n{}\n{}\n{}", finding.rule->id, finding.location.file,
                                        finding.object, trim(finding.excerpt));
    out.push_back(sha256_hex(fmt::format("{}\n{}", key, seen[key]++)));
  }
  return out;
}

std::string baseline_text(const Report& report) {
  const std::vector<std::string> prints = fingerprints(report);
  json::Array findings;
  for (size_t i = 0; i < prints.size(); ++i) {
    const Finding& finding = report.findings[i];
    if (finding.approved) continue;
    findings.push_back(json::Object{{"fingerprint", prints[i]},
                                    {"rule", finding.rule->id},
                                    {"file", finding.location.file},
                                    {"message", finding.message}});
  }
  const json::Value file = json::Object{{"version", kVersion}, {"findings", std::move(findings)}};
  return json::dump(file, json::Layout::pretty) + "\n";
}

Baseline read_baseline(std::string_view text) {
  const json::Value file = json::parse(text);
  const json::Value& version = file["version"];
  const auto* number = std::get_if<int64_t>(&version.data());
  if (number == nullptr || *number != kVersion) {
    throw Error(ErrorCode::failed, "it has no version that this program knows");
  }
  Baseline baseline;
  for (const json::Value& finding : file["findings"].items()) {
    baseline.fingerprints.insert(finding["fingerprint"].text());
  }
  return baseline;
}

size_t apply(const Baseline& baseline, Report& report) {
  const std::vector<std::string> prints = fingerprints(report);
  std::set<std::string, std::less<>> gone = baseline.fingerprints;
  for (size_t i = 0; i < prints.size(); ++i) {
    report.findings[i].known = baseline.fingerprints.contains(prints[i]);
    gone.erase(prints[i]);
  }
  return gone.size();
}

}  // namespace migrate::lint
