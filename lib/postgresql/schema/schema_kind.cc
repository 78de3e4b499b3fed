// Schemas.
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

/// What every database begins with, and what reading takes for no comment. Source: initdb.
constexpr const char* kPublic = "public";
constexpr const char* kCommentOfPublic = "standard public schema";

Called called(const Fact& fact) { return {"SCHEMA", name_sql(fact.identity.name[0])}; }

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&, const Sides&) {
  std::vector<Statement> result = {{"CREATE SCHEMA " + name_sql(fact.identity.name[0])}};
  append(result, dress(fact, called(fact)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides&) {
  return {{"DROP SCHEMA " + name_sql(fact.identity.name[0])}};
}

std::vector<Statement> alter(const Change& change, const Sides&) {
  const Fact& after = *change.after;
  if (after.identity.name[0] != kPublic || after.has("comment")) {
    return redress(change, called(after));
  }
  Fact commented = after;
  commented.attributes["comment"] = kCommentOfPublic;
  Change back = change;
  back.after = &commented;
  return redress(back, called(after));
}

}  // namespace

KindRules schema_rules() {
  return {.kind = "schema", .rank = 10, .create = create, .drop = drop, .alter = alter};
}

}  // namespace migrate::postgresql
