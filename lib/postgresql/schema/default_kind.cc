// Defaults of columns.
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

Statement clause(const Identity& identity, const Sides& sides, const std::string& text) {
  return {"ALTER COLUMN " + name_sql(identity.name.at(2)) + " " + text,
          "ALTER TABLE " + qualified(identity, sides)};
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  return {clause(fact.identity, sides, "SET DEFAULT " + std::string(fact.attribute("expression")))};
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {clause(fact.identity, sides, "DROP DEFAULT")};
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  return create(*change.after, {}, sides);
}

}  // namespace

KindRules default_rules() {
  return {.kind = "default",
          .rank = 45,
          .folds = [](const Fact&) { return true; },
          .create = create,
          .drop = drop,
          .alter = alter};
}

}  // namespace migrate::postgresql
