// SARIF 2.1.0: every object has what the format demands and nothing that it does not know.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "lib/report/lint_formats.h"

namespace migrate::report {
namespace {

using lint::Finding;
using lint::Rule;

/// What an object of the format may have, as far as it is written here. Source: OASIS, "Static
/// Analysis Results Interchange Format (SARIF) Version 2.1.0", section 3.
struct Property {
  std::string_view name;
  /// "string", "boolean", "uri"; "1…": a whole number from 1 on; "texts": an object whose values
  /// are strings; "a|b": one of these words; "[x]": a list of x; else the name of an object.
  std::string_view type;
  enum class Duty { required, optional } duty = Duty::optional;
};
using enum Property::Duty;

const std::map<std::string_view, std::vector<Property>> kObjects = {
    {"sarifLog",
     {{"$schema", "uri"}, {"version", "2.1.0|", required}, {"runs", "[run]", required}}},
    {"run",
     {{"tool", "tool", required},
      {"columnKind", "utf16CodeUnits|unicodeCodePoints"},
      {"results", "[result]"}}},
    {"tool", {{"driver", "toolComponent", required}}},
    {"toolComponent",
     {{"name", "string", required},
      {"version", "string"},
      {"informationUri", "uri"},
      {"rules", "[reportingDescriptor]"}}},
    {"reportingDescriptor",
     {{"id", "string", required},
      {"shortDescription", "multiformatMessageString"},
      {"fullDescription", "multiformatMessageString"},
      {"help", "multiformatMessageString"},
      {"defaultConfiguration", "reportingConfiguration"}}},
    {"multiformatMessageString", {{"text", "string", required}, {"markdown", "string"}}},
    {"reportingConfiguration", {{"enabled", "boolean"}, {"level", "none|note|warning|error"}}},
    {"result",
     {{"ruleId", "string"},
      {"level", "none|note|warning|error"},
      {"message", "message", required},
      {"locations", "[location]"},
      {"partialFingerprints", "texts"},
      {"suppressions", "[suppression]"}}},
    {"message", {{"text", "string", required}}},
    {"location", {{"physicalLocation", "physicalLocation"}}},
    {"physicalLocation", {{"artifactLocation", "artifactLocation"}, {"region", "region"}}},
    {"artifactLocation", {{"uri", "uri"}}},
    {"region", {{"startLine", "1…"}, {"startColumn", "1…"}}},
    {"suppression", {{"kind", "inSource|external", required}, {"justification", "string"}}},
};

/// What is wrong with a document, each with its place in it.
class Check {
 public:
  std::vector<std::string> faults;

  void object(const json::Value& value, std::string_view type, const std::string& at) {
    const std::vector<Property>& properties = kObjects.at(type);
    for (const Property& property : properties) {
      if (property.duty == required && value[property.name].is_null()) {
        faults.push_back(fmt::format("{}: no {}", at, property.name));
      }
    }
    for (const auto& [name, member] : value.members()) {
      const auto known = std::find_if(
          properties.begin(), properties.end(),
          [&, key = std::string_view(name)](const Property& p) { return p.name == key; });
      if (known == properties.end()) {
        faults.push_back(fmt::format("{}: {} knows no {}", at, type, name));
      } else {
        check(member, known->type, at + "/" + name);
      }
    }
  }

 private:
  void check(const json::Value& value, std::string_view type, const std::string& at) {
    if (kObjects.contains(type)) return object(value, type, at);
    if (type.front() == '[') {
      for (size_t i = 0; i < value.items().size(); ++i) {
        object(value.items()[i], type.substr(1, type.size() - 2), fmt::format("{}/{}", at, i));
      }
    } else if (type == "texts") {
      for (const auto& [name, member] : value.members()) check(member, "string", at + "/" + name);
    } else if (!is_plain(value, type)) {
      faults.push_back(fmt::format("{}: {} is no {}", at, json::dump(value), type));
    }
  }

  static bool is_plain(const json::Value& value, std::string_view type) {
    const std::string* text = std::get_if<std::string>(&value.data());
    if (type == "boolean") return std::holds_alternative<bool>(value.data());
    if (type == "1…") {
      const int64_t* number = std::get_if<int64_t>(&value.data());
      return number != nullptr && *number >= 1;
    }
    if (text == nullptr || type == "string") return text != nullptr;
    if (type == "uri") return is_uri(*text);
    return ("|" + std::string(type) + "|").find("|" + *text + "|") != std::string::npos;
  }

