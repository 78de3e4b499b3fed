#include "lib/postgresql/schema/sequence_options.h"

#include <algorithm>
#include <charconv>

#include "lib/postgresql/quote.h"

namespace migrate::postgresql {

namespace {

struct Option {
  const char* attribute;
  const char* set;
  const char* unset;
};

/// START is not among them: it depends on the limits.
constexpr Option kOptions[] = {{"increment", "INCREMENT BY", "INCREMENT BY 1"},
                               {"minimum", "MINVALUE", "NO MINVALUE"},
                               {"maximum", "MAXVALUE", "NO MAXVALUE"},
                               {"cache", "CACHE", "CACHE 1"}};

int64_t limit(const Fact& fact, const char* remark) {
  const std::string_view text = fact.remark(remark);
  int64_t result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

/// Whether a value can be inside the limits of both.
bool limits_meet(const Change& change) {
  return limit(*change.after, "low") <= limit(*change.before, "high") &&
         limit(*change.after, "high") >= limit(*change.before, "low");
}

/// Whether what counts for the limits changes. They are then said anew as a whole, for what isn't
/// said keeps its value, be it the default of the old type or direction.
bool changes_limits(const Change& change) {
  constexpr const char* kNames[] = {"type", "increment", "minimum", "maximum", "start"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&](const char* name) { return change.changes(name); });
}

}  // namespace

std::vector<std::string> sequence_options(const Fact& fact) {
  std::vector<std::string> result;
  const auto add = [&](const char* attribute, const char* word) {
    if (fact.has(attribute)) {
      result.push_back(std::string(word) + " " + std::string(fact.attribute(attribute)));
    }
  };
  for (const Option& option : kOptions) add(option.attribute, option.set);
  add("start", "START WITH");
  if (fact.has("cycle")) result.emplace_back("CYCLE");
  return result;
}

std::vector<std::string> changed_sequence_options(const Change& change) {
  const Fact& after = *change.after;
  const bool limits = changes_limits(change);
  std::vector<std::string> result;
  for (const Option& option : kOptions) {
    const bool of_limits = std::string_view(option.attribute) != "cache";
    if (of_limits ? !limits : !change.changes(option.attribute)) continue;
    result.push_back(after.has(option.attribute)
                         ? option.set + (" " + std::string(after.attribute(option.attribute)))
                         : option.unset);
  }
  if (limits) result.push_back("START WITH " + std::string(after.remark("first")));
  if (limits && !limits_meet(change)) result.emplace_back("RESTART");
  if (change.changes("cycle")) result.emplace_back(after.has("cycle") ? "CYCLE" : "NO CYCLE");
  return result;
}

std::vector<Statement> move_inside_limits(const Change& change, const std::string& name) {
  std::vector<Statement> result;
  if (!changes_limits(change) || !limits_meet(change)) return result;
  const std::string quoted = quote_literal(name);
  if (limit(*change.before, "low") < limit(*change.after, "low")) {
    const std::string low(change.after->remark("low"));
    result.push_back({"SELECT setval(" + quoted + ", " + low + ", false) FROM " + name +
                      " WHERE last_value < " + low});
  }
  if (limit(*change.before, "high") > limit(*change.after, "high")) {
    const std::string high(change.after->remark("high"));
    result.push_back({"SELECT setval(" + quoted + ", " + high + ") FROM " + name +
                      " WHERE last_value > " + high});
  }
  return result;
}

}  // namespace migrate::postgresql
