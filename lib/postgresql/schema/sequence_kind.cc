// Sequences. One that is owned by a column is a part of it; what `serial` makes is written so.
#include "lib/base/text.h"
#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/sequence_options.h"

namespace migrate::postgresql {

namespace {

Called called(const Identity& identity, const Sides& sides) {
  return {"SEQUENCE", qualified(identity, sides)};
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  std::string text = fact.has("unlogged") ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ";
  text += qualified(fact.identity, sides);
  if (fact.has("type")) text += " AS " + std::string(fact.attribute("type"));
  for (const std::string& option : sequence_options(fact)) text += " " + option;
  // A table and its sequences have one owner: with another than who runs the script, the owner
  // comes first.
  const bool others = fact.has("owned_by") && fact.has("owner") && fact.remark("mine").empty();
  const std::string owned_by = " OWNED BY " + std::string(fact.attribute("owned_by"));
  if (fact.has("owned_by") && !others) text += owned_by;
  std::vector<Statement> result = {{std::move(text)}};
  append(result, dress(fact, called(fact.identity, sides)));
  const bool column_has_values = fact.part_of && sides.before.find(*fact.part_of) != nullptr;
  if (column_has_values && fact.attribute("increment").substr(0, 1) != "-") {
    result.push_back(go_on_after_values(qualified(fact.identity, sides), *fact.part_of,
                                        fact.remark("low"), sides));
  }
  if (others) result.push_back({"ALTER SEQUENCE " + qualified(fact.identity, sides) + owned_by});
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {{"DROP SEQUENCE " + qualified(fact.identity, sides)}};
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  const std::string name = qualified(after.identity, sides);
  std::vector<std::string> options;
  if (change.changes("type")) {
    options.push_back("AS " + std::string(after.has("type") ? after.attribute("type") : "bigint"));
  }
  for (std::string& option : changed_sequence_options(change)) {
    options.push_back(std::move(option));
  }
  if (change.changes("owned_by")) {
    options.push_back("OWNED BY " +
                      std::string(after.has("owned_by") ? after.attribute("owned_by") : "NONE"));
  }
  std::vector<Statement> result = move_inside_limits(change, name);
  if (!options.empty()) result.push_back({"ALTER SEQUENCE " + name + " " + join(options, " ")});
  if (change.changes("unlogged")) {
    result.push_back(
        {"ALTER SEQUENCE " + name + (after.has("unlogged") ? " SET UNLOGGED" : " SET LOGGED")});
  }
  append(result, redress(change, called(after.identity, sides)));
  return result;
}

}  // namespace

KindRules sequence_rules() {
  return {.kind = "sequence",
          .rank = 35,
          .name_space = NameSpace::relations,
          .folds = [](const Fact& fact) { return !fact.remark("serial").empty(); },
          .create = create,
          .drop = drop,
          .alter = alter};
}

}  // namespace migrate::postgresql
