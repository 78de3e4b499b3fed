// Triggers of tables and views, rules, and event triggers.
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

std::string own_name(const Identity& identity) { return name_sql(identity.name.back()); }

/// "TRIGGER audit ON orders"
std::string on_table(const char* type, const Identity& identity, const Sides& sides) {
  return std::string(type) + " " + own_name(identity) + " ON " + qualified(identity, sides);
}

/// What fires it: "ENABLE REPLICA"; nothing said is "ENABLE".
std::string enabled(const Fact& fact) {
  return fact.has("enabled") ? std::string(fact.attribute("enabled")) : "ENABLE";
}

Statement switch_on_table(const char* type, const Fact& fact, const Sides& sides) {
  return {enabled(fact) + " " + type + " " + own_name(fact.identity),
          "ALTER TABLE " + qualified(fact.identity, sides)};
}

/// State and comment: of what was just made, or what `change` changes of them.
std::vector<Statement> marks(const char* type, const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  const auto wanted = [&](const char* attribute) {
    return change.before == nullptr ? after.has(attribute) : change.changes(attribute);
  };
  std::vector<Statement> result;
  if (wanted("enabled")) result.push_back(switch_on_table(type, after, sides));
  if (wanted("comment")) {
    result.push_back(comment_on(on_table(type, after.identity, sides), after));
  }
  return result;
}

std::vector<Statement> create_trigger(const Fact& fact, const std::vector<const Fact*>&,
                                      const Sides& sides) {
  std::vector<Statement> result = {{std::string(fact.attribute("definition"))}};
  append(result, marks("TRIGGER", {nullptr, &fact}, sides));
  return result;
}

std::vector<Statement> drop_trigger(const Fact& fact, const Sides& sides) {
  return {{"DROP " + on_table("TRIGGER", fact.identity, sides)}};
}

std::vector<Statement> alter_trigger(const Change& change, const Sides& sides) {
  return marks("TRIGGER", change, sides);
}

/// CREATE OR REPLACE would leave a constraint trigger as it is.
Treatment replace_new_definitions(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr) return {};
  return {change.changes("definition") ? Treatment::How::replace : Treatment::How::in_place};
}

std::vector<Statement> create_rule(const Fact& fact, const std::vector<const Fact*>&,
                                   const Sides& sides) {
  std::vector<Statement> result = {{"CREATE " + std::string(fact.attribute("definition"))}};
  append(result, marks("RULE", {nullptr, &fact}, sides));
  return result;
}

std::vector<Statement> drop_rule(const Fact& fact, const Sides& sides) {
  return {{"DROP " + on_table("RULE", fact.identity, sides)}};
}

std::vector<Statement> alter_rule(const Change& change, const Sides& sides) {
  std::vector<Statement> result;
  if (change.changes("definition")) {
    result.push_back({"CREATE OR REPLACE " + std::string(change.after->attribute("definition"))});
  }
  append(result, marks("RULE", change, sides));
  return result;
}

Called called_event_trigger(const Fact& fact) { return {"EVENT TRIGGER", own_name(fact.identity)}; }

Statement switch_event_trigger(const Fact& fact) {
  return {"ALTER EVENT TRIGGER " + own_name(fact.identity) + " " + enabled(fact)};
}

std::vector<Statement> create_event_trigger(const Fact& fact, const std::vector<const Fact*>&,
                                            const Sides&) {
  std::vector<Statement> result = {{"CREATE EVENT TRIGGER " + own_name(fact.identity) + " ON " +
                                    std::string(fact.attribute("definition"))}};
  if (fact.has("enabled")) result.push_back(switch_event_trigger(fact));
  append(result, dress(fact, called_event_trigger(fact)));
  return result;
}

std::vector<Statement> drop_event_trigger(const Fact& fact, const Sides&) {
  return {{"DROP EVENT TRIGGER " + own_name(fact.identity)}};
}

std::vector<Statement> alter_event_trigger(const Change& change, const Sides&) {
  std::vector<Statement> result;
  if (change.changes("enabled")) result.push_back(switch_event_trigger(*change.after));
  append(result, redress(change, called_event_trigger(*change.after)));
  return result;
}

}  // namespace

KindRules trigger_rules() {
  return {.kind = "trigger",
          .rank = 80,
          .create = create_trigger,
          .drop = drop_trigger,
          .alter = alter_trigger,
          .treatment = replace_new_definitions};
}

KindRules rule_rules() {
  return {
      .kind = "rule", .rank = 82, .create = create_rule, .drop = drop_rule, .alter = alter_rule};
}

KindRules event_trigger_rules() {
  return {.kind = "event trigger",
          .rank = 120,
          .create = create_event_trigger,
          .drop = drop_event_trigger,
          .alter = alter_event_trigger,
          .treatment = replace_new_definitions};
}

}  // namespace migrate::postgresql
