// Columns of tables.
#include "lib/postgresql/schema/column_kind.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/text.h"
#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/inheritance_kind.h"
#include "lib/postgresql/schema/live_checks.h"
#include "lib/postgresql/schema/not_null.h"
#include "lib/postgresql/schema/sequence_options.h"
#include "lib/postgresql/schema/type_change.h"

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
  auto options = sequence_options(fact);
  if (fact.has("sequence_name")) {
    options.insert(options.begin(), "SEQUENCE NAME " + std::string(fact.remark("sequence")));
  }
  return "GENERATED " + std::string(fact.attribute("identity")) + " AS IDENTITY" +
         (options.empty() ? "" : " (" + join(options, " ") + ")");
}

/// What holds in effect, be it the column's own or its parents'.
std::string_view in_effect(const Fact& fact, const char* name) {
  return fact.has(name) ? fact.attribute(name) : fact.remark(name);
}

/// What a parent's column gets or loses, its children's do with it.
bool comes_with_its_parent(const Fact& fact, const Sides& sides) {
  return fact.has("inherited") && stays_with_its_parent(*fact.part_of, sides);
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>& parts,
                              const Sides& sides) {
  std::vector<Statement> result;
  if (!comes_with_its_parent(fact, sides)) {
    result.push_back(clause(fact.identity, sides, "ADD COLUMN " + column_definition(fact, parts)));
    result.back().checks = rows_without_default(fact, sides);
  }
  append(result, dress_column(fact, sides));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  if (comes_with_its_parent(fact, sides)) return {};
  return {clause(fact.identity, sides, "DROP COLUMN " + column_name(fact.identity))};
}

/// Options are changed in place: an identity made anew would start from the beginning.
void alter_identity(std::vector<Statement>& out, const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  const Identity& identity = after.identity;
  const bool is = after.has("identity");
  if (change.changes("identity") && !is) {
    out.push_back(column_clause(identity, sides, "DROP IDENTITY"));
  }
  if (!is) return;
  if (!change.before->has("identity") && !change.changes("identity")) return;  // just made
  if (!change.before->has("identity")) {
    out.push_back(column_clause(identity, sides, "ADD " + identity_sql(after)));
    if (!after.has("increment") || after.attribute("increment")[0] != '-') {
      out.push_back(go_on_after_values(std::string(after.remark("sequence")), identity,
                                       after.remark("low"), sides));
    }
    return;
  }
  std::string text;
  if (change.changes("identity")) {
    text = " SET GENERATED " + std::string(after.attribute("identity"));
  }
  append(out, move_inside_limits(change, std::string(change.before->remark("sequence"))));
  for (const std::string& option : changed_sequence_options(change)) {
    text += option == "RESTART" ? " " + option : " SET " + option;
  }
  if (!text.empty()) out.push_back(column_clause(identity, sides, text.substr(1)));
  if (change.changes("sequence_name")) {
    out.push_back({"ALTER SEQUENCE " + std::string(change.before->remark("sequence")) +
                   " RENAME TO " + name_sql(after.remark("sequence_name"))});
  }
}

std::string value_or(const Fact& fact, const char* attribute, const char* otherwise) {
  return fact.has(attribute) ? std::string(fact.attribute(attribute)) : otherwise;
}

void alter_type(std::vector<Statement>& out, const Change& change, const Sides& sides) {
  const Fact& before = *change.before;
  const Fact& after = *change.after;
  if (!change.changes("type") && !change.changes("collation")) return;
  if (in_effect(before, "type") == in_effect(after, "type") &&
      in_effect(before, "collation") == in_effect(after, "collation")) {
    return;  // it is inherited no more, or from now on
  }
  const std::string type(in_effect(after, "type"));
  const std::string_view collation = in_effect(after, "collation");
  std::string text = "TYPE " + type;
  if (!collation.empty()) text += " COLLATE " + std::string(collation);
  const std::string conversion = conversion_sql(column_name(after.identity), before, after);
  if (!conversion.empty()) text += " USING " + conversion;
  out.push_back(column_clause(after.identity, sides, text));
  out.back().checks = rows_out_of_range(change, sides);
}

