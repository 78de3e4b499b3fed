// Default privileges: grants for what a role will make.
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

Called called(const Fact& fact) { return {std::string(fact.remark("objects")), ""}; }

/// The role that makes things, and gives the grants.
const std::string& role(const Fact& fact) { return fact.identity.name.at(0); }

/// The fact with its role as owner, also where owners don't count otherwise.
Fact owned(Fact fact) {
  fact.remarks["owner"] = role(fact);
  return fact;
}

/// GRANT and REVOKE as they stand behind ALTER DEFAULT PRIVILEGES, where no object has a name.
std::vector<Statement> for_role(const Fact& fact, std::vector<Statement> grants) {
  std::string head = "ALTER DEFAULT PRIVILEGES FOR ROLE " + name_sql(role(fact)) + " ";
  if (!fact.remark("schema").empty()) {
    head += "IN SCHEMA " + name_sql(fact.remark("schema")) + " ";
  }
  const std::string objects(fact.remark("objects"));
  for (Statement& statement : grants) {
    const size_t name = statement.text.find(" ON " + objects + "  ");
    if (name != std::string::npos) statement.text.erase(name + 4 + objects.size(), 1);
    statement.text.insert(0, head);
  }
  return grants;
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&, const Sides&) {
  return for_role(fact, dress(owned(fact), called(fact)));
}

std::vector<Statement> drop(const Fact& fact, const Sides&) {
  const Fact given = owned(fact);
  Fact usual = given;
  usual.attributes.erase("grants");
  return for_role(fact, redress({&given, &usual, {"grants"}}, called(fact)));
}

std::vector<Statement> alter(const Change& change, const Sides&) {
  const Fact before = owned(*change.before);
  const Fact after = owned(*change.after);
  return for_role(after, redress({&before, &after, change.attributes}, called(after)));
}

}  // namespace

KindRules default_privileges_rules() {
  // Made after all else and dropped before: they bear on whatever the script makes.
  constexpr int kLast = 100'000;
  return {
      .kind = "default privileges", .rank = kLast, .create = create, .drop = drop, .alter = alter};
}

}  // namespace migrate::postgresql
