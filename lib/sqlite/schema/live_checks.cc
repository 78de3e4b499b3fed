#include "lib/sqlite/schema/live_checks.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sqlite/schema/ddl_text.h"
#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite {

namespace {

using schema::Catalog;
using schema::Fact;
using schema::Identity;
using schema::Sides;

using Texts = std::vector<std::string>;

bool has_columns(const Catalog& catalog, const std::string& table, const Texts& columns) {
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return catalog.find({"column", {table, column}}) != nullptr;
  });
}

Texts identifiers(const Texts& names) {
  Texts result;
  for (const std::string& name : names) result.push_back(identifier(name));
  return result;
}

/// The items of the list in brackets that token `open` begins, each without its direction.
std::vector<Range> items(const DdlText& text, size_t open) {
  std::vector<Range> result;
  const size_t close = text.behind_group(open) - 1;
  for (size_t begin = open + 1; begin < close;) {
    size_t end = begin;
    while (end < close && !text.is_symbol(end, ',')) {
      end = text.is_symbol(end, '(') ? text.behind_group(end) : end + 1;
    }
    const bool directed = text.is(end - 1, "asc") || text.is(end - 1, "desc");
    result.push_back({begin, directed ? end - 1 : end});
    begin = end + 1;
  }
  return result;
}

/// As its author wrote it, where that is one line.
std::string one_line(const DdlText& text, Range range) {
  const std::string written(text.slice(range));
  return written.find('\n') == std::string::npos ? written : text.canonical(range, {});
}

size_t find_symbol(const DdlText& text, size_t from, char symbol) {
  while (from < text.size() && !text.is_symbol(from, symbol)) ++from;
  return from;
}

size_t find_word(const DdlText& text, size_t from, std::string_view word) {
  while (from < text.size() && !text.is(from, word)) ++from;
  return from;
}

/// The first names of a list's items, in lower case.
Texts names_in(const DdlText& text, size_t open) {
  Texts result;
  if (open >= text.size()) return result;
  for (const Range& item : items(text, open)) {
    if (text.is_name(item.begin)) result.push_back(to_lower(text.name(item.begin)));
  }
  return result;
}

/// Of the table before; empty where it has none.
Texts primary_key(const Identity& table, const Sides& sides) {
  for (const Fact* part : sides.before_parts.of(table)) {
    if (part->attribute("type") != "primary key") continue;
    const DdlText definition(part->attribute("definition"));
    return names_in(definition, find_symbol(definition, 0, '('));
  }
  return {};
}

/// A comment holds one line.
void add(Texts& queries, std::string query) {
  if (query.find_first_of("\r\n") == std::string::npos) queries.push_back(std::move(query));
}

class Checks {
 public:
  Checks(const Identity& table, const Sides& sides)
      : table_(table), sides_(sides), name_(identifier(spelled(*sides.before.find(table)))) {}

  Texts run() {
    for (const Fact* part : sides_.after_parts.of(table_)) {
      if (part->identity.kind == "column") {
        nulls(*part);
        strict_values(*part);
      } else if (part->identity.kind == "constraint" && is_new(*part)) {
        constraint(*part);
      }
    }
    return std::move(queries_);
  }

  Texts index(const Fact& index) {
    const DdlText text(index.remark("sql"));
    const size_t open = find_symbol(text, find_word(text, 0, "on"), '(');
    if (open >= text.size() || !needed_are_there(index)) return {};
    Texts key;
    for (const Range& item : items(text, open)) key.push_back(one_line(text, item));
    const size_t where = text.behind_group(open);
    duplicates(key, text.is(where, "where") ? one_line(text, {where + 1, text.size()}) : "");
    return std::move(queries_);
  }

 private:
  void rows_where(const Texts& columns, const std::string& condition) {
    Texts shown = identifiers(primary_key(table_, sides_));
    if (shown.empty()) {
      shown = {"*"};
    } else {
      for (const std::string& column : columns) {
        if (std::find(shown.begin(), shown.end(), column) == shown.end()) shown.push_back(column);
      }
    }
    add(queries_, "SELECT " + join(shown, ", ") + " FROM " + name_ +
                      (condition.empty() ? "" : " WHERE " + condition));
  }

  /// A default takes the place of NULLs in the copy.
  void nulls(const Fact& column) {
    const Fact* before = sides_.before.find(column.identity);
    const std::string_view fallback = column.remark("default");
    if (!column.has("not null") || (before != nullptr && before->has("not null"))) return;
    if (!fallback.empty() && to_lower(fallback) != "null") return;
    if (before == nullptr) {
      if (!column.has("generated") && !is_rowid(sides_.after_parts.of(table_), column)) {
        rows_where({}, "");
      }
      return;
    }
    const std::string name = identifier(spelled(*before));
    rows_where({name}, name + " IS NULL");
  }

  /// An INTEGER PRIMARY KEY: rows have a number in it anyway.
  static bool is_rowid(const std::vector<const Fact*>& parts, const Fact& column) {
    return std::any_of(parts.begin(), parts.end(), [&](const Fact* part) {
      return part->remark("rowid") == column.identity.name[1];
    });
  }

