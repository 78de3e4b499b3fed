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
  if (fact.has("none")) return {clause(fact.identity, sides, "DROP DEFAULT")};
  return {clause(fact.identity, sides, "SET DEFAULT " + std::string(fact.attribute("expression")))};
}

/// A child's column falls back on its parent's default: the one of before, which the parent's own
/// change then takes along, or that of a new parent.
std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  std::string fallback(fact.remark("inherited"));
  const Fact* column = sides.after.find(*fact.part_of);
  if (fallback.empty() && column != nullptr) fallback = column->remark("default");
  return {
      clause(fact.identity, sides, fallback.empty() ? "DROP DEFAULT" : "SET DEFAULT " + fallback)};
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  return create(*change.after, {}, sides);
}

/// A parent's change reaches the children that have a default of their own, too.
bool in_the_way(const Fact& dependent, const Change&, const Sides&) {
  return dependent.identity.kind == "default";
}

}  // namespace

KindRules default_rules() {
  return {.kind = "default",
          .rank = 45,
          .folds = [](const Fact& fact) { return fact.remark("on_inherited").empty(); },
          .create = create,
          .drop = drop,
          .alter = alter,
          .in_the_way = in_the_way};
}

}  // namespace migrate::postgresql
