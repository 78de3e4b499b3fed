// Columns of tables.
#include "lib/postgresql/schema/column_kind.h"

#include "lib/base/text.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

std::string column_name(const Identity& identity) { return name_sql(identity.name.at(2)); }

Called called(const Identity& identity, const Sides& sides) {
  const std::string table = qualified(identity, sides);
  return {"COLUMN", table + "." + column_name(identity), "TABLE", table, column_name(identity)};
}

Statement clause(const Identity& identity, const Sides& sides, std::string text) {
  return {std::move(text), "ALTER TABLE " + qualified(identity, sides)};
}

Statement column_clause(const Identity& identity, const Sides& sides, const std::string& text) {
  return clause(identity, sides, "ALTER COLUMN " + column_name(identity) + " " + text);
}

const Fact* part_of_column(const char* kind, const Fact& column,
                           const std::vector<const Fact*>& parts) {
  for (const Fact* part : parts) {
    if (part->identity.kind == kind && part->part_of == column.identity) return part;
  }
  return nullptr;
}

std::string identity_sql(const Fact& fact) {
  const std::string_view options = fact.attribute("identity_options");
  return "GENERATED " + std::string(fact.attribute("identity")) + " AS IDENTITY" +
         (options.empty() ? "" : " (" + std::string(options) + ")");
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>& parts,
                              const Sides& sides) {
  std::vector<Statement> result;
  result.push_back(clause(fact.identity, sides, "ADD COLUMN " + column_definition(fact, parts)));
  append(result, dress_column(fact, sides));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {clause(fact.identity, sides, "DROP COLUMN " + column_name(fact.identity))};
}

void alter_identity(std::vector<Statement>& out, const Change& change, const Sides& sides) {
  const Identity& identity = change.after->identity;
  if (!change.after->has("identity")) {
    out.push_back(column_clause(identity, sides, "DROP IDENTITY"));
  } else if (!change.before->has("identity")) {
    out.push_back(column_clause(identity, sides, "ADD " + identity_sql(*change.after)));
  } else if (change.changes("identity_options")) {
    // Options that are not said keep their values: the identity is made anew.
    out.push_back(column_clause(identity, sides, "DROP IDENTITY"));
    out.push_back(column_clause(identity, sides, "ADD " + identity_sql(*change.after)));
  } else {
    out.push_back(column_clause(
        identity, sides, "SET GENERATED " + std::string(change.after->attribute("identity"))));
  }
}

std::string value_or(const Fact& fact, const char* attribute, const char* otherwise) {
  return fact.has(attribute) ? std::string(fact.attribute(attribute)) : otherwise;
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  const Identity& identity = after.identity;
  std::vector<Statement> result;
  if (change.changes("type") || change.changes("collation")) {
    const std::string type(after.attribute("type"));
    result.push_back(column_clause(
        identity, sides,
        "TYPE " + type +
            (after.has("collation") ? " COLLATE " + std::string(after.attribute("collation"))
                                    : "") +
            (change.changes("type") ? " USING " + column_name(identity) + "::" + type : "")));
  }
  // An identity column must be NOT NULL first, and can't lose it before the identity goes.
  const bool set_first = change.changes("not_null") && after.has("not_null");
  if (set_first) result.push_back(column_clause(identity, sides, "SET NOT NULL"));
  if (change.changes("identity") || change.changes("identity_options")) {
    alter_identity(result, change, sides);
  }
  if (change.changes("not_null") && !set_first) {
    result.push_back(column_clause(identity, sides, "DROP NOT NULL"));
  }
  if (change.changes("generated")) {
    result.push_back(column_clause(identity, sides, "DROP EXPRESSION"));
  }
  if (change.changes("storage")) {
    result.push_back(column_clause(
        identity, sides,
        "SET STORAGE " +
            value_or(after, "storage", std::string(after.remark("type_storage")).c_str())));
  }
  if (change.changes("compression")) {
    result.push_back(column_clause(identity, sides,
                                   "SET COMPRESSION " + value_or(after, "compression", "default")));
  }
  if (change.changes("statistics")) {
    result.push_back(
        column_clause(identity, sides, "SET STATISTICS " + value_or(after, "statistics", "-1")));
  }
  append(result, redress(change, called(identity, sides)));
  return result;
}

/// A generated column can become an ordinary one in place; any other change of what it is computed
/// from makes it anew.
Treatment treatment(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr) return {};
  const bool was = change.before->has("generated");
  const bool is = change.after->has("generated");
  if (change.changes("generated") && is) return {Treatment::How::replace};
  if (change.changes("virtual")) return {Treatment::How::replace};
  if (was && is && change.changes("type")) return {Treatment::How::replace};
  return {};
}

/// A new type can't be had under what was made from the old one: views, rules, policies, triggers'
/// conditions, generated columns; and a default is not cast along.
bool in_the_way(const Fact& dependent, const Change& change, const Sides&) {
  if (!change.changes("type") && !change.changes("collation")) return false;
  static constexpr std::string_view kStay[] = {"index", "constraint", "sequence", "statistics",
                                               "table"};
  for (const std::string_view kind : kStay) {
    if (dependent.identity.kind == kind) return false;
  }
  return true;
}

std::optional<std::string> loss(const Change& change, const Sides&) {
  if (change.after == nullptr) {
    if (change.before->has("generated")) return std::nullopt;
    return describe(change.identity()) + " with its values";
  }
  return std::nullopt;
}

}  // namespace

std::string column_definition(const Fact& fact, const std::vector<const Fact*>& parts) {
  const Fact* sequence = part_of_column("sequence", fact, parts);
  if (sequence != nullptr) {
    return column_name(fact.identity) + " " + std::string(sequence->remark("serial"));
  }
  std::string result = column_name(fact.identity) + " " + std::string(fact.attribute("type"));
  if (fact.has("collation")) result += " COLLATE " + std::string(fact.attribute("collation"));
  if (fact.has("identity")) result += " " + identity_sql(fact);
  if (fact.has("generated")) {
    result += " GENERATED ALWAYS AS (" + std::string(fact.attribute("generated")) + ")" +
              (fact.has("virtual") ? " VIRTUAL" : " STORED");
  }
  const Fact* default_value = part_of_column("default", fact, parts);
  if (default_value != nullptr) {
    result += " DEFAULT " + std::string(default_value->attribute("expression"));
  }
  if (fact.has("not_null")) result += " NOT NULL";
  return result;
}

std::vector<Statement> dress_column(const Fact& fact, const Sides& sides) {
  const Fact nothing{fact.identity};
  Change change{&nothing, &fact};
  for (const char* attribute : {"storage", "compression", "statistics", "comment", "grants"}) {
    if (fact.has(attribute)) change.attributes.emplace_back(attribute);
  }
  return alter(change, sides);
}

KindRules column_rules() {
  return {.kind = "column",
          .rank = 40,
          .folds = [](const Fact&) { return true; },
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment,
          .in_the_way = in_the_way,
          .loss = loss};
}

}  // namespace migrate::postgresql
