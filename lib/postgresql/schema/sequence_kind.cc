// Sequences. One that is owned by a column is a part of it; what `serial` makes is written so.
#include <charconv>

#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

Called called(const Identity& identity, const Sides& sides) {
  return {"SEQUENCE", qualified(identity, sides)};
}

std::string value_or(const Fact& fact, const char* attribute, const char* word,
                     const std::string& otherwise) {
  if (!fact.has(attribute)) return otherwise;
  return std::string(word) + " " + std::string(fact.attribute(attribute));
}

/// What differs from the defaults of CREATE SEQUENCE.
std::string options(const Fact& fact) {
  std::string result;
  for (const auto& [attribute, word] : {std::pair<const char*, const char*>{"type", "AS"},
                                        {"increment", "INCREMENT BY"},
                                        {"minimum", "MINVALUE"},
                                        {"maximum", "MAXVALUE"},
                                        {"start", "START WITH"},
                                        {"cache", "CACHE"}}) {
    if (fact.has(attribute)) result += " " + value_or(fact, attribute, word, "");
  }
  if (fact.has("cycle")) result += " CYCLE";
  if (fact.has("owned_by")) result += " OWNED BY " + std::string(fact.attribute("owned_by"));
  return result;
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  std::vector<Statement> result = {
      {(fact.has("unlogged") ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ") +
       qualified(fact.identity, sides) + options(fact)}};
  append(result, dress(fact, called(fact.identity, sides)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {{"DROP SEQUENCE " + qualified(fact.identity, sides)}};
}

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

/// Brings the current value inside the new limits, which ALTER SEQUENCE demands; one that is inside
/// stays, so that no value is given out twice.
std::vector<Statement> move_inside(const Change& change, const std::string& name) {
  const std::string quoted = quote_literal(name);
  const std::string low(change.after->remark("low"));
  const std::string high(change.after->remark("high"));
  std::vector<Statement> result;
  if (limit(*change.before, "low") < limit(*change.after, "low")) {
    result.push_back({"SELECT setval(" + quoted + ", " + low + ", false) FROM " + name +
                      " WHERE last_value < " + low});
  }
  if (limit(*change.before, "high") > limit(*change.after, "high")) {
    result.push_back({"SELECT setval(" + quoted + ", " + high + ") FROM " + name +
                      " WHERE last_value > " + high});
  }
  return result;
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  const std::string name = qualified(after.identity, sides);
  std::string text;
  const bool bounds = change.changes("type") || change.changes("increment") ||
                      change.changes("minimum") || change.changes("maximum") ||
                      change.changes("start");
  if (change.changes("type")) text += " " + value_or(after, "type", "AS", "AS bigint");
  if (bounds) {
    text += " " + value_or(after, "increment", "INCREMENT BY", "INCREMENT BY 1");
    text += " " + value_or(after, "minimum", "MINVALUE", "NO MINVALUE");
    text += " " + value_or(after, "maximum", "MAXVALUE", "NO MAXVALUE");
    text += " START WITH " + std::string(after.remark("first"));
    if (!limits_meet(change)) text += " RESTART";
  }
  if (change.changes("cache")) text += " " + value_or(after, "cache", "CACHE", "CACHE 1");
  if (change.changes("cycle")) text += after.has("cycle") ? " CYCLE" : " NO CYCLE";
  if (change.changes("owned_by")) {
    text += " " + value_or(after, "owned_by", "OWNED BY", "OWNED BY NONE");
  }
  std::vector<Statement> result;
  if (bounds && limits_meet(change)) append(result, move_inside(change, name));
  if (!text.empty()) result.push_back({"ALTER SEQUENCE " + name + text});
  if (change.changes("unlogged")) {
    result.push_back(
        {"ALTER SEQUENCE " + name + (after.has("unlogged") ? " SET UNLOGGED" : " SET LOGGED")});
  }
  append(result, redress(change, called(after.identity, sides)));
  return result;
}

}  // namespace

KindRules sequence_rules() {
  return {.kind = "sequence",
          .rank = 35,
          .name_space = NameSpace::relations,
          .folds = [](const Fact& fact) { return !fact.remark("serial").empty(); },
          .create = create,
          .drop = drop,
          .alter = alter};
}

}  // namespace migrate::postgresql