  /// RFC 3986: only these characters, and `%` with two digits.
  static bool is_uri(const std::string& text) {
    constexpr std::string_view kOthers = "-._~:/?#[]@!$&'()*+,;=%";
    for (size_t i = 0; i < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      const bool plain = c < 0x80 && std::isalnum(c) != 0;
      if (!plain && kOthers.find(text[i]) == std::string_view::npos) return false;
      if (c != '%') continue;
      const bool digits = i + 2 < text.size() &&
                          std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                          std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
      if (!digits) return false;
    }
    return true;
  }
};

const Rule kDrop = {.id = "drop-table",
                    .summary = "drops a table",
                    .lock = "ACCESS EXCLUSIVE",
                    .why = "the rows are gone.",
                    .advice = "don't",
                    .bad = "",
                    .good = ""};
const Rule kAdvice = {.id = "money-column",
                      .severity = Severity::note,
                      .off = true,
                      .summary = "a column of type money",
                      .lock = "",
                      .why = "it depends.",
                      .advice = "use numeric",
                      .bad = "",
                      .good = ""};

Finding finding_of(const Rule& rule, Position position) {
  Finding finding;
  finding.rule = &rule;
  finding.severity = rule.severity;
  finding.location.file = "versions/ä b%1.up.sql";
  finding.location.position = position;
  finding.message = "drops \"t\"\n";
  finding.lock = std::string(rule.lock);
  return finding;
}

json::Value sarif() {
  lint::Report report;
  report.scripts = {"versions/ä b%1.up.sql"};
  report.findings = {finding_of(kDrop, {3, 12}), finding_of(kAdvice, {4, 1}),
                     finding_of(kDrop, {0, 0})};
  report.findings[0].approved = true;
  report.findings[0].approved_by = "Ann";
  report.findings[1].known = true;
  const std::vector<Rule> rules = {kDrop, kAdvice};
  return lint_sarif(report, rules, "1.0");
}

TEST(Sarif, HasWhatTheFormatDemandsAndNothingElse) {
  Check check;
  check.object(sarif(), "sarifLog", "");
  EXPECT_EQ(check.faults, std::vector<std::string>{});
}

TEST(Sarif, IsCheckedByATestThatCanFail) {
  json::Value log = json::parse(
      R"({"version":"2.0","runs":[{"results":[{"message":{"text":"x"},"level":"info",
          "locations":[{"physicalLocation":{"artifactLocation":{"uri":"a b"},
          "region":{"startLine":0,"column":1}}}]}]}]})");
  Check check;
  check.object(log, "sarifLog", "");
  EXPECT_EQ(check.faults,
            (std::vector<std::string>{
                "/version: \"2.0\" is no 2.1.0|", "/runs/0: no tool",
                "/runs/0/results/0/level: \"info\" is no none|note|warning|error",
                "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri: \"a b\" is "
                "no uri",
                "/runs/0/results/0/locations/0/physicalLocation/region/startLine: 0 is no 1…",
                "/runs/0/results/0/locations/0/physicalLocation/region: region knows no column"}));
}

TEST(Sarif, SaysWhatIsApprovedKnownOrOff) {
  const json::Value log = sarif();
  const json::Value& run = log["runs"].items().at(0);
  const json::Array& results = run["results"].items();
  EXPECT_EQ(json::dump(results.at(0)["suppressions"]),
            R"([{"kind":"inSource","justification":"by Ann"}])");
  EXPECT_EQ(json::dump(results.at(1)["suppressions"]),
            R"([{"kind":"external","justification":"in the baseline"}])");
  EXPECT_EQ(json::dump(results.at(2)["suppressions"]), "[]");
  EXPECT_EQ(json::dump(results.at(2)["locations"].items().at(0)["physicalLocation"]),
            R"({"artifactLocation":{"uri":"versions/%C3%A4%20b%251.up.sql"}})");
  EXPECT_EQ(json::dump(run["tool"]["driver"]["rules"].items().at(1)["defaultConfiguration"]),
            R"({"enabled":false,"level":"note"})");
}

}  // namespace
}  // namespace migrate::report
