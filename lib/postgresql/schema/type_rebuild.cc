#include "lib/postgresql/schema/type_rebuild.h"

#include <algorithm>

#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

bool needs(const Fact& fact, const Identity& identity) {
  return std::find(fact.needs.begin(), fact.needs.end(), identity) != fact.needs.end();
}

bool is_taken(const Identity& identity, const schema::Catalog& catalog) {
  return std::any_of(catalog.facts.begin(), catalog.facts.end(),
                     [&](const auto& entry) { return entry.first.name == identity.name; });
}

/// A name that nothing has, of at most 63 bytes.
std::string name_aside(const Identity& identity, const Sides& sides) {
  constexpr size_t kLongest = 63;
  Identity aside = identity;
  for (int number = 0;; ++number) {
    const std::string suffix = number == 0 ? "_old" : "_old" + std::to_string(number);
    std::string name = identity.name.at(1);
    size_t length = std::min(name.size(), kLongest - suffix.size());
    const auto goes_on = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    while (length < name.size() && length > 0 && goes_on(name[length])) --length;
    aside.name[1] = name.substr(0, length) + suffix;
    if (!is_taken(aside, sides.before) && !is_taken(aside, sides.after)) return aside.name[1];
  }
}

Statement convert(const Fact& column, Through through, const Sides& sides) {
  const std::string name = name_sql(column.identity.name.at(2));
  const std::string type(column.attribute("type"));
  std::string conversion = name + "::";
  if (through == Through::text) conversion += type.ends_with("[]") ? "text[]::" : "text::";
  return {"ALTER COLUMN " + name + " TYPE " + type + " USING " + conversion + type,
          "ALTER TABLE " + qualified(column.identity, sides)};
}

}  // namespace

std::vector<const Fact*> converted_columns(const Identity& type, const Sides& sides) {
  std::vector<const Fact*> result;
  for (const auto& [name, fact] : sides.before.facts) {
    // Children's columns change with those of their parents; generated ones are made anew, and what
    // goes has gone before.
    if (name.kind != "column" || fact.has("inherited") || fact.has("generated")) continue;
    if (sides.after.find(name) == nullptr) continue;
    if (needs(fact, type)) result.push_back(&fact);
  }
  return result;
}

std::vector<Statement> rebuild_type(const Change& change, std::vector<Statement> make,
                                    Through through, const Sides& sides) {
  const Identity& identity = change.identity();
  const std::string type = identity.kind == "domain" ? "DOMAIN " : "TYPE ";
  const std::string aside = name_aside(identity, sides);
  std::vector<Statement> result = {
      {"ALTER " + type + qualified(identity, sides) + " RENAME TO " + name_sql(aside)}};
  append(result, std::move(make));
  for (const Fact* column : converted_columns(identity, sides)) {
    result.push_back(convert(*column, through, sides));
  }
  result.push_back({"DROP " + type + qualified(identity.name.at(0), aside, sides.after.home)});
  return result;
}

bool in_the_way_of_rebuild(const Fact& dependent) {
  const std::string& kind = dependent.identity.kind;
  if (kind == "column") return dependent.has("generated");
  return kind != "table" && kind != "sequence" && kind != "inheritance";
}

Treatment treat_rebuild(const Identity& identity, const Sides& sides) {
  for (const auto& [name, fact] : sides.before.facts) {
    if (name.kind != "domain" && name.kind != "attribute" && name.kind != "range") continue;
    if (needs(fact, identity)) {
      return {Treatment::How::impossible,
              describe(name) +
                  " is made from it, and no ALTER gives that another type: make new "
                  "types, convert the columns and drop the old ones"};
    }
  }
  return {};
}

bool is_in_columns(const Identity& identity, const Sides& sides) {
  return std::any_of(sides.before.facts.begin(), sides.before.facts.end(), [&](const auto& entry) {
    return entry.first.kind == "column" && needs(entry.second, identity);
  });
}

}  // namespace migrate::postgresql
