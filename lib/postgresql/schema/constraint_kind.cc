// Constraints of tables, but for NOT NULL, which its column says.
#include "lib/postgresql/schema/constraint_kind.h"

#include <algorithm>

#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/index_marks.h"
#include "lib/postgresql/schema/inheritance_kind.h"
#include "lib/postgresql/schema/live_checks.h"
#include "lib/postgresql/schema/online.h"

namespace migrate::postgresql {

namespace {

std::string constraint_name(const Fact& fact) { return name_sql(fact.identity.name.at(2)); }

Called called(const Fact& fact, const Sides& sides) {
  return {"CONSTRAINT", constraint_name(fact) + " ON " + qualified(fact.identity, sides)};
}

std::string subject(const Fact& fact, const Sides& sides) {
  return "ALTER TABLE " + qualified(fact.identity, sides);
}

/// The index of a constraint has its name, in the schema of its table.
std::string index_subject(const Fact& fact, const Sides& sides) {
  return "ALTER INDEX " +
         qualified(fact.identity.name.at(0), fact.identity.name.at(2), sides.after.home);
}

/// With short locks where that is asked for and can be.
std::vector<Statement> add(const Fact& fact, const Sides& sides) {
  const std::string_view type = fact.attribute("type");
  if (is_online(fact, sides) && !fact.has("not_valid") && !fact.has("not_enforced")) {
    if (type == "check" || type == "foreign key") return add_and_validate(fact, sides);
    if (type == "unique" || type == "primary key") {
      std::vector<Statement> by_index = add_by_index(fact, sides);
      if (!by_index.empty()) return by_index;
    }
  }
  if (doubles_one_of(fact, sides.after_parts.of(*fact.part_of))) return {add_alone(fact, sides)};
  return {{"ADD " + constraint_definition(fact), subject(fact, sides)}};
}

/// "(name) INCLUDE (id)" of "UNIQUE (name) INCLUDE (id)", where that is an index.
std::string_view index_part(const Fact& fact) {
  const std::string_view type = fact.attribute("type");
  if (fact.identity.kind != "constraint" || type == "check" || type == "foreign key") return {};
  const std::string_view definition = fact.attribute("definition");
  return definition.substr(std::min(definition.find('('), definition.size()));
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  const Fact* table = sides.before.find(*fact.part_of);
  if (table != nullptr &&
      inherits_object(*table, "inherited_constraints", fact.identity.name.at(2))) {
    return {};  // it stays when the parent goes
  }
  std::vector<Statement> result = add(fact, sides);
  result.front().checks = rows_against_constraint(fact, sides);
  append(result, dress_constraint(fact, sides));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  const Fact* table = sides.after.find(*fact.part_of);
  if (table != nullptr &&
      inherits_object(*table, "inherited_constraints", fact.identity.name.at(2))) {
    return {};  // it becomes one with the parent's
  }
  return {{"DROP CONSTRAINT " + constraint_name(fact), subject(fact, sides)}};
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  std::vector<Statement> result;
  if (change.changes("not_enforced")) {
    result.push_back({"ALTER CONSTRAINT " + constraint_name(after) +
                          (after.has("not_enforced") ? " NOT ENFORCED" : " ENFORCED"),
                      subject(after, sides)});
    result.back().checks = rows_against_constraint(after, sides);
  }
  if (change.changes("not_valid")) {
    result.push_back({"VALIDATE CONSTRAINT " + constraint_name(after), subject(after, sides)});
    result.back().checks = rows_against_constraint(after, sides);
  }
  alter_options(result, change, index_subject(after, sides));
  if (change.changes("tablespace")) {
    const std::string_view name = after.attribute("tablespace");
    result.push_back({index_subject(after, sides) + " SET TABLESPACE " +
                      (name.empty() ? "pg_default" : name_sql(name))});
  }
  append(result, remark_index(change, sides));
  append(result, redress(change, called(after, sides)));
  return result;
}

/// Another definition is another constraint; a valid one can't become NOT VALID. Of what can be NOT
/// ENFORCED (18), foreign keys can be made so and back.
Treatment treatment(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr) return {};
  const bool other = change.changes("definition") || change.changes("type");
  const bool unvalidated = change.changes("not_valid") && change.after->has("not_valid");
  const bool enforced_anew =
      change.changes("not_enforced") &&
      (change.changes("not_valid") || change.after->attribute("type") != "foreign key");
  return {other || unvalidated || enforced_anew ? Treatment::How::replace
                                                : Treatment::How::in_place};
}

}  // namespace

std::string constraint_definition(const Fact& fact) {
  return "CONSTRAINT " + constraint_name(fact) + " " + std::string(fact.attribute("definition")) +
         (fact.has("not_enforced") ? " NOT ENFORCED" : "") +
         (fact.has("not_valid") ? " NOT VALID" : "");
}

bool doubles_one_of(const Fact& fact, const std::vector<const Fact*>& others) {
  const std::string_view index = index_part(fact);
  return !index.empty() && std::any_of(others.begin(), others.end(), [&](const Fact* other) {
    return other->identity != fact.identity && index_part(*other) == index;
  });
}

Statement add_alone(const Fact& fact, const Sides& sides) {
  return {subject(fact, sides) + " ADD " + constraint_definition(fact)};
}

std::vector<Statement> dress_constraint(const Fact& fact, const Sides& sides) {
  const Fact nothing{fact.identity};
  Change change{&nothing, &fact};
  for (const char* attribute :
       {"options", "tablespace", "clustered", "replica_identity", "comment"}) {
    if (fact.has(attribute)) change.attributes.emplace_back(attribute);
  }
  return alter(change, sides);
}

KindRules constraint_rules() {
  return {.kind = "constraint",
          .rank = 50,
          .name_space = NameSpace::own,
          .folds = [](const Fact& fact) { return !fact.has("not_valid"); },
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment};
}

}  // namespace migrate::postgresql
