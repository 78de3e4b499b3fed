// Extensions.
#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

Called called(const Fact& fact) { return {"EXTENSION", name_sql(fact.identity.name.at(0))}; }

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&, const Sides&) {
  std::string text = "CREATE EXTENSION " + called(fact).name;
  if (fact.attribute("schema") != "pg_catalog") {
    text += " SCHEMA " + name_sql(fact.attribute("schema"));
  }
  if (fact.has("version") && fact.attribute("version") != fact.remark("default_version")) {
    text += " VERSION " + quote_literal(fact.attribute("version"));
  }
  std::vector<Statement> result = {{std::move(text)}};
  append(result, dress(fact, called(fact)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides&) {
  return {{"DROP EXTENSION " + called(fact).name}};
}

std::vector<Statement> alter(const Change& change, const Sides&) {
  const Fact& after = *change.after;
  const std::string subject = "ALTER EXTENSION " + called(after).name;
  std::vector<Statement> result;
  if (change.changes("schema")) {
    result.push_back({subject + " SET SCHEMA " + name_sql(after.attribute("schema"))});
  }
  if (change.changes("version") && after.has("version")) {
    result.push_back({subject + " UPDATE TO " + quote_literal(after.attribute("version"))});
  }
  if (change.changes("comment")) {
    Fact commented = after;
    if (!after.has("comment") && !after.remark("own_comment").empty()) {
      commented.attributes["comment"] = after.remark("own_comment");
    }
    result.push_back(comment_on("EXTENSION " + called(after).name, commented));
  }
  return result;
}

}  // namespace

KindRules extension_rules() {
  return {.kind = "extension", .rank = 12, .create = create, .drop = drop, .alter = alter};
}

}  // namespace migrate::postgresql