  /// Values that a STRICT column refuses, once they have its affinity. Comparing with a number
  /// gives a text that looks like one its value. Source: sqlite.org/stricttables.html,
  /// datatype3.html.
  void strict_values(const Fact& column) {
    const Fact* before = sides_.before.find(column.identity);
    if (before == nullptr || before->has("generated") || column.has("generated")) return;
    if (is_rowid(sides_.before_parts.of(table_), *before)) return;
    if (!sides_.after.find(table_)->has("strict")) return;
    const std::string_view type = column.attribute("type");
    if (sides_.before.find(table_)->has("strict") && before->attribute("type") == type) return;
    const std::string name = identifier(spelled(*before));
    const std::string number = "CAST(" + name + " AS NUMERIC)";
    if (type == "text") {
      rows_where({name}, "typeof(" + name + ") = 'blob'");
    } else if (type == "blob") {
      rows_where({name}, "typeof(" + name + ") NOT IN ('blob', 'null')");
    } else if (type == "real") {
      rows_where({name}, name + " <> " + number);
    } else if (type == "int" || type == "integer") {
      rows_where({name},
                 name + " <> " + number + " OR " + number + " <> CAST(" + number + " AS INTEGER)");
    }
  }

  [[nodiscard]] bool is_new(const Fact& constraint) const {
    const auto& before = sides_.before_parts.of(table_);
    return std::none_of(before.begin(), before.end(), [&](const Fact* part) {
      return part->identity.kind == "constraint" &&
             part->attribute("definition") == constraint.attribute("definition");
    });
  }

  [[nodiscard]] bool needed_are_there(const Fact& fact) const {
    return std::all_of(fact.needs.begin(), fact.needs.end(),
                       [&](const Identity& need) { return sides_.before.find(need) != nullptr; });
  }

  void constraint(const Fact& constraint) {
    if (!needed_are_there(constraint)) return;
    const std::string_view type = constraint.attribute("type");
    if (type == "check") {
      check(constraint);
    } else if (type == "foreign key") {
      orphans(constraint);
    } else {
      key(constraint);
    }
  }

  void check(const Fact& constraint) {
    const DdlText text(constraint.remark("sql"));
    const size_t open = find_word(text, 0, "check") + 1;
    if (open >= text.size()) return;
    Texts columns;
    for (const Identity& need : constraint.needs) columns.push_back(identifier(need.name[1]));
    rows_where(columns, "NOT " + one_line(text, {open, text.behind_group(open)}));
  }

  void key(const Fact& constraint) {
    const DdlText text(constraint.attribute("definition"));
    const size_t open = find_symbol(text, 0, '(');
    if (open >= text.size()) return;
    Texts key;
    for (const Range& item : items(text, open)) {
      if (!text.is_name(item.begin)) return;
      const bool collated = text.is(item.begin + 1, "collate") && item.begin + 2 < item.end;
      key.push_back(identifier(text.name(item.begin)) +
                    (collated ? " COLLATE " + identifier(text.name(item.begin + 2)) : ""));
    }
    duplicates(key, "");
  }

  void duplicates(const Texts& key, const std::string& condition) {
    Texts conditions;
    if (!condition.empty()) conditions.push_back("(" + condition + ")");
    for (const std::string& part : key) conditions.push_back(part + " IS NOT NULL");
    const std::string list = join(key, ", ");
    add(queries_, "SELECT " + list + ", count(*) FROM " + name_ + " WHERE " +
                      join(conditions, " AND ") + " GROUP BY " + list + " HAVING count(*) > 1");
  }

  void orphans(const Fact& constraint) {
    const DdlText text(constraint.attribute("definition"));
    const size_t open = find_symbol(text, 0, '(');
    const size_t references = find_word(text, open, "references");
    if (references + 1 >= text.size()) return;
    const Texts key = names_in(text, open);
    const Identity parent{"table", {to_lower(text.name(references + 1))}};
    const bool listed = text.is_symbol(references + 2, '(');
    const Texts parent_key = listed ? names_in(text, references + 2) : primary_key(parent, sides_);
    const Fact* parent_fact = sides_.before.find(parent);
    if (parent_fact == nullptr || key.empty() || key.size() != parent_key.size()) return;
    if (!has_columns(sides_.before, parent.name[0], parent_key)) return;
    Texts given;
    Texts matches;
    for (size_t i = 0; i < key.size(); ++i) {
      const std::string column = "child." + identifier(key[i]);
      given.push_back(column + " IS NOT NULL");
      matches.push_back("parent." + identifier(parent_key[i]) + " = " + column);
    }
    add(queries_, "SELECT " + join(identifiers(shown_of_child(key)), ", ") + " FROM " + name_ +
                      " AS child WHERE " + join(given, " AND ") +
                      " AND NOT EXISTS (SELECT 1 FROM " + identifier(spelled(*parent_fact)) +
                      " AS parent WHERE " + join(matches, " AND ") + ")");
  }

  /// The primary key and the columns that lead nowhere.
  [[nodiscard]] Texts shown_of_child(const Texts& key) const {
    Texts shown = primary_key(table_, sides_);
    for (const std::string& column : key) {
      if (std::find(shown.begin(), shown.end(), column) == shown.end()) shown.push_back(column);
    }
    return shown;
  }

  const Identity& table_;
  const Sides& sides_;
  const std::string name_;
  Texts queries_;
};

}  // namespace

std::vector<std::string> rows_in_the_way(const Identity& table, const Sides& sides) {
  return Checks(table, sides).run();
}

std::vector<std::string> rows_against_index(const Fact& index, const Sides& sides) {
  const bool on_table = index.part_of && index.part_of->kind == "table";
  if (!index.has("unique") || !on_table || sides.before.find(*index.part_of) == nullptr) return {};
  const Fact* before = sides.before.find(index.identity);
  if (before != nullptr && before->attributes == index.attributes) return {};
  return Checks(*index.part_of, sides).index(index);
}

}  // namespace migrate::sqlite
