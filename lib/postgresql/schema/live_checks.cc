#include "lib/postgresql/schema/live_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/inheritance_kind.h"
#include "lib/postgresql/schema/integer_types.h"
#include "lib/postgresql/schema/not_null.h"
#include "lib/postgresql/schema/type_change.h"
#include "lib/postgresql/schema/unreadable_texts.h"

namespace migrate::postgresql {

namespace {

using Names = std::vector<std::string>;

Identity column_of(const Identity& table, const std::string& name) {
  return {"column", {table.name.at(0), table.name.at(1), name}};
}

bool same(const Fact& before, const Fact& after, const char* attribute) {
  return before.attribute(attribute) == after.attribute(attribute) &&
         before.remark(attribute) == after.remark(attribute);
}

/// Whether it is there before and stays as it is, so that a query on it means the same throughout
/// the script.
bool stays(const Identity& column, const Sides& sides) {
  const Fact* before = sides.before.find(column);
  const Fact* after = sides.after.find(column);
  return before != nullptr && after != nullptr && same(*before, *after, "type") &&
         same(*before, *after, "collation") && same(*before, *after, "generated");
}

bool stay(const Identity& table, const Names& columns, const Sides& sides) {
  return std::all_of(columns.begin(), columns.end(),
                     [&](const std::string& name) { return stays(column_of(table, name), sides); });
}

/// The columns of its own table that `fact` refers to.
Names own_columns(const Fact& fact) {
  Names result;
  for (const Identity& need : fact.needs) {
    const Identity& table = *fact.part_of;
    const bool own = need.kind == "column" && need.name.at(0) == table.name.at(0) &&
                     need.name.at(1) == table.name.at(1);
    if (own) result.push_back(need.name.at(2));
  }
  return result;
}

Names sql_of(const Names& names) {
  Names result;
  for (const std::string& name : names) result.push_back(name_sql(name));
  return result;
}

/// What tells a row: the primary key that the table has, and what is wrong with it. Without a key:
/// all of the row.
std::string select_list(const Identity& table, const Names& columns, const Sides& sides) {
  for (const Fact* part : sides.before_parts.of(table)) {
    if (part->attribute("type") != "primary key") continue;
    Names names = json::parse_texts(part->remark("key"));
    if (names.empty() || !stay(table, names, sides)) continue;
    for (const std::string& column : columns) {
      if (std::find(names.begin(), names.end(), column) == names.end()) names.push_back(column);
    }
    return join(sql_of(names), ", ");
  }
  return "*";
}

/// The rows that a key sees: not those of tables that inherit from it.
std::string keyed_rows(const Fact& part, const Sides& sides) {
  const bool only = part.remark("table_kind") != "p" && has_children(*part.part_of, sides.before);
  return (only ? "ONLY " : "") + qualified(*part.part_of, sides);
}

/// A comment holds one line.
Queries one(std::string query) {
  if (query.find_first_of("\r\n") != std::string::npos) return {};
  return {std::move(query)};
}

Queries rows_where(const Identity& table, const Names& columns, const std::string& condition,
                   const Sides& sides) {
  return one("SELECT " + select_list(table, columns, sides) + " FROM " + qualified(table, sides) +
             " WHERE " + condition);
}

/// Keys that are there more than once; NULLs are equal to nothing, unless they are said to be.
Queries duplicates(const Names& key, const std::string& rows, const std::string& condition,
                   bool nulls_are_equal) {
  Names conditions;
  if (!condition.empty()) conditions.push_back(condition);
  for (const std::string& part : key) {
    if (!nulls_are_equal) conditions.push_back(part + " IS NOT NULL");
  }
  const std::string list = join(key, ", ");
  return one("SELECT " + list + ", count(*) FROM " + rows +
             (conditions.empty() ? "" : " WHERE " + join(conditions, " AND ")) + " GROUP BY " +
             list + " HAVING count(*) > 1");
}

/// Rows whose period is not covered by those of the parent's rows with the rest of the key (18).
Queries uncovered(const Fact& constraint, const Sides& sides) {
  const Names key = sql_of(json::parse_texts(constraint.remark("key")));
  const Names parent_key = sql_of(json::parse_texts(constraint.remark("parent_key")));
  const Names parent = json::parse_texts(constraint.remark("parent"));
  Names given;
  Names matches;
  for (size_t i = 0; i < key.size(); ++i) {
    given.push_back("child." + key[i] + " IS NOT NULL");
    matches.push_back("parent." + parent_key[i] + (i + 1 < key.size() ? " = " : " && ") + "child." +
                      key[i]);
  }
  return one(fmt::format(
      "SELECT {} FROM {} AS child WHERE {} AND (child.{} <@ (SELECT range_agg(parent.{}) FROM {} "
      "AS parent WHERE {})) IS NOT TRUE",
      select_list(*constraint.part_of, json::parse_texts(constraint.remark("key")), sides),
      keyed_rows(constraint, sides), join(given, " AND "), key.back(), parent_key.back(),
      qualified({"table", parent}, sides), join(matches, " AND ")));
}

Queries orphans(const Fact& constraint, const Sides& sides) {
  const Names key = json::parse_texts(constraint.remark("key"));
  const Names parent_key = json::parse_texts(constraint.remark("parent_key"));
  const Names parent = json::parse_texts(constraint.remark("parent"));
  if (parent.size() != 2 || key.empty() || key.size() != parent_key.size()) return {};
  const Identity parent_table{"table", parent};
  const bool parent_stays =
      sides.before.find(parent_table) == nullptr || stay(parent_table, parent_key, sides);
  if (!parent_stays || !stay(*constraint.part_of, key, sides)) return {};
  if (!constraint.remark("period").empty()) return uncovered(constraint, sides);
  Names given;
  Names matches;
  for (size_t i = 0; i < key.size(); ++i) {
    const std::string column = "child." + name_sql(key[i]);
    given.push_back(column + " IS NOT NULL");
    matches.push_back("parent." + name_sql(parent_key[i]) + " = " + column);
  }
  return one(fmt::format(
      "SELECT {} FROM {} AS child WHERE {} AND NOT EXISTS (SELECT FROM {} AS parent WHERE {})",
      select_list(*constraint.part_of, key, sides), keyed_rows(constraint, sides),
      join(given, " AND "), qualified(parent_table, sides), join(matches, " AND ")));
}

/// Pairs of rows with one key and periods that overlap, and rows with an empty period (18).
Queries overlaps(const Names& key, const std::string& rows) {
  Names list;
  Names matches;
  for (size_t i = 0; i < key.size(); ++i) {
    list.push_back("one." + key[i]);
    matches.push_back("one." + key[i] + (i + 1 < key.size() ? " = " : " && ") + "other." + key[i]);
  }
  Queries result = one(
      fmt::format("SELECT {} FROM {} AS one, {} AS other WHERE {} AND (one.tableoid, one.ctid) < "
                  "(other.tableoid, other.ctid)",
                  join(list, ", "), rows, rows, join(matches, " AND ")));
  const Queries empty =
      one("SELECT " + join(key, ", ") + " FROM " + rows + " WHERE isempty(" + key.back() + ")");
  result.insert(result.end(), empty.begin(), empty.end());
  return result;
}

/// "CHECK ((a > 0)) NO INHERIT" → "((a > 0))".
std::string condition_of(const Fact& check) {
  constexpr std::string_view kCheck = "CHECK ";
  constexpr std::string_view kNoInherit = " NO INHERIT";
  std::string_view text = check.attribute("definition");
  if (!text.starts_with(kCheck)) return "";
  text.remove_prefix(kCheck.size());
  if (text.ends_with(kNoInherit)) text.remove_suffix(kNoInherit.size());
  return std::string(text);
}

std::string_view effective_type(const Fact& column) {
  return column.has("type") ? column.attribute("type") : column.remark("type");
}

/// The condition for values of `name` that don't fit; empty where all do, or nothing is known.
std::string out_of_range(const std::string& name, std::string_view before, std::string_view after) {
  const std::string from = without_modifier(before);
  const std::string to = without_modifier(after);
  const std::vector<int> was = modifiers(before);
  const std::vector<int> is = modifiers(after);
  const size_t integer = integer_rank(to);
  const bool exact = from == "numeric" || integer_rank(from) < std::size(kIntegers);
  if (integer < std::size(kIntegers) && exact && integer_rank(from) > integer) {
    const std::string value = from == "numeric" ? "round(" + name + ")" : name;
    return fmt::format("{} NOT BETWEEN {} AND {}", value, kIntegers[integer].least,
                       kIntegers[integer].most);
  }
  if (to == "numeric" && exact && !is.empty()) {
    const int scale = is.size() > 1 ? is[1] : 0;
    const int digits = is[0] - scale;
    const bool fits = from == to && was.size() == 2 && was[0] - was[1] <= digits && was[1] <= scale;
    if (fits || scale < 0 || digits < 0) return "";
    return fmt::format("abs(round({}, {})) >= 1e{}", from == "numeric" ? name : name + "::numeric",
                       scale, digits);
  }
  const bool is_text = from == "text" || from == "character varying" || from == "character";
  if (is_text && to != "character varying" && to != "character") return unreadable(name, after);
  if ((to == "character varying" || to == "character") && is_text && is.size() == 1) {
    if (was.size() == 1 && was[0] <= is[0]) return "";
    // Blanks that are too many are taken off. Source: the manual, character types.
    return fmt::format("char_length(rtrim({}, ' ')) > {}", name, is[0]);
  }
  return "";
}

/// The labels of the enum that the column is of; empty where it is of something else.
Names labels_of(const Fact& column, const schema::Catalog& side) {
  for (const Identity& need : column.needs) {
    const Fact* type = need.kind == "enum" ? side.find(need) : nullptr;
    if (type != nullptr && !effective_type(column).ends_with("[]")) {
      return json::parse_texts(type->attribute("labels"));
    }
  }
  return {};
}

/// The condition for texts and other enums' labels that an enum doesn't have.
std::string no_label(const Change& column, const Sides& sides) {
  const Names labels = labels_of(*column.after, sides.after);
  const bool was_enum = !labels_of(*column.before, sides.before).empty();
  const std::string from = without_modifier(effective_type(*column.before));
  const bool was_text = from == "text" || from == "character varying" || from == "character";
  if (labels.empty() || (!was_enum && !was_text)) return "";
  Names literals;
  for (const std::string& label : labels) literals.push_back(quote_literal(label));
  return name_sql(column.identity().name.at(2)) + (was_enum ? "::text" : " COLLATE \"C\"") +
         " NOT IN (" + join(literals, ", ") + ")";
}

/// Whether rows that are there get a value in the new column.
bool fills_itself(const Fact& column, const Sides& sides) {
  const Fact* own = sides.after.find({"default", column.identity.name});
  if (own != nullptr && own->has("expression")) return true;
  if (!column.remark("default").empty() || column.has("identity")) return true;
  if (column.has("generated") || !column.remark("generated").empty()) return true;
  return std::any_of(column.needs.begin(), column.needs.end(), [&](const Identity& need) {
    const Fact* domain = need.kind == "domain" ? sides.after.find(need) : nullptr;
    return domain != nullptr && domain->has("default");
  });
}

}  // namespace

Queries rows_without_default(const Fact& column, const Sides& sides) {
  const Identity& table = *column.part_of;
  const bool is_new =
      sides.before.find(table) != nullptr && sides.before.find(column.identity) == nullptr;
  const bool required = has_not_null(column) && !column.has("not_null_not_valid");
  if (!is_new || !required || fills_itself(column, sides)) return {};
  return one("SELECT " + select_list(table, {}, sides) + " FROM " + qualified(table, sides));
}

Queries rows_without(const Fact& column, const Sides& sides) {
  const std::string& name = column.identity.name.at(2);
  if (!stays(column.identity, sides)) return {};
  return rows_where(*column.part_of, {name}, name_sql(name) + " IS NULL", sides);
}

Queries rows_against_constraint(const Fact& constraint, const Sides& sides) {
  const Identity& table = *constraint.part_of;
  const Fact* before = sides.before.find(constraint.identity);
  const auto looks_at_rows = [](const Fact& fact) {
    return !fact.has("not_valid") && !fact.has("not_enforced");
  };
  const bool holds = before != nullptr && looks_at_rows(*before) &&
                     before->attribute("definition") == constraint.attribute("definition");
  if (sides.before.find(table) == nullptr || !looks_at_rows(constraint) || holds) return {};
  const std::string_view type = constraint.attribute("type");
  if (type == "foreign key") return orphans(constraint, sides);
  if (type == "check") {
    const Names columns = own_columns(constraint);
    const std::string condition = condition_of(constraint);
    if (condition.empty() || columns.empty() || !stay(table, columns, sides)) return {};
    return rows_where(table, columns, "NOT " + condition, sides);
  }
  const Names key = json::parse_texts(constraint.remark("key"));
  if ((type != "unique" && type != "primary key") || key.empty()) return {};
  if (!stay(table, key, sides)) return {};
  if (!constraint.remark("period").empty()) {
    return overlaps(sql_of(key), keyed_rows(constraint, sides));
  }
  const std::string_view definition = constraint.attribute("definition");
  return duplicates(sql_of(key), keyed_rows(constraint, sides), "",
                    definition.starts_with("UNIQUE NULLS NOT DISTINCT"));
}

Queries rows_against_index(const Fact& index, const Sides& sides) {
  const Fact* before = sides.before.find(index.identity);
  const bool holds = before != nullptr && !before->has("invalid") &&
                     before->attribute("definition") == index.attribute("definition");
  const Names key = json::parse_texts(index.remark("unique"));
  if (key.empty() || holds || index.part_of->kind != "table") return {};
  if (sides.before.find(*index.part_of) == nullptr) return {};
  if (!stay(*index.part_of, own_columns(index), sides)) return {};
  const bool nulls_are_equal =
      index.attribute("definition").find(" NULLS NOT DISTINCT") != std::string_view::npos;
  return duplicates(key, keyed_rows(index, sides), std::string(index.remark("where")),
                    nulls_are_equal);
}

Queries rows_out_of_range(const Change& column, const Sides& sides) {
  const std::string& name = column.identity().name.at(2);
  if (column.before->has("generated") || column.after->has("generated")) return {};
  std::string condition = no_label(column, sides);
  if (condition.empty()) {
    condition =
        out_of_range(name_sql(name), effective_type(*column.before), effective_type(*column.after));
  }
  if (condition.empty()) return {};
  return rows_where(*column.after->part_of, {name}, condition, sides);
}

Queries rows_with_labels(const Fact& column, const std::vector<std::string>& labels,
                         const Sides& sides) {
  if (labels.empty()) return {};
  const std::string& name = column.identity.name.at(2);
  Names literals;
  for (const std::string& label : labels) literals.push_back(quote_literal(label));
  const std::string list = join(literals, ", ");
  const bool array = effective_type(column).ends_with("[]");
  return rows_where(*column.part_of, {name},
                    array ? name_sql(name) + "::text[] && ARRAY[" + list + "]"
                          : name_sql(name) + "::text IN (" + list + ")",
                    sides);
}

}  // namespace migrate::postgresql
