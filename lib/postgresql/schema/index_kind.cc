// Indexes of tables and materialized views, but for those that constraints make.
#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/index_marks.h"
#include "lib/postgresql/schema/inheritance_kind.h"
#include "lib/postgresql/schema/live_checks.h"
#include "lib/postgresql/schema/online.h"

namespace migrate::postgresql {

namespace {

Called called(const Fact& fact, const Sides& sides) {
  return {"INDEX", qualified(fact.identity, sides)};
}

Statement statement(std::string text, bool alone) {
  Statement result{std::move(text)};
  if (alone) result.place = Statement::Place::alone;
  return result;
}

/// "[[1,500]]": the statistics target of an expression's column, by its number.
void set_statistics(std::vector<Statement>& out, const Change& change, const std::string& subject) {
  const auto targets = [](const Fact& fact) {
    std::map<int64_t, int64_t> result;
    if (!fact.has("statistics")) return result;
    const json::Value parsed = json::parse(fact.attribute("statistics"));
    for (const json::Value& pair : parsed.items()) {
      result[std::get<int64_t>(pair.items().at(0).data())] =
          std::get<int64_t>(pair.items().at(1).data());
    }
    return result;
  };
  std::map<int64_t, int64_t> wanted = targets(*change.after);
  for (const auto& [column, target] : targets(*change.before)) wanted.emplace(column, -1);
  for (const auto& [column, target] : wanted) {
    out.push_back({subject + " ALTER COLUMN " + std::to_string(column) + " SET STATISTICS " +
                   std::to_string(target)});
  }
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  const std::string subject = "ALTER INDEX " + qualified(after.identity, sides);
  std::vector<Statement> result;
  if (change.changes("statistics")) set_statistics(result, change, subject);
  if (change.changes("tablespace")) {
    const std::string_view name = after.attribute("tablespace");
    result.push_back(
        {subject + " SET TABLESPACE " + (name.empty() ? "pg_default" : name_sql(name))});
  }
  append(result, remark_index(change, sides));
  append(result, redress(change, called(after, sides)));
  return result;
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  const Fact* table = sides.before.find(*fact.part_of);
  if (table != nullptr && inherits_object(*table, "inherited_indexes", fact.identity.name.at(1))) {
    return {};  // it stays when the parent goes
  }
  std::string text(fact.attribute("definition"));
  const bool alone = is_online(fact, sides);
  if (alone) {
    constexpr std::string_view kIndex = "INDEX ";
    text.insert(text.find(kIndex) + kIndex.size(), "CONCURRENTLY ");
  }
  std::vector<Statement> result = {statement(std::move(text), alone)};
  result.front().checks = rows_against_index(fact, sides);
  const Fact nothing{fact.identity};
  Change change{&nothing, &fact};
  for (const auto& [attribute, value] : fact.attributes) change.attributes.push_back(attribute);
  append(result, alter(change, sides));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  const Fact* table = sides.after.find(*fact.part_of);
  if (table != nullptr && inherits_object(*table, "inherited_indexes", fact.identity.name.at(1))) {
    return {};  // it becomes a part of the parent's
  }
  const bool alone = is_online(fact, sides);
  return {statement(
      std::string("DROP INDEX ") + (alone ? "CONCURRENTLY " : "") + qualified(fact.identity, sides),
      alone)};
}

/// An index that is not valid is of no use until it is built anew.
Treatment treatment(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr) return {};
  if (change.changes("definition") || change.changes("invalid")) return {Treatment::How::replace};
  return {};
}

}  // namespace

KindRules index_rules() {
  return {.kind = "index",
          .rank = 60,
          .name_space = NameSpace::relations,
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment};
}

}  // namespace migrate::postgresql
