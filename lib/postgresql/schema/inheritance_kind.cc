// That a table is a partition of another (it has a bound), or inherits from it.
#include "lib/postgresql/schema/inheritance_kind.h"

#include <algorithm>

#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

/// Names are made unqualified by the catalog query already, for the parent may be anywhere.
const std::string& parent(const Fact& fact) { return fact.identity.name.at(2); }

bool is_partition(const Fact& fact) { return fact.has("bound"); }

std::string child_subject(const Fact& fact, const Sides& sides) {
  return "ALTER TABLE " + qualified(fact.identity, sides);
}

bool has_constraint(const schema::Catalog& side, const Identity& table, const std::string& name) {
  return side.find({"constraint", {table.name.at(0), table.name.at(1), name}}) != nullptr ||
         inherits_object(*side.find(table), "inherited_constraints", name);
}

/// The checks that the parent will demand: attaching brings keys and indexes, but no checks.
std::vector<Statement> missing_checks(const Fact& fact, const Sides& sides) {
  std::vector<Statement> result;
  const Fact* before = sides.before.find(*fact.part_of);
  const Fact* after = sides.after.find(*fact.part_of);
  const std::string_view text = after->remark("inherited_constraints");
  if (before == nullptr || text.empty()) return result;
  const json::Value constraints = json::parse(text);
  for (const json::Value& constraint : constraints.items()) {
    const std::string& name = constraint.items().at(0).text();
    const std::string& definition = constraint.items().at(1).text();
    if (definition.empty() || has_constraint(sides.before, *fact.part_of, name)) continue;
    result.push_back(
        {"ADD CONSTRAINT " + name_sql(name) + " " + definition, child_subject(fact, sides)});
  }
  return result;
}

/// The default in effect, be it the column's own or its parent's.
std::string_view default_of(const schema::Catalog& side, const Fact& column) {
  const Fact* own = side.find({"default", column.identity.name});
  return own == nullptr ? column.remark("default") : own->attribute("expression");
}

/// A new parent's defaults are for new children: one that was there gets them said.
std::vector<Statement> take_defaults(const Fact& fact, const Sides& sides) {
  std::vector<Statement> result;
  for (const Fact* part : sides.after_parts.of(*fact.part_of)) {
    const Fact* before = sides.before.find(part->identity);
    if (part->identity.kind != "column" || before == nullptr) continue;
    const std::string_view wanted = part->remark("default");
    if (wanted.empty() || wanted == default_of(sides.before, *before)) continue;
    result.push_back({"ALTER COLUMN " + name_sql(part->identity.name.at(2)) + " SET DEFAULT " +
                          std::string(wanted),
                      child_subject(fact, sides)});
  }
  return result;
}

/// What the child had from its parent, keeps without it, and is not to have.
std::vector<Statement> drop_leftovers(const Fact& fact, const Sides& sides) {
  std::vector<Statement> result;
  const Identity& table = *fact.part_of;
  const Fact* before = sides.before.find(table);
  const Fact* after = sides.after.find(table);
  if (after == nullptr) return result;
  if (const std::string_view text = before->remark("inherited_constraints"); !text.empty()) {
    const json::Value constraints = json::parse(text);
    for (const json::Value& constraint : constraints.items()) {
      const std::string& name = constraint.items().at(0).text();
      if (has_constraint(sides.after, table, name)) continue;
      result.push_back({"DROP CONSTRAINT " + name_sql(name), child_subject(fact, sides)});
    }
  }
  for (const std::string& name : json::parse_texts(before->remark("inherited_indexes"))) {
    if (sides.after.find({"index", {table.name.at(0), name}}) != nullptr ||
        inherits_object(*after, "inherited_indexes", name)) {
      continue;
    }
    result.push_back({"DROP INDEX " + qualified(table.name.at(0), name, sides.after.home)});
  }
  return result;
}

/// The parent's defaults that the child keeps and is not to have: what they name may go, too.
std::vector<Statement> drop_defaults(const Fact& fact, const Sides& sides) {
  std::vector<Statement> result;
  for (const Fact* part : sides.before_parts.of(*fact.part_of)) {
    const Fact* after = sides.after.find(part->identity);
    if (part->identity.kind != "column" || after == nullptr) continue;
    if (sides.before.find({"default", part->identity.name}) != nullptr) continue;
    const std::string_view kept = part->remark("default");
    if (kept.empty() || kept == default_of(sides.after, *after)) continue;
    result.push_back({"ALTER COLUMN " + name_sql(part->identity.name.at(2)) + " DROP DEFAULT",
                      child_subject(fact, sides)});
  }
  return result;
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  std::vector<Statement> result = missing_checks(fact, sides);
  if (is_partition(fact)) {
    result.push_back({"ALTER TABLE " + parent(fact) + " ATTACH PARTITION " +
                      qualified(fact.identity, sides) + " " +
                      std::string(fact.attribute("bound"))});
  } else {
    result.push_back({"INHERIT " + parent(fact), child_subject(fact, sides)});
  }
  append(result, take_defaults(fact, sides));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  std::vector<Statement> result;
  if (is_partition(fact)) {
    result.push_back({"ALTER TABLE " + parent(fact) + " DETACH PARTITION " +
                      qualified(fact.identity, sides) +
                      (fact.has("detach_pending") ? " FINALIZE" : "")});
  } else {
    // By itself: within one ALTER TABLE, drops of columns and constraints would come before it.
    result.push_back({child_subject(fact, sides) + " NO INHERIT " + parent(fact)});
  }
  append(result, drop_defaults(fact, sides));
  append(result, drop_leftovers(fact, sides));
  return result;
}

}  // namespace

bool inherits_object(const Fact& table, const char* remark, const std::string& name) {
  const std::string_view text = table.remark(remark);
  if (text.empty()) return false;
  const json::Value names = json::parse(text);
  return std::any_of(names.items().begin(), names.items().end(), [&](const json::Value& item) {
    return (item.items().empty() ? item.text() : item.items().at(0).text()) == name;
  });
}

bool has_children(const Identity& table, const schema::Catalog& side) {
  // A fact of inheritance has the parent's name as SQL.
  const std::string name = qualified(table.name.at(0), table.name.at(1), side.home);
  return std::any_of(side.facts.begin(), side.facts.end(), [&](const auto& entry) {
    return entry.first.kind == "inheritance" && entry.first.name.at(2) == name;
  });
}

bool stays_with_its_parent(const Identity& table, const Sides& sides) {
  const auto& parts = sides.before_parts.of(table);
  return std::any_of(parts.begin(), parts.end(), [&](const Fact* part) {
    const Fact* after = sides.after.find(part->identity);
    return part->identity.kind == "inheritance" && after != nullptr &&
           after->attributes == part->attributes;
  });
}

KindRules inheritance_rules() {
  return {.kind = "inheritance",
          .rank = 5,  // a table leaves its parent before that changes
          .folds = [](const Fact&) { return true; },
          .create = create,
          .drop = drop};
}

}  // namespace migrate::postgresql
