#include "lib/postgresql/schema/online.h"

#include <algorithm>

#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/constraint_kind.h"

namespace migrate::postgresql {

namespace {

std::string alter_table(const Identity& part, const Sides& sides) {
  return "ALTER TABLE " + qualified(part, sides);
}

Statement validate(const Identity& part, const std::string& constraint, const Sides& sides) {
  return alone(alter_table(part, sides) + " VALIDATE CONSTRAINT " + constraint);
}

bool is_partitioned(const Identity& table, const Sides& sides) {
  const Fact* fact = sides.after.find(table);
  return fact != nullptr && fact->has("partition_key");
}

/// A name for a constraint of the table that none has on either side.
std::string free_name(const Identity& column, const Sides& sides) {
  constexpr size_t kLongest = 40;  // of the column's name: the whole stays below 63 bytes
  const std::string& name = column.name.at(2);
  const std::string base = (name.size() > kLongest ? "column" : name) + "_not_null";
  for (int number = 0;; ++number) {
    const std::string suffix = number == 0 ? "" : std::to_string(number);
    Identity constraint{"constraint", {column.name.at(0), column.name.at(1), ""}};
    constraint.name.back() = base + suffix;
    if (sides.before.find(constraint) == nullptr && sides.after.find(constraint) == nullptr) {
      return constraint.name.back();
    }
  }
}

/// A UNIQUE or PRIMARY KEY in pieces: "UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (c) DEFERRABLE".
struct Key {
  std::string_view words;    ///< "UNIQUE", "PRIMARY KEY"
  bool nulls_equal = false;  ///< NULLS NOT DISTINCT
  std::string_view columns;  ///< "(a, b) INCLUDE (c)"
  std::string_view timing;   ///< "DEFERRABLE INITIALLY DEFERRED"
};

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

Key pieces(std::string_view definition) {
  Key key;
  const size_t open = std::min(definition.find('('), definition.size());
  std::string_view head = definition.substr(0, open);
  key.words = take(head, "UNIQUE ") ? "UNIQUE" : "PRIMARY KEY";
  key.nulls_equal = head.starts_with("NULLS NOT DISTINCT");
  const std::string_view rest = definition.substr(open);
  const size_t timing = std::min(rest.find(" DEFERRABLE", rest.rfind(')')), rest.size());
  key.columns = rest.substr(0, timing);
  key.timing = rest.substr(timing);
  return key;
}

}  // namespace

bool is_online(const Fact& part, const Sides& sides) {
  const Identity& table = *part.part_of;
  return sides.style.locks == schema::Style::Locks::online && table.kind != "foreign table" &&
         sides.before.find(table) != nullptr && sides.after.find(table) != nullptr &&
         part.remark("table_kind") != "p" && !is_partitioned(table, sides);
}

Statement alone(std::string text) {
  Statement result{std::move(text)};
  result.place = Statement::Place::alone;
  result.directive = "transaction: off";
  return result;
}

std::vector<Statement> add_and_validate(const Fact& constraint, const Sides& sides) {
  return {{"ADD " + constraint_definition(constraint) + " NOT VALID",
           alter_table(constraint.identity, sides)},
          validate(constraint.identity, name_sql(constraint.identity.name.at(2)), sides)};
}

std::vector<Statement> add_by_index(const Fact& constraint, const Sides& sides) {
  const std::string_view definition = constraint.attribute("definition");
  // An index's own period columns (18) have no form as a plain index.
  if (definition.find("WITHOUT OVERLAPS") != std::string_view::npos) return {};
  const Key key = pieces(definition);
  const std::string name = name_sql(constraint.identity.name.at(2));
  Statement index{"CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " +
                  qualified(constraint.identity, sides) + " " + std::string(key.columns) +
                  (key.nulls_equal ? " NULLS NOT DISTINCT" : "")};
  index.place = Statement::Place::alone;
  Statement add{"ADD CONSTRAINT " + name + " " + std::string(key.words) + " USING INDEX " + name +
                    std::string(key.timing),
                alter_table(constraint.identity, sides)};
  return {std::move(index), std::move(add)};
}

std::vector<Statement> not_null_by_check(const Fact& column, const Sides& sides) {
  const std::string name = name_sql(column.identity.name.at(2));
  const std::string subject = alter_table(column.identity, sides);
  const std::string check = name_sql(free_name(column.identity, sides));
  return {{"ADD CONSTRAINT " + check + " CHECK (" + name + " IS NOT NULL) NOT VALID", subject},
          validate(column.identity, check, sides),
          {"ALTER COLUMN " + name + " SET NOT NULL", subject},
          {"DROP CONSTRAINT " + check, subject}};
}

std::vector<Statement> not_null_validated_later(Statement add, const std::string& name,
                                                const Fact& column, const Sides& sides) {
  add.text += " NOT VALID";
  return {std::move(add), validate(column.identity, name, sides)};
}

}  // namespace migrate::postgresql
