// Schemas.
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

Called called(const Fact& fact) { return {"SCHEMA", name_sql(fact.identity.name[0])}; }

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&, const Sides&) {
  std::vector<Statement> result = {{"CREATE SCHEMA " + name_sql(fact.identity.name[0])}};
  append(result, dress(fact, called(fact)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides&) {
  return {{"DROP SCHEMA " + name_sql(fact.identity.name[0])}};
}

std::vector<Statement> alter(const Change& change, const Sides&) {
  return redress(change, called(*change.after));
}

}  // namespace

KindRules schema_rules() {
  return {.kind = "schema", .rank = 10, .create = create, .drop = drop, .alter = alter};
}

}  // namespace migrate::postgresql
