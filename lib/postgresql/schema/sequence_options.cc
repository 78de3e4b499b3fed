#include "lib/postgresql/schema/sequence_options.h"

#include <algorithm>
#include <charconv>

#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

struct Option {
  const char* attribute;
  const char* set;
  const char* unset;
  const char* effect = nullptr;  ///< of a limit: the remark that tells what holds
};

/// START is not among them: it depends on the limits.
constexpr Option kOptions[] = {{"increment", "INCREMENT BY", "INCREMENT BY 1"},
                               {"minimum", "MINVALUE", "NO MINVALUE", "low"},
                               {"maximum", "MAXVALUE", "NO MAXVALUE", "high"},
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

/// Whether an option must be said. Of a limit that isn't said, PostgreSQL changes with the type
/// only what is the old type's own, and with the direction nothing.
bool must_be_said(const Change& change, const Option& option) {
  if (change.changes(option.attribute)) return true;
  if (option.effect == nullptr) return false;
  if (change.changes("type")) return change.after->has(option.attribute);
  return change.before->remark(option.effect) != change.after->remark(option.effect);
}

bool changes_limits(const Change& change) {
  return change.before->remark("low") != change.after->remark("low") ||
         change.before->remark("high") != change.after->remark("high");
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
  std::vector<std::string> result;
  for (const Option& option : kOptions) {
    if (!must_be_said(change, option)) continue;
    result.push_back(after.has(option.attribute)
                         ? option.set + (" " + std::string(after.attribute(option.attribute)))
                         : option.unset);
  }
  if (change.before->remark("first") != after.remark("first")) {
    result.push_back("START WITH " + std::string(after.remark("first")));
  }
  if (!limits_meet(change)) result.emplace_back("RESTART");
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

Statement go_on_after_values(const std::string& name, const Identity& column, std::string_view low,
                             const Sides& sides) {
  const std::string value = name_sql(column.name.at(2));
  return {"SELECT setval(" + quote_literal(name) + ", max(" + value + ")) FROM " +
          qualified(column, sides) + " HAVING max(" + value + ") >= " + std::string(low)};
}

}  // namespace migrate::postgresql
