#include "lib/postgresql/schema/not_null.h"

#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/inheritance_kind.h"
#include "lib/postgresql/schema/live_checks.h"
#include "lib/postgresql/schema/online.h"

namespace migrate::postgresql {

namespace {

std::string subject(const Fact& column, const Sides& sides) {
  return "ALTER TABLE " + qualified(column.identity, sides);
}

std::string constraint_name(const Fact& column) {
  return name_sql(column.remark("not_null_constraint"));
}

/// As a constraint, whose name, inheritance and validity can be said.
Statement add(const Fact& column, const Sides& sides) {
  std::string text = "ADD CONSTRAINT " + constraint_name(column) + " NOT NULL " +
                     name_sql(column.identity.name.at(2));
  if (column.has("not_null_no_inherit")) text += " NO INHERIT";
  if (column.has("not_null_not_valid")) text += " NOT VALID";
  return {std::move(text), subject(column, sides)};
}

Statement comment(const Fact& column, const Sides& sides) {
  Fact constraint{column.identity};
  if (column.has("not_null_comment")) {
    constraint.attributes["comment"] = std::string(column.attribute("not_null_comment"));
  }
  return comment_on(
      "CONSTRAINT " + constraint_name(column) + " ON " + qualified(column.identity, sides),
      constraint);
}

/// SET NOT NULL would give it the name that the server chooses.
bool needs_more_words(const Fact& column) {
  return column.has("not_null_name") || column.has("not_null_no_inherit") ||
         column.has("not_null_not_valid");
}

/// A valid one can't become NOT VALID; and with ALTER CONSTRAINT … NO INHERIT children would keep
/// theirs, as their own.
bool must_be_made_anew(const Change& change, const Sides& sides) {
  const auto gets = [&](const char* attribute) {
    return change.changes(attribute) && change.after->has(attribute);
  };
  return gets("not_null_not_valid") ||
         (gets("not_null_no_inherit") && has_children(*change.after->part_of, sides.before));
}

}  // namespace

std::string not_null_sql(const Fact& column) {
  if (!has_not_null(column) || column.has("not_null_not_valid")) return "";
  std::string result;
  if (column.has("not_null_name")) {
    result += " CONSTRAINT " + name_sql(column.attribute("not_null_name"));
  }
  result += " NOT NULL";
  if (column.has("not_null_no_inherit")) result += " NO INHERIT";
  return result;
}

bool has_not_null(const Fact& column) {
  return column.has("not_null") || !column.remark("not_null").empty();
}

std::vector<Statement> set_not_null(const Fact& column, const Sides& sides) {
  std::vector<Statement> result;
  // What NOT NULL a new column's parent has, too, costs nothing more.
  const bool altered = sides.before.find(column.identity) != nullptr;
  const bool online = altered && is_online(column, sides) && !column.has("not_null_not_valid");
  if (online && column.remark("not_null_constraint").empty()) {
    result = not_null_by_check(column, sides);
  } else if (online) {
    result = not_null_validated_later(add(column, sides), constraint_name(column), column, sides);
  } else if (needs_more_words(column)) {
    result.push_back(add(column, sides));
  } else {
    result.push_back({"ALTER COLUMN " + name_sql(column.identity.name.at(2)) + " SET NOT NULL",
                      subject(column, sides)});
  }
  if (!column.has("not_null_not_valid")) result.front().checks = rows_without(column, sides);
  if (column.has("not_null_comment")) result.push_back(comment(column, sides));
  return result;
}

std::vector<Statement> alter_not_null(const Change& change, const Sides& sides) {
  const Fact& before = *change.before;
  const Fact& after = *change.after;
  if (!before.has("not_null") || !after.has("not_null")) return {};
  std::vector<Statement> result;
  if (must_be_made_anew(change, sides)) {
    result.push_back({"ALTER COLUMN " + name_sql(after.identity.name.at(2)) + " DROP NOT NULL",
                      subject(after, sides)});
    append(result, set_not_null(after, sides));
    return result;
  }
  if (change.changes("not_null_name")) {
    // It is no clause of an ALTER TABLE that does something else.
    result.push_back({subject(after, sides) + " RENAME CONSTRAINT " + constraint_name(before) +
                      " TO " + constraint_name(after)});
  }
  const std::string name = constraint_name(change.changes("not_null_name") ? after : before);
  if (change.changes("not_null_no_inherit")) {
    result.push_back({"ALTER CONSTRAINT " + name +
                          (after.has("not_null_no_inherit") ? " NO INHERIT" : " INHERIT"),
                      subject(after, sides)});
  }
  if (change.changes("not_null_not_valid")) {
    result.push_back({"VALIDATE CONSTRAINT " + name, subject(after, sides)});
    result.back().checks = rows_without(after, sides);
  }
  if (change.changes("not_null_comment")) result.push_back(comment(after, sides));
  return result;
}

std::vector<Statement> dress_not_null(const Fact& column, const Sides& sides) {
  std::vector<Statement> result;
  if (column.has("not_null_not_valid")) result.push_back(add(column, sides));
  if (column.has("not_null_comment")) result.push_back(comment(column, sides));
  return result;
}

}  // namespace migrate::postgresql
