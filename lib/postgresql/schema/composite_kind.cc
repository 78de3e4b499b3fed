// Composite types, attribute by attribute.
#include <algorithm>
#include <charconv>

#include "lib/base/text.h"
#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/type_rebuild.h"

namespace migrate::postgresql {

namespace {

Called called(const Identity& identity, const Sides& sides) {
  return {"TYPE", qualified(identity, sides)};
}

std::string attribute_name(const Fact& fact) { return name_sql(fact.identity.name.at(2)); }

std::string type_sql(const Fact& fact) {
  std::string result(fact.attribute("type"));
  if (fact.has("collation")) result += " COLLATE " + std::string(fact.attribute("collation"));
  return result;
}

Statement comment_on_attribute(const Fact& fact, const Sides& sides) {
  return comment_on("COLUMN " + qualified(fact.identity, sides) + "." + attribute_name(fact), fact);
}

int position(const Fact& fact) {
  const std::string_view text = fact.remark("position");
  int result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>& parts,
                              const Sides& sides) {
  std::vector<const Fact*> attributes = parts;
  std::stable_sort(attributes.begin(), attributes.end(),
                   [](const Fact* a, const Fact* b) { return position(*a) < position(*b); });
  std::vector<std::string> lines;
  for (const Fact* attribute : attributes) {
    lines.push_back(attribute_name(*attribute) + " " + type_sql(*attribute));
  }
  const std::string inside = lines.empty() ? "" : "\n    " + join(lines, ",\n    ") + "\n";
  std::vector<Statement> result = {
      {"CREATE TYPE " + qualified(fact.identity, sides) + " AS (" + inside + ")"}};
  append(result, dress(fact, called(fact.identity, sides)));
  for (const Fact* attribute : attributes) {
    if (attribute->has("comment")) result.push_back(comment_on_attribute(*attribute, sides));
  }
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {{"DROP TYPE " + qualified(fact.identity, sides)}};
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  return redress(change, called(change.identity(), sides));
}

/// Tables OF the type get and lose their columns with it.
std::string cascade(const Fact& attribute, const Sides& sides) {
  const Identity& type = *attribute.part_of;
  const bool typed =
      std::any_of(sides.before.facts.begin(), sides.before.facts.end(), [&](const auto& entry) {
        const Fact& fact = entry.second;
        return fact.identity.kind == "table" && fact.has("of_type") &&
               std::find(fact.needs.begin(), fact.needs.end(), type) != fact.needs.end();
      });
  return typed ? " CASCADE" : "";
}

Statement clause(const Fact& attribute, const Sides& sides, const std::string& text) {
  return {text + cascade(attribute, sides), "ALTER TYPE " + qualified(attribute.identity, sides)};
}

std::vector<Statement> create_attribute(const Fact& fact, const std::vector<const Fact*>&,
                                        const Sides& sides) {
  std::vector<Statement> result = {
      clause(fact, sides, "ADD ATTRIBUTE " + attribute_name(fact) + " " + type_sql(fact))};
  if (fact.has("comment")) result.push_back(comment_on_attribute(fact, sides));
  return result;
}

std::vector<Statement> drop_attribute(const Fact& fact, const Sides& sides) {
  return {clause(fact, sides, "DROP ATTRIBUTE " + attribute_name(fact))};
}

bool changes_type(const Change& change) {
  return change.changes("type") || change.changes("collation");
}

std::vector<Statement> alter_attribute(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  std::vector<Statement> result;
  if (changes_type(change)) {
    result.push_back(clause(
        after, sides, "ALTER ATTRIBUTE " + attribute_name(after) + " TYPE " + type_sql(after)));
  }
  if (change.changes("comment")) result.push_back(comment_on_attribute(after, sides));
  return result;
}

Treatment treat_attribute(const Change& change, const Sides& sides) {
  if (change.before == nullptr || change.after == nullptr || !changes_type(change)) return {};
  if (!is_in_columns(*change.before->part_of, sides)) return {};
  return {Treatment::How::impossible,
          "it would have to be " + type_sql(*change.after) +
              ", which no ALTER TYPE does while a table's column has the type: make a new type and "
              "convert the column"};
}

std::optional<std::string> lose_attribute(const Change& change, const Sides& sides) {
  if (change.after != nullptr || !is_in_columns(*change.before->part_of, sides)) {
    return std::nullopt;
  }
  return describe(change.identity()) + " with its values";
}

bool in_the_way(const Fact& dependent, const Change& change, const Sides&) {
  return changes_type(change) && in_the_way_of_rebuild(dependent);
}

}  // namespace

KindRules composite_type_rules() {
  return {.kind = "composite type",
          .rank = 20,
          .name_space = NameSpace::relations,
          .create = create,
          .drop = drop,
          .alter = alter};
}

KindRules attribute_rules() {
  return {.kind = "attribute",
          .rank = 21,
          .folds = [](const Fact&) { return true; },
          .create = create_attribute,
          .drop = drop_attribute,
          .alter = alter_attribute,
          .treatment = treat_attribute,
          .in_the_way = in_the_way,
          .loss = lose_attribute};
}

}  // namespace migrate::postgresql
