// Policies of row security.
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

std::string policy(const Identity& identity, const Sides& sides) {
  return "POLICY " + name_sql(identity.name.at(2)) + " ON " + qualified(identity, sides);
}

std::string roles(const Fact& fact) {
  return fact.has("roles") ? std::string(fact.attribute("roles")) : "PUBLIC";
}

std::string condition(const char* keyword, const Fact& fact, const char* attribute) {
  return std::string("\n    ") + keyword + " (" + std::string(fact.attribute(attribute)) + ")";
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  std::string text = "CREATE " + policy(fact.identity, sides);
  if (fact.has("restrictive")) text += " AS RESTRICTIVE";
  if (fact.has("command")) text += " FOR " + std::string(fact.attribute("command"));
  if (fact.has("roles")) text += " TO " + roles(fact);
  if (fact.has("using")) text += condition("USING", fact, "using");
  if (fact.has("check")) text += condition("WITH CHECK", fact, "check");
  std::vector<Statement> result = {{std::move(text)}};
  if (fact.has("comment")) result.push_back(comment_on(policy(fact.identity, sides), fact));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {{"DROP " + policy(fact.identity, sides)}};
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  std::string clauses;
  if (change.changes("roles")) clauses += " TO " + roles(after);
  if (change.changes("using")) clauses += condition("USING", after, "using");
  if (change.changes("check")) clauses += condition("WITH CHECK", after, "check");
  std::vector<Statement> result;
  if (!clauses.empty()) result.push_back({"ALTER " + policy(after.identity, sides) + clauses});
  if (change.changes("comment")) {
    result.push_back(comment_on(policy(after.identity, sides), after));
  }
  return result;
}

/// ALTER POLICY can't take a condition away, nor change what the policy is for.
Treatment treatment(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr) return {};
  const auto loses = [&](const char* attribute) {
    return change.before->has(attribute) && !change.after->has(attribute);
  };
  const bool other = change.changes("restrictive") || change.changes("command");
  return {other || loses("using") || loses("check") ? Treatment::How::replace
                                                    : Treatment::How::in_place};
}

}  // namespace

KindRules policy_rules() {
  return {.kind = "policy",
          .rank = 84,
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment};
}

}  // namespace migrate::postgresql
