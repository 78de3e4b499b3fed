#include "lib/postgresql/schema/postgresql_rules.h"

#include <cassert>
#include <map>

#include "lib/base/text.h"
#include "lib/postgresql/schema/kinds.h"
#include "lib/postgresql/schema/made_grants.h"
#include "lib/postgresql/schema/rename.h"

namespace migrate::postgresql {

const KindRules& rules_of(const std::string& kind) {
  static const std::map<std::string, KindRules> rules = [] {
    std::map<std::string, KindRules> result;
    for (const KindRules& row : {schema_rules(),
                                 table_rules(),
                                 sequence_rules(),
                                 column_rules(),
                                 default_rules(),
                                 constraint_rules(),
                                 inheritance_rules(),
                                 index_rules(),
                                 view_rules(),
                                 materialized_view_rules(),
                                 view_column_rules(),
                                 enum_rules(),
                                 domain_rules(),
                                 domain_constraint_rules(),
                                 composite_type_rules(),
                                 attribute_rules(),
                                 range_rules(),
                                 function_rules(),
                                 procedure_rules(),
                                 aggregate_rules(),
                                 trigger_rules(),
                                 rule_rules(),
                                 policy_rules(),
                                 event_trigger_rules(),
                                 extension_rules(),
                                 foreign_data_wrapper_rules(),
                                 foreign_server_rules(),
                                 user_mapping_rules(),
                                 default_privileges_rules(),
                                 publication_rules(),
                                 subscription_rules()}) {
      result.emplace(row.kind, row);
    }
    for (const KindRules& row : plain_rules()) result.emplace(row.kind, row);
    return result;
  }();
  const auto found = rules.find(kind);
  assert(found != rules.end() && "a kind without rules");
  return found->second;
}

int PostgresqlRules::rank(const schema::Identity& identity) const {
  return rules_of(identity.kind).rank;
}

std::string PostgresqlRules::name_key(const schema::Identity& identity) const {
  // A key's index has the key's name, in the schema of its table; other constraints may as well
  // wait for each other's names.
  if (identity.kind == "constraint") {
    return name_key({"index", {identity.name.front(), identity.name.back()}});
  }
  // A routine stands for its namesakes, too: which of them a call means depends on which there are.
  if (rules_of(identity.kind).name_space == NameSpace::routines) {
    const std::string& name = identity.name.back();
    return "routine" +
           join({identity.name.front(), name.substr(0, name.find('('))}, std::string_view("\0", 1));
  }
  std::string space;
  switch (rules_of(identity.kind).name_space) {
    case NameSpace::own:
      space = identity.kind;
      break;
    case NameSpace::relations:
      space = "relation";
      break;
    case NameSpace::types:
      space = "type";
      break;
    case NameSpace::routines:
      break;  // told above
  }
  return space + '\0' + join(identity.name, std::string_view("\0", 1));
}

schema::Treatment PostgresqlRules::treatment(const schema::Change& change,
                                             const schema::Sides& sides) const {
  const KindRules& rules = rules_of(change.identity().kind);
  if (rules.treatment != nullptr) return rules.treatment(change, sides);
  const bool altered = change.before != nullptr && change.after != nullptr;
  return {altered && rules.alter == nullptr ? Treatment::How::replace : Treatment::How::in_place};
}

bool PostgresqlRules::in_the_way(const schema::Fact& dependent, const schema::Change& change,
                                 const schema::Sides& sides) const {
  const KindRules& rules = rules_of(change.identity().kind);
  return rules.in_the_way != nullptr && rules.in_the_way(dependent, change, sides);
}

bool PostgresqlRules::folds(const schema::Fact& part) const {
  const KindRules& rules = rules_of(part.identity.kind);
  return rules.folds != nullptr && rules.folds(part);
}

std::optional<std::string> PostgresqlRules::loss(const schema::Change& change,
                                                 const schema::Sides& sides) const {
  const KindRules& rules = rules_of(change.identity().kind);
  return rules.loss == nullptr ? std::nullopt : rules.loss(change, sides);
}

std::vector<schema::Statement> PostgresqlRules::create(
    const schema::Fact& fact, const std::vector<const schema::Fact*>& parts,
    const schema::Sides& sides) const {
  return rules_of(fact.identity.kind).create(with_made_grants(fact, sides), parts, sides);
}

std::vector<schema::Statement> PostgresqlRules::drop(const schema::Fact& fact,
                                                     const schema::Sides& sides) const {
  return rules_of(fact.identity.kind).drop(fact, sides);
}

std::vector<schema::Statement> PostgresqlRules::alter(const schema::Change& change,
                                                      const std::vector<schema::Change>& of_parts,
                                                      const schema::Sides& sides) const {
  assert(of_parts.empty() && "nothing is changed with its whole here");
  (void)of_parts;
  return rules_of(change.identity().kind).alter(change, sides);
}

std::vector<schema::Named> PostgresqlRules::named(const schema::Fact& fact) const {
  return named_in(fact);
}

std::optional<schema::Renaming> PostgresqlRules::rename(const schema::Named& before,
                                                        const schema::Named& after,
                                                        const std::string& home) const {
  return renaming(before, after, home);
}

}  // namespace migrate::postgresql
