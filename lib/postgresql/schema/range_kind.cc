// Range types; their multiranges come with them.
#include <array>

#include "lib/base/text.h"
#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/type_rebuild.h"

namespace migrate::postgresql {

namespace {

struct Parameter {
  const char* attribute;
  const char* sql;
};
constexpr std::array kParameters = {
    Parameter{"subtype", "SUBTYPE"}, Parameter{"operator_class", "SUBTYPE_OPCLASS"},
    Parameter{"collation", "COLLATION"}, Parameter{"subtype_difference", "SUBTYPE_DIFF"},
    Parameter{"multirange", "MULTIRANGE_TYPE_NAME"}};

Called called(const Identity& identity, const Sides& sides) {
  return {"TYPE", qualified(identity, sides)};
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  std::vector<std::string> parameters;
  for (const auto& [attribute, sql] : kParameters) {
    if (!fact.has(attribute)) continue;
    parameters.push_back(std::string(sql) + " = " + std::string(fact.attribute(attribute)));
  }
  std::vector<Statement> result = {{"CREATE TYPE " + qualified(fact.identity, sides) +
                                    " AS RANGE (" + join(parameters, ", ") + ")"}};
  append(result, dress(fact, called(fact.identity, sides)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {{"DROP TYPE " + qualified(fact.identity, sides)}};
}

bool changes_values(const Change& change) {
  for (const auto& [attribute, sql] : kParameters) {
    if (change.changes(attribute)) return true;
  }
  return false;
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  return redress(change, called(change.identity(), sides));
}

Treatment treatment(const Change& change, const Sides& sides) {
  if (change.before == nullptr || change.after == nullptr || !changes_values(change)) return {};
  if (!is_in_columns(change.identity(), sides)) return {Treatment::How::replace};
  return {Treatment::How::impossible,
          "a column has it, and no ALTER TYPE changes what it ranges over: make a new type and "
          "convert the column"};
}

}  // namespace

KindRules range_rules() {
  return {.kind = "range",
          .rank = 20,
          .name_space = NameSpace::relations,
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment};
}

}  // namespace migrate::postgresql
