// Domains and their constraints.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/type_rebuild.h"

namespace migrate::postgresql {

namespace {

Called called(const Identity& identity, const Sides& sides) {
  return {"DOMAIN", qualified(identity, sides)};
}

/// A column with arrays of the domain: under it no value is checked anew. Source:
/// get_rels_with_domain() in src/backend/commands/typecmds.c.
const Fact* array_of(const Identity& domain, const Sides& sides) {
  for (const auto& [name, fact] : sides.before.facts) {
    if (name.kind != "column" || !fact.attribute("type").ends_with("[]")) continue;
    if (std::find(fact.needs.begin(), fact.needs.end(), domain) != fact.needs.end()) return &fact;
  }
  return nullptr;
}

Treatment hindered_by(const Fact& arrays) {
  return {Treatment::How::impossible,
          describe(arrays.identity) +
              " has arrays of it, whose values PostgreSQL doesn't check: "
              "convert the column to another type and back"};
}

std::string constraint_sql(const Fact& fact) {
  return "CONSTRAINT " + name_sql(fact.identity.name.at(2)) + " " +
         std::string(fact.attribute("definition"));
}

Statement comment_on_constraint(const Fact& fact, const Sides& sides) {
  return comment_on("CONSTRAINT " + name_sql(fact.identity.name.at(2)) + " ON DOMAIN " +
                        qualified(fact.identity, sides),
                    fact);
}

std::vector<Statement> create_constraint(const Fact& fact, const std::vector<const Fact*>&,
                                         const Sides& sides) {
  std::vector<Statement> result = {{"ALTER DOMAIN " + qualified(fact.identity, sides) + " ADD " +
                                    constraint_sql(fact) +
                                    (fact.has("not_valid") ? " NOT VALID" : "")}};
  if (fact.has("comment")) result.push_back(comment_on_constraint(fact, sides));
  return result;
}

std::vector<Statement> drop_constraint(const Fact& fact, const Sides& sides) {
  return {{"ALTER DOMAIN " + qualified(fact.identity, sides) + " DROP CONSTRAINT " +
           name_sql(fact.identity.name.at(2))}};
}

std::vector<Statement> alter_constraint(const Change& change, const Sides& sides) {
  std::vector<Statement> result;
  if (change.changes("not_valid")) {
    result.push_back({"ALTER DOMAIN " + qualified(change.identity(), sides) +
                      " VALIDATE CONSTRAINT " + name_sql(change.identity().name.at(2))});
  }
  if (change.changes("comment")) result.push_back(comment_on_constraint(*change.after, sides));
  return result;
}

Treatment treat_constraint(const Change& change, const Sides& sides) {
  if (change.after == nullptr) return {};
  const Fact* arrays = array_of(*change.after->part_of, sides);
  const bool is_new = change.before == nullptr || change.changes("definition");
  const bool checks = is_new ? !change.after->has("not_valid")
                             : change.changes("not_valid") && !change.after->has("not_valid");
  if (checks && arrays != nullptr) return hindered_by(*arrays);
  if (change.before == nullptr) return {};
  const bool unvalidated = change.changes("not_valid") && change.after->has("not_valid");
  if (change.changes("definition") || unvalidated) return {Treatment::How::replace};
  return {};
}

/// " CONSTRAINT must NOT NULL": it has a name from PostgreSQL 17 on, which the server may choose.
std::string not_null(const Fact& fact) {
  if (!fact.has("not_null")) return "";
  return (fact.has("not_null_name") ? " CONSTRAINT " + name_sql(fact.attribute("not_null_name"))
                                    : "") +
         " NOT NULL";
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>& parts,
                              const Sides& sides) {
  std::string text = "CREATE DOMAIN " + qualified(fact.identity, sides) + " AS " +
                     std::string(fact.attribute("type"));
  if (fact.has("collation")) text += " COLLATE " + std::string(fact.attribute("collation"));
  if (fact.has("default")) text += " DEFAULT " + std::string(fact.attribute("default"));
  text += not_null(fact);
  for (const Fact* part : parts) text += "\n    " + constraint_sql(*part);
  std::vector<Statement> result = {{std::move(text)}};
  append(result, dress(fact, called(fact.identity, sides)));
  for (const Fact* part : parts) {
    if (part->has("comment")) result.push_back(comment_on_constraint(*part, sides));
  }
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {{"DROP DOMAIN " + qualified(fact.identity, sides)}};
}

bool is_rebuilt(const Change& change) {
  return change.changes("type") || change.changes("collation");
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  if (is_rebuilt(change)) {
    return rebuild_type(change, create(after, {}, sides), Through::assignment, sides);
  }
  const std::string subject = "ALTER DOMAIN " + qualified(after.identity, sides);
  std::vector<Statement> result;
  if (change.changes("default")) {
    result.push_back(
        {subject + (after.has("default") ? " SET DEFAULT " + std::string(after.attribute("default"))
                                         : " DROP DEFAULT")});
  }
  if (change.changes("not_null")) {
    result.push_back({subject + (after.has("not_null_name") ? " ADD" + not_null(after)
                                 : after.has("not_null")    ? " SET NOT NULL"
                                                            : " DROP NOT NULL")});
  } else if (change.changes("not_null_name")) {
    result.push_back({subject + " RENAME CONSTRAINT " +
                      name_sql(change.before->remark("not_null_constraint")) + " TO " +
                      name_sql(after.remark("not_null_constraint"))});
  }
  append(result, redress(change, called(after.identity, sides)));
  return result;
}

Treatment treatment(const Change& change, const Sides& sides) {
  if (change.before == nullptr || change.after == nullptr) return {};
  const Fact* arrays = array_of(change.identity(), sides);
  const bool checks = change.changes("not_null") && change.after->has("not_null");
  if (checks && !is_rebuilt(change) && arrays != nullptr) return hindered_by(*arrays);
  if (!is_rebuilt(change)) return {};
  const bool checked = !sides.after_parts.of(change.identity()).empty();
  if (checked && arrays != nullptr) return hindered_by(*arrays);
  return treat_rebuild(change.identity(), sides);
}

/// Its own constraints, too, are made again for the new one.
bool in_the_way(const Fact& dependent, const Change& change, const Sides&) {
  return is_rebuilt(change) && in_the_way_of_rebuild(dependent);
}

}  // namespace

KindRules domain_rules() {
  return {.kind = "domain",
          .rank = 20,
          .name_space = NameSpace::relations,
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment,
          .in_the_way = in_the_way};
}

KindRules domain_constraint_rules() {
  return {.kind = "domain constraint",
          .rank = 22,
          .folds = [](const Fact& fact) { return !fact.has("not_valid"); },
          .create = create_constraint,
          .drop = drop_constraint,
          .alter = alter_constraint,
          .treatment = treat_constraint};
}

}  // namespace migrate::postgresql
