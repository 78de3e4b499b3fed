#include "lib/workflow/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lib/base/text.h"

namespace migrate::workflow {

namespace {

std::string value(const schema::Fact& fact, const std::string& attribute) {
  return fact.has(attribute) ? std::string(fact.attribute(attribute)) : "not set";
}

bool on_one_line(const std::string& text) { return text.find('\n') == std::string::npos; }

bool is_allowed(const std::string& line, const std::vector<std::string>& allow) {
  return std::any_of(allow.begin(), allow.end(), [&](const std::string& token) {
    return line.find(token) != std::string::npos;
  });
}

/// Makes `expected` agree with `actual` about one fact and its parts.
void let_pass(const schema::Identity& identity, const schema::Catalog& actual,
              schema::Catalog& expected) {
  for (const schema::Catalog* side : {&actual, &std::as_const(expected)}) {
    for (const schema::Fact* part : schema::Parts(*side).of(identity)) {
      const schema::Identity name = part->identity;
      if (actual.find(name) == nullptr || expected.find(name) == nullptr) {
        let_pass(name, actual, expected);
      }
    }
  }
  if (const schema::Fact* is = actual.find(identity)) {
    expected.facts[identity] = *is;
  } else {
    expected.facts.erase(identity);
  }
}

}  // namespace

std::string drift_line(const schema::Change& change) {
  const std::string what = describe(change.identity());
  if (change.before == nullptr) return what + " is missing";
  if (change.after == nullptr) return what + " should not be there";
  std::vector<std::string> parts;
  for (const std::string& attribute : change.attributes) {
    const std::string is = value(*change.before, attribute);
    const std::string should_be = value(*change.after, attribute);
    parts.push_back(on_one_line(is) && on_one_line(should_be)
                        ? fmt::format("{} is {}, should be {}", attribute, is, should_be)
                        : attribute + " differs");
  }
  return what + ": " + join(parts, "; ");
}

Drift find_drift(const Bench& bench, schema::Catalog actual, schema::Catalog expected,
                 const std::vector<std::string>& allow) {
  Drift drift;
  drift.unmodelled = actual.unmodelled;
  Comparison all = compare(bench, std::move(actual), std::move(expected), Losses::allow);
  schema::Catalog allowed = all.after;
  for (const schema::Change& change : all.changes()) {
    const std::string line = drift_line(change);
    if (!is_allowed(line, allow)) continue;
    drift.allowed.push_back(line);
    let_pass(change.identity(), all.before, allowed);
  }
  if (drift.allowed.empty()) {
    drift.comparison = std::move(all);
    return drift;
  }
  drift.comparison.before = std::move(all.before);
  drift.comparison.after = std::move(allowed);
  drift.comparison.plan =
      schema::plan(drift.comparison.before, drift.comparison.after, bench.driver().schema_rules());
  return drift;
}

}  // namespace migrate::workflow
