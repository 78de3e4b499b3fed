#include "lib/sqlite/schema/sqlite_rules.h"

#include <algorithm>
#include <array>
#include <set>

#include "lib/base/text.h"
#include "lib/sqlite/schema/introspect.h"
#include "lib/sqlite/schema/live_checks.h"
#include "lib/sqlite/schema/loss.h"
#include "lib/sqlite/schema/names.h"
#include "lib/sqlite/schema/rebuild.h"
#include "lib/sqlite/schema/table_change.h"
#include "lib/sqlite/schema/write_table.h"

namespace migrate::sqlite {

namespace {

using schema::Change;
using schema::Fact;
using schema::Identity;
using schema::Sides;
using schema::Statement;
using schema::Treatment;

/// In the order in which they are made.
constexpr std::array kKinds = {"table",         "column", "constraint", "index",
                               "virtual table", "view",   "trigger"};

bool is_part(const Identity& identity) {
  return identity.kind == "column" || identity.kind == "constraint";
}

bool is_rebuilt(const Identity& table, const Sides& sides) {
  return table.kind == "table" && sides.before.find(table) && sides.after.find(table) &&
         table_change(table, sides).rebuild;
}

Statement statement(std::string text) {
  Statement result;
  result.text = std::move(text);
  return result;
}

/// What `fact` or one of its parts mentions, by wholes.
std::vector<Identity> mentioned(const Identity& identity, const Sides& sides) {
  std::vector<Identity> result;
  const auto add = [&](const Fact& fact) {
    for (const Identity& other : fact.prefers) {
      const Fact* found = sides.before.find(other);
      if (found) result.push_back(outermost(sides.before, *found).identity);
    }
  };
  if (const Fact* fact = sides.before.find(identity)) add(*fact);
  for (const Fact* part : sides.before_parts.of(identity)) add(*part);
  return result;
}

/// What `table` leads to by mentions: where that mentions it, too, no order suits both.
std::set<Identity> reachable(const Identity& table, const Sides& sides) {
  std::set<Identity> result;
  std::vector<Identity> work = {table};
  while (!work.empty()) {
    const Identity next = std::move(work.back());
    work.pop_back();
    for (Identity& other : mentioned(next, sides)) {
      if (result.insert(other).second) work.push_back(std::move(other));
    }
  }
  return result;
}

/// Whether rows of another table may refer to those of `table` when it is dropped, because that
/// one stays, or because it couldn't be dropped before: SQLite deletes the rows first, and then
/// those that refer to them follow, or stand in the way.
bool is_referred_to(const Fact& table, const Sides& sides) {
  std::vector<Identity> children;
  for (const auto& [remark, value] : table.remarks) {
    if (remark.starts_with(kChildRemark)) {
      children.push_back({"table", {remark.substr(kChildRemark.size())}});
    }
  }
  if (children.empty()) return false;
  const std::set<Identity> above = reachable(table.identity, sides);
  return std::any_of(children.begin(), children.end(), [&](const Identity& child) {
    return sides.after.find(child) != nullptr || above.contains(child);
  });
}

}  // namespace

int SqliteRules::rank(const Identity& identity) const {
  const auto found = std::find(kKinds.begin(), kKinds.end(), identity.kind);
  return static_cast<int>(found - kKinds.begin());
}

std::string SqliteRules::objection(schema::Style::Locks locks) const {
  if (locks == schema::Style::Locks::plain) return {};
  return "SQLite locks the whole database for every change: there are no shorter locks to be had";
}

std::string SqliteRules::name_key(const Identity& identity) const {
  const bool shared = !is_part(identity) && identity.kind != "trigger";
  return (shared ? std::string("relation") : identity.kind) + " " + join(identity.name, ".");
}

Treatment SqliteRules::treatment(const Change& change, const Sides& /*sides*/) const {
  if (is_part(change.identity())) return {Treatment::How::with_whole, ""};
  const bool on_both_sides = change.before && change.after;
  if (on_both_sides && change.identity().kind != "table") return {Treatment::How::replace, ""};
  return {};
}

bool SqliteRules::in_the_way(const Fact& dependent, const Change& change,
                             const Sides& sides) const {
  return !is_part(dependent.identity) && dependent.part_of == change.identity() &&
         is_rebuilt(change.identity(), sides);
}

bool SqliteRules::folds(const Fact& part) const { return is_part(part.identity); }

std::optional<std::string> SqliteRules::loss(const Change& change, const Sides& sides) const {
  return loss_of(change, sides);
}

std::vector<Statement> SqliteRules::create(const Fact& fact, const std::vector<const Fact*>& parts,
                                           const Sides& sides) const {
  if (fact.identity.kind == "table") return {statement(create_table(fact, spelled(fact), parts))};
  std::vector<Statement> result = {statement(std::string(fact.remark("sql")))};
  if (fact.identity.kind == "index") result.front().checks = rows_against_index(fact, sides);
  return result;
}

std::vector<Statement> SqliteRules::drop(const Fact& fact, const Sides& sides) const {
  // What is made again as it was goes with the table that is made anew.
  const Fact* after = sides.after.find(fact.identity);
  if (fact.part_of && after && after->attributes == fact.attributes &&
      is_rebuilt(*fact.part_of, sides)) {
    return {};
  }
  const std::string kind = fact.identity.kind == "virtual table" ? "table" : fact.identity.kind;
  Statement result = statement("DROP " + to_upper(kind) + " " + identifier(spelled(fact)));
  if (fact.identity.kind == "table" && is_referred_to(fact, sides)) {
    result.header = "foreign-keys: off";
  }
  result.loses = loss_of({&fact, after}, sides).value_or("");
  return {result};
}

std::vector<Statement> SqliteRules::alter(const Change& change, const std::vector<Change>& of_parts,
                                          const Sides& sides) const {
  const Identity& table = change.identity();
  const TableChange wanted = table_change(table, sides);
  std::vector<std::string> losses;
  for (const Change& part : of_parts) {
    if (auto loss = loss_of(part, sides)) losses.push_back(std::move(*loss));
  }
  std::vector<Statement> result;
  if (wanted.rebuild) {
    result = rebuild(table, sides);
    result.front().checks = rows_in_the_way(table, sides);
    for (Statement& each : result) {
      if (each.text.starts_with("DROP TABLE")) each.loses = join(losses, ", ");
    }
    return result;
  }
  const std::string subject = "ALTER TABLE " + identifier(spelled(*change.before));
  const auto& parts = sides.after_parts.of(table);
  for (const Fact* column : wanted.added) {
    result.push_back(statement(subject + " ADD COLUMN " + column_definition(*column, parts)));
  }
  for (const Fact* column : wanted.dropped) {
    result.push_back(statement(subject + " DROP COLUMN " + identifier(spelled(*column))));
    result.back().loses = loss_of({column, nullptr}, sides).value_or("");
  }
  return result;
}

std::optional<schema::Renaming> SqliteRules::rename(const schema::Named& before,
                                                    const schema::Named& after,
                                                    const std::string& /*home*/) const {
  const std::string old_name = identifier(spelled(*before.fact));
  const std::string new_name = identifier(spelled(*after.fact));
  const std::string& kind = before.identity.kind;
  if (kind == "table" || kind == "virtual table") {
    return schema::Renaming{statement("ALTER TABLE " + old_name + " RENAME TO " + new_name),
                            statement("ALTER TABLE " + new_name + " RENAME TO " + old_name)};
  }
  if (kind != "column") return std::nullopt;
  const std::string rename =
      "ALTER TABLE " + identifier(before.identity.name[0]) + " RENAME COLUMN ";
  return schema::Renaming{statement(rename + old_name + " TO " + new_name),
                          statement(rename + new_name + " TO " + old_name)};
}

}  // namespace migrate::sqlite
