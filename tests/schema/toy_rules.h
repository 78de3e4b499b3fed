// Rules of an engine made up, for tests of the planner: tables of columns and links, views, types.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/base/text.h"
#include "lib/schema/planner.h"

namespace migrate::schema {

/// Writes "create column a.x", "drop view v": what happens, not how. Attributes of columns:
/// `type` stands in the way of views; `fixed` replaces; `deep` is changed by rebuilding the table;
/// `never` can't be changed.
class ToyRules final : public Rules {
 public:
  [[nodiscard]] int rank(const Identity& identity) const override {
    const std::vector<std::string> order = {"type", "table", "column", "link", "index", "view"};
    return static_cast<int>(std::find(order.begin(), order.end(), identity.kind) - order.begin());
  }
  [[nodiscard]] std::string name_key(const Identity& identity) const override {
    const bool relation = identity.kind == "table" || identity.kind == "view";
    return (relation ? "relation " : identity.kind + " ") + join(identity.name, ".");
  }
  [[nodiscard]] Treatment treatment(const Change& change, const Sides&) const override {
    if (change.changes("never")) return {Treatment::How::impossible, "it can't be changed"};
    if (change.changes("fixed")) return {Treatment::How::replace};
    const Fact& fact = change.after ? *change.after : *change.before;
    if (change.changes("deep") || fact.has("whole")) return {Treatment::How::with_whole};
    return {};
  }
  [[nodiscard]] bool in_the_way(const Fact& dependent, const Change& change,
                                const Sides&) const override {
    if (dependent.identity.kind == "index") return change.identity().kind == "table";
    return dependent.identity.kind == "view" &&
           (change.changes("type") || change.identity().kind == "table");
  }
  [[nodiscard]] bool folds(const Fact& part) const override {
    return part.identity.kind == "column" || part.identity.kind == "link";
  }
  [[nodiscard]] std::optional<std::string> loss(const Change& change, const Sides&) const override {
    const std::string& kind = change.identity().kind;
    if (change.after != nullptr || (kind != "table" && kind != "column")) return std::nullopt;
    return describe(change.identity());
  }
  [[nodiscard]] std::vector<Statement> create(const Fact& fact,
                                              const std::vector<const Fact*>& parts,
                                              const Sides&) const override {
    std::vector<std::string> names;
    for (const Fact* part : parts) names.push_back(part->identity.name.back());
    const std::string with = names.empty() ? "" : " (" + join(names, ", ") + ")";
    return {{"create " + describe(fact.identity) + with}};
  }
  [[nodiscard]] std::vector<Statement> drop(const Fact& fact, const Sides&) const override {
    return {{"drop " + describe(fact.identity)}};
  }
  [[nodiscard]] std::vector<Statement> alter(const Change& change,
                                             const std::vector<Change>& of_parts,
                                             const Sides&) const override {
    std::vector<std::string> what = change.attributes;
    for (const Change& part : of_parts) {
      what.push_back((!part.before ? "+" : !part.after ? "-" : "~") + part.identity().name.back());
    }
    return {{"alter " + describe(change.identity()) + " (" + join(what, ", ") + ")"}};
  }
  /// Views can only be made anew. Names may have arguments, and types have values inside.
  [[nodiscard]] std::vector<Named> named(const Fact& fact) const override {
    const std::string& name = fact.identity.name.back();
    std::vector<Named> result = {{fact.identity, name.substr(0, name.find('(')), &fact}};
    for (const std::string& value : split(fact.attribute("values"), ',')) {
      result.push_back({{"value", {fact.identity.name[0], value}}, value, &fact});
    }
    return result;
  }
  [[nodiscard]] std::optional<Renaming> rename(const Named& before, const Named& after,
                                               const std::string&) const override {
    if (before.identity.kind == "view") return std::nullopt;
    return Renaming{{before.name + " to " + after.name}, {after.name + " to " + before.name}};
  }
};

/// "table a", "column a.x type=int", …: facts from their descriptions. A column is a part of its
/// table; `needs`, `prefers` list descriptions, separated by "; ".
inline Fact toy(const std::string& description, const std::string& needs = "",
                const std::string& prefers = "") {
  const auto identity = [](const std::string& text) {
    const auto words = split(text, ' ');
    return Identity{words[0], split(words[1], '.')};
  };
  const auto identities = [&](const std::string& texts) {
    std::vector<Identity> result;
    for (const std::string& text : split(texts, ';')) result.push_back(identity(text));
    return result;
  };
  const auto words = split(description, ' ');
  Fact fact{identity(description)};
  for (size_t index = 2; index < words.size(); ++index) {
    const auto parts = split(words[index], '=');
    fact.attributes[parts[0]] = parts.size() > 1 ? parts[1] : "yes";
  }
  if (fact.identity.name.size() > 1) fact.part_of = Identity{"table", {fact.identity.name[0]}};
  fact.needs = identities(needs);
  fact.prefers = identities(prefers);
  return fact;
}

inline Catalog toys(std::vector<Fact> facts) {
  Catalog result;
  for (Fact& fact : facts) result.add(std::move(fact));
  return result;
}

/// The statements of the plan, one a line.
inline std::string planned(const Catalog& before, const Catalog& after) {
  std::vector<std::string> lines;
  for (const auto& [statement, about] : plan(before, after, ToyRules()).statements) {
    lines.push_back(statement.text);
  }
  return join(lines, "\n");
}

}  // namespace migrate::schema