/// One ALTER TABLE drops its columns first, even those that the expression of before refers to.
Statement set_expression(const Change& change, const Sides& sides) {
  Statement result = column_clause(
      change.identity(), sides,
      "SET EXPRESSION AS (" + std::string(change.after->attribute("generated")) + ")");
  const auto& needs = change.before->needs;
  const bool by_itself = std::any_of(needs.begin(), needs.end(), [&](const Identity& need) {
    return need.kind == "column" && sides.after.find(need) == nullptr;
  });
  return by_itself ? Statement{result.subject + " " + result.text} : result;
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& before = *change.before;
  const Fact& after = *change.after;
  const Identity& identity = after.identity;
  std::vector<Statement> result;
  alter_type(result, change, sides);
  // An identity column must be NOT NULL first, and can't lose it before the identity goes.
  const bool was_not_null = has_not_null(before);
  const bool is_not_null = has_not_null(after);
  const bool own = change.changes("not_null");
  if (own && is_not_null && (!was_not_null || !change.changes("inherited"))) {
    if (after.has("not_null")) append(result, set_not_null(after, sides));
  }
  append(result, alter_not_null(change, sides));
  alter_identity(result, change, sides);
  if (own && was_not_null && !is_not_null) {
    result.push_back(column_clause(identity, sides, "DROP NOT NULL"));
  }
  if (change.changes("generated") && in_effect(after, "generated").empty()) {
    result.push_back(column_clause(identity, sides, "DROP EXPRESSION"));
  } else if (change.changes("generated") && !change.changes("inherited")) {
    result.push_back(set_expression(change, sides));
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
  alter_options(result, change, "ALTER TABLE " + qualified(identity, sides),
                "ALTER COLUMN " + column_name(identity) + " ");
  append(result, redress(change, called(identity, sides)));
  return result;
}

/// Of its own or of a parent, before or after.
bool has_checks(const Identity& table, const Sides& sides) {
  for (const auto* parts : {&sides.before_parts.of(table), &sides.after_parts.of(table)}) {
    for (const Fact* part : *parts) {
      if (part->attribute("type") == "check") return true;
    }
  }
  return !sides.before.find(table)->remark("inherited_constraints").empty();
}

bool has_publications(const schema::Catalog& side) {
  const auto first = side.facts.lower_bound({"publication", {}});
  return first != side.facts.end() && first->first.kind == "publication";
}

/// Whether the server (17 and later) takes another expression in place. It doesn't for virtual
/// columns of tables with CHECKs or in publications. Source: ATExecSetExpression() in
/// src/backend/commands/tablecmds.c.
bool can_set_expression(const Change& change, const Sides& sides) {
  const Fact& before = *change.before;
  if (before.remark("set_expression").empty() || change.changes("type")) return false;
  return !before.has("virtual") ||
         (!has_checks(*before.part_of, sides) && !has_publications(sides.before));
}

/// A generated column can become an ordinary one in place, and from PostgreSQL 17 on be computed
/// from something else; any other change of that makes it anew.
Treatment treatment(const Change& change, const Sides& sides) {
  if (change.before == nullptr || change.after == nullptr) return {};
  const bool was = change.before->has("generated");
  const bool is = change.after->has("generated");
  if (change.changes("inherited")) return {};
  if (change.changes("virtual") || (is && !was)) return {Treatment::How::replace};
  if (change.changes("generated") && is && !can_set_expression(change, sides)) {
    return {Treatment::How::replace};
  }
  if (was && is && change.changes("type")) return {Treatment::How::replace};
  return {};
}

/// A new type can't be had under what was made from the old one: views, rules, policies, triggers'
/// conditions, generated columns; and a default is not cast along.
bool in_the_way(const Fact& dependent, const Change& change, const Sides&) {
  if (!change.changes("type") && !change.changes("collation")) return false;
  if (dependent.identity.kind == "default") {
    return !conversion_sql("c", *change.before, *change.after).empty();
  }
  if (dependent.identity.kind == "column") return dependent.has("generated");
  static constexpr std::string_view kStay[] = {"index",      "constraint", "sequence",
                                               "statistics", "table",      "inheritance"};
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
  if (change.before == nullptr || !change.changes("type") || change.before->has("generated")) {
    return std::nullopt;
  }
  const std::string_view before = change.before->attribute("type");
  const std::string_view after = change.after->attribute("type");
  if (!loses_values(before, after)) return std::nullopt;
  return fmt::format("{}: values that fit {} and not {}", describe(change.identity()), before,
                     after);
}

}  // namespace

std::string column_definition(const Fact& fact, const std::vector<const Fact*>& parts) {
  const Fact* sequence = part_of_column("sequence", fact, parts);
  if (sequence != nullptr) {
    const std::string must = fact.has("not_null_name") ? not_null_sql(fact) : "";
    return column_name(fact.identity) + " " + std::string(sequence->remark("serial")) + must;
  }
  std::string result = column_name(fact.identity) + " " + std::string(in_effect(fact, "type"));
  const std::string collation(in_effect(fact, "collation"));
  if (!collation.empty()) result += " COLLATE " + collation;
  const std::string generated(in_effect(fact, "generated"));
  if (fact.has("identity")) result += " " + identity_sql(fact);
  if (!generated.empty()) {
    result +=
        " GENERATED ALWAYS AS (" + generated + ")" + (fact.has("virtual") ? " VIRTUAL" : " STORED");
  }
  return result + column_options(fact, parts);
}

std::string column_options(const Fact& fact, const std::vector<const Fact*>& parts) {
  std::string result;
  const Fact* default_value = part_of_column("default", fact, parts);
  const std::string expression(default_value == nullptr ? fact.remark("default")
                                                        : default_value->attribute("expression"));
  if (!expression.empty()) result += " DEFAULT " + expression;
  return result + not_null_sql(fact);
}

std::vector<Statement> dress_column(const Fact& fact, const Sides& sides) {
  const Fact nothing{fact.identity};
  Change change{&nothing, &fact};
  for (const char* attribute :
       {"storage", "compression", "statistics", "options", "comment", "grants"}) {
    if (fact.has(attribute)) change.attributes.emplace_back(attribute);
  }
  std::vector<Statement> result;
  if (fact.has("inherited") && fact.has("not_null")) {
    result = set_not_null(fact, sides);
  } else {
    result = dress_not_null(fact, sides);
  }
  append(result, alter(change, sides));
  return result;
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
