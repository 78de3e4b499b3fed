// Views and materialized views.
#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

bool is_materialized(const Identity& identity) { return identity.kind == "materialized view"; }

Called called(const Identity& identity, const Sides& sides) {
  return {is_materialized(identity) ? "MATERIALIZED VIEW" : "VIEW", qualified(identity, sides),
          "TABLE"};
}

std::string definition(const Fact& fact, const Sides& sides) {
  std::string result = called(fact.identity, sides).type + " " + qualified(fact.identity, sides);
  if (fact.has("access_method")) result += " USING " + name_sql(fact.attribute("access_method"));
  if (fact.has("options")) result += " WITH (" + options_sql(fact.attribute("options")) + ")";
  if (fact.has("tablespace")) result += " TABLESPACE " + name_sql(fact.attribute("tablespace"));
  return result + " AS\n" + std::string(fact.attribute("definition"));
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  std::vector<Statement> result = {{"CREATE " + definition(fact, sides)}};
  append(result, dress(fact, called(fact.identity, sides)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {{"DROP " + called(fact.identity, sides).type + " " + qualified(fact.identity, sides)}};
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  const std::string subject =
      "ALTER " + called(after.identity, sides).type + " " + qualified(after.identity, sides);
  std::vector<Statement> result;
  if (change.changes("definition")) {
    result.push_back({"CREATE OR REPLACE " + definition(after, sides)});
  } else {
    alter_options(result, change, subject);
  }
  if (change.changes("tablespace")) {
    const std::string_view name = after.attribute("tablespace");
    result.push_back(
        {subject + " SET TABLESPACE " + (name.empty() ? "pg_default" : name_sql(name))});
  }
  append(result, redress(change, called(after.identity, sides)));
  return result;
}

/// A view can be replaced in place when its columns stay and new ones only follow them. Source: the
/// manual, CREATE VIEW.
bool keeps_columns(const Change& change) {
  const json::Value before = json::parse(change.before->remark("columns"));
  const json::Value after = json::parse(change.after->remark("columns"));
  if (before.items().size() > after.items().size()) return false;
  for (size_t index = 0; index < before.items().size(); ++index) {
    if (json::dump(before.items()[index]) != json::dump(after.items()[index])) return false;
  }
  return true;
}

Treatment treatment(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr) return {};
  const bool materialized = is_materialized(change.identity());
  if (change.changes("access_method")) return {Treatment::How::replace};
  if (!change.changes("definition")) return {};
  if (materialized || !keeps_columns(change)) return {Treatment::How::replace};
  return {};
}

KindRules rules(const char* kind) {
  return {.kind = kind,
          .rank = 70,
          .name_space = NameSpace::relations,
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment};
}

}  // namespace

KindRules view_rules() { return rules("view"); }

KindRules materialized_view_rules() { return rules("materialized view"); }

}  // namespace migrate::postgresql
