#include "lib/workflow/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "lib/base/text.h"
#include "lib/workflow/autogenerate.h"
#include "lib/workflow/renames.h"

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
  std::set<schema::Identity> names;
  for (const schema::Catalog* side : {&actual, &std::as_const(expected)}) {
    const schema::Parts parts(*side);
    for (const schema::Fact* part : parts.of(identity)) names.insert(part->identity);
  }
  for (const schema::Identity& name : names) {
    const bool on_both = actual.find(name) != nullptr && expected.find(name) != nullptr;
    if (!on_both) let_pass(name, actual, expected);
  }
  if (const schema::Fact* is = actual.find(identity)) {
    expected.facts[identity] = *is;
  } else {
    expected.facts.erase(identity);
  }
}

/// By way of the renames that the comments tell, where there are any that aren't allowed to lack.
Comparison compare_by_names(const Bench& bench, schema::Catalog actual, schema::Catalog expected,
                            const std::vector<schema::RenameComment>& comments,
                            const std::vector<std::string>& allow) {
  const RenameRequests requests{comments, {}};
  if (may_rename(bench, requests, actual, expected)) {
    Start start = start_like(bench, actual);
    Comparison renamed = compare_renamed(bench, start.trial, expected, requests, Losses::allow);
    const auto told = renamed.told_renames();
    const bool passes = std::any_of(told.begin(), told.end(), [&](const schema::Rename& rename) {
      return is_allowed(drift_line(rename), allow);
    });
    if (!passes) return renamed;
  }
  return compare(bench, std::move(actual), std::move(expected), Losses::allow);
}

}  // namespace

std::string drift_line(const schema::Rename& rename) {
  return describe(rename.before) + " should be called " + rename.after.name.back();
}

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
                 const std::vector<schema::RenameComment>& comments,
                 const std::vector<std::string>& allow) {
  Drift drift;
  drift.unmodelled = actual.unmodelled;
  Comparison all = compare_by_names(bench, std::move(actual), std::move(expected), comments, allow);
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
  Comparison& rest = drift.comparison;
  rest.before = std::move(all.before);
  rest.after = std::move(allowed);
  rest.plan = schema::plan(rest.before, rest.after, bench.driver().schema_rules());
  const auto renames = all.plan.statements.begin();
  rest.plan.statements.insert(rest.plan.statements.begin(), renames,
                              renames + static_cast<std::ptrdiff_t>(all.renames.size()));
  rest.renames = std::move(all.renames);
  return drift;
}

}  // namespace migrate::workflow
