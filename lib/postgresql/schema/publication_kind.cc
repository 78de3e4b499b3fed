// Publications.
#include "lib/base/text.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

Called called(const Identity& identity) { return {"PUBLICATION", name_sql(identity.name.at(0))}; }

std::string publish(const Fact& fact) {
  return "publish = " + (fact.has("publish") ? quote_literal(fact.attribute("publish"))
                                             : "'insert, update, delete, truncate'");
}

std::string via_root(const Fact& fact) {
  return std::string("publish_via_partition_root = ") + (fact.has("via_root") ? "true" : "false");
}

std::string generated_columns(const Fact& fact) {
  return "publish_generated_columns = " + (fact.has("generated_columns")
                                               ? std::string(fact.attribute("generated_columns"))
                                               : "none");
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&, const Sides&) {
  std::string text = "CREATE PUBLICATION " + called(fact.identity).name;
  if (fact.has("all_tables")) text += " FOR ALL TABLES";
  if (fact.has("targets")) text += " FOR " + std::string(fact.attribute("targets"));
  std::vector<std::string> options;
  if (fact.has("publish")) options.push_back(publish(fact));
  if (fact.has("via_root")) options.push_back(via_root(fact));
  if (fact.has("generated_columns")) options.push_back(generated_columns(fact));
  if (!options.empty()) text += " WITH (" + join(options, ", ") + ")";
  std::vector<Statement> result = {{std::move(text)}};
  append(result, dress(fact, called(fact.identity)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides&) {
  return {{"DROP PUBLICATION " + called(fact.identity).name}};
}

std::vector<Statement> alter(const Change& change, const Sides&) {
  const Fact& after = *change.after;
  const std::string subject = "ALTER PUBLICATION " + called(after.identity).name;
  std::vector<Statement> result;
  if (change.changes("targets")) {
    result.push_back({subject + " SET " + std::string(after.attribute("targets"))});
  }
  std::vector<std::string> options;
  if (change.changes("publish")) options.push_back(publish(after));
  if (change.changes("via_root")) options.push_back(via_root(after));
  if (change.changes("generated_columns")) options.push_back(generated_columns(after));
  if (!options.empty()) result.push_back({subject + " SET (" + join(options, ", ") + ")"});
  append(result, redress(change, called(after.identity)));
  return result;
}

/// ALTER PUBLICATION can't take all tables in or out, nor leave none.
Treatment treatment(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr) return {};
  const bool none_left = change.changes("targets") && !change.after->has("targets");
  return {change.changes("all_tables") || none_left ? Treatment::How::replace
                                                    : Treatment::How::in_place};
}

}  // namespace

KindRules publication_rules() {
  return {.kind = "publication",
          .rank = 100,
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment};
}

}  // namespace migrate::postgresql
