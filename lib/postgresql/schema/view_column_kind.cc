// What columns of views have of their own: comments, grants, defaults.
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

Called called(const Identity& identity, const Sides& sides) {
  const std::string view = qualified(identity, sides);
  const std::string column = name_sql(identity.name.at(2));
  return {"COLUMN", view + "." + column, "TABLE", view, column};
}

Statement set_default(const Fact& fact, const Sides& sides) {
  const Called column = called(fact.identity, sides);
  return {"ALTER VIEW " + column.table + " ALTER COLUMN " + column.column +
          (fact.has("default") ? " SET DEFAULT " + std::string(fact.attribute("default"))
                               : " DROP DEFAULT")};
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  std::vector<Statement> result;
  if (fact.has("default")) result.push_back(set_default(fact, sides));
  append(result, dress(fact, called(fact.identity, sides)));
  return result;
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  std::vector<Statement> result;
  if (change.changes("default")) result.push_back(set_default(*change.after, sides));
  append(result, redress(change, called(change.identity(), sides)));
  return result;
}

/// The column itself stays, bare.
std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  Fact bare = fact;
  bare.attributes.clear();
  Change change{&fact, &bare};
  for (const auto& [attribute, value] : fact.attributes) change.attributes.push_back(attribute);
  return alter(change, sides);
}

}  // namespace

KindRules view_column_rules() {
  return {.kind = "view column", .rank = 72, .create = create, .drop = drop, .alter = alter};
}

}  // namespace migrate::postgresql
