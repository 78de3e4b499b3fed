#include "tests/sqlite/random_schema.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"

namespace migrate::test {

namespace {

constexpr std::array kOddNames = {"order", "Weird Name", "a\"b",  "UPPER", "select", "x'y",
                                  "été",   "br]acket",   "Mixed", "group", "1st",    "t.x"};
/// Columns of these names are in several tables: a view that mentions one means only one of them.
constexpr std::array kSharedNames = {"name", "Total", "key"};
constexpr std::array kTextTypes = {"TEXT", "VARCHAR(20)", "", "CLOB", "character varying (5)"};
constexpr std::array kIntTypes = {"INTEGER", "BIGINT", "NUMERIC(10, 2)", "INT", "REAL"};
constexpr std::array kActions = {"", " ON DELETE CASCADE", " ON UPDATE SET NULL ON DELETE CASCADE",
                                 " ON DELETE NO ACTION"};

/// How a table's id is written.
enum Key : size_t {
  alias,
  autoincrement,
  alone,
  not_alias,
  descending,
  composite,
  unique_only,
  kKeys
};

template <typename List>
auto named(List& list, const std::string& name) {
  return std::find_if(list.begin(), list.end(),
                      [&](const auto& item) { return item.name == name; });
}

template <typename List>
bool has(List& list, const std::string& name) {
  return named(list, name) != list.end();
}

std::string new_name(RandomSchema& schema, Dice& dice) {
  const std::string number = std::to_string(++schema.names);
  return (dice.one_in(3) ? dice.pick(kOddNames) : "n") + number;
}

/// In one of the ways in which SQLite reads it.
std::string quoted(const std::string& name, Dice& dice) {
  const bool plain = name.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                         "0123456789") == std::string::npos &&
                     (name[0] < '0' || name[0] > '9');
  if (plain && dice.one_in(2)) return dice.one_in(4) ? to_upper(name) : name;
  if (name.find(']') == std::string::npos && dice.one_in(4)) return "[" + name + "]";
  if (dice.one_in(4)) return "`" + name + "`";
  return '"' + replace_all(name, "\"", "\"\"") + '"';
}

RandomColumn random_column(RandomSchema& schema, const RandomTable& table, Dice& dice) {
  RandomColumn column;
  column.name = dice.one_in(2) ? dice.pick(kSharedNames) : new_name(schema, dice);
  if (has(table.columns, column.name) || schema.gone.contains(column.name)) {
    column.name = new_name(schema, dice);
  }
  column.is_text = dice.one_in(2);
  column.type = table.strict ? (column.is_text ? "TEXT" : "INTEGER")
                             : (column.is_text ? dice.pick(kTextTypes) : dice.pick(kIntTypes));
  switch (dice.roll(8)) {
    case 0:
      column.not_null = true;
      column.default_value = column.is_text ? "'it''s'" : "-1";
      break;
    case 1:
      column.unique = true;
      if (dice.one_in(3)) column.on_conflict = " ON CONFLICT REPLACE";
      break;
    case 2:
      column.generated = dice.one_in(2) ? " AS (% * 2) STORED" : " GENERATED ALWAYS AS (% + 1)";
      break;
    case 3:
      column.default_value = column.is_text ? "(lower('X' || 'y'))" : "(1 + 1)";
      break;
    case 4:
      column.check = dice.one_in(2) ? " CHECK (% IS NULL OR length(%) < 1000)"
                                    : " CONSTRAINT short CHECK (coalesce(length(@), 0) < 999)";
      break;
    case 5:
      column.is_text = false;
      column.type = "INTEGER";
      column.parent =
          schema.tables.empty() || dice.one_in(4) ? table.name : dice.pick(schema.tables).name;
      column.on_delete = dice.pick(kActions);
      column.deferred = dice.one_in(3);
      break;
    default:
      if (column.is_text && dice.one_in(2)) column.collation = "NOCASE";
  }
  return column;
}

RandomTable random_table(RandomSchema& schema, Dice& dice) {
  RandomTable table;
  table.name = new_name(schema, dice);
  table.strict = dice.one_in(5);
  table.key = dice.roll(kKeys);
  table.without_rowid = dice.one_in(5) && (table.key == alias || table.key == alone);
  for (size_t count = 1 + dice.roll(5); count > 0; --count) {
    table.columns.push_back(random_column(schema, table, dice));
  }
  if (dice.one_in(3)) table.named_check = new_name(schema, dice);
  return table;
}

void add_index(RandomSchema& schema, Dice& dice) {
  const RandomTable& table = dice.pick(schema.tables);
  RandomIndex index{new_name(schema, dice), table.name, {"id"}, dice.roll(4)};
  index.columns.push_back(dice.pick(table.columns).name);
  schema.indexes.push_back(index);
}

void add_view(RandomSchema& schema, Dice& dice) {
  RandomView view;
  view.name = new_name(schema, dice);
  if (!schema.views.empty() && dice.one_in(3)) {
    const RandomView& source = dice.pick(schema.views);
    view.source = source.name;
    view.columns = {source.columns.front()};
  } else {
    const RandomTable& source = dice.pick(schema.tables);
    view.source = source.name;
    view.columns = {"id", dice.pick(source.columns).name};
    if (dice.one_in(3)) view.with = dice.pick(schema.tables).name;
    view.all = dice.one_in(4);
  }
  schema.views.push_back(view);
}

void add_trigger(RandomSchema& schema, Dice& dice) {
  RandomTrigger trigger;
  trigger.name = new_name(schema, dice);
  trigger.target = dice.pick(schema.tables).name;
  trigger.form = dice.roll(3);
  if (!schema.views.empty() && dice.one_in(4)) {
    trigger.on = dice.pick(schema.views).name;
    trigger.column = named(schema.views, trigger.on)->columns.front();
  } else {
    const RandomTable& table = dice.pick(schema.tables);
    trigger.on = table.name;
    trigger.column = dice.pick(table.columns).name;
  }
  schema.triggers.push_back(trigger);
}

bool has_column(const RandomSchema& schema, const std::string& relation, const std::string& name) {
  const auto table = named(schema.tables, relation);
  if (table != schema.tables.end()) return name == "id" || has(table->columns, name);
  const auto view = named(schema.views, relation);
  return view != schema.views.end() &&
         std::find(view->columns.begin(), view->columns.end(), name) != view->columns.end();
}

/// Takes away what refers to something that is gone.
void repair(RandomSchema& schema) {
  for (RandomTable& table : schema.tables) {
    std::erase_if(table.columns, [&](const RandomColumn& column) {
      if (column.parent.empty() || has(schema.tables, column.parent)) return false;
      schema.gone.insert(column.name);
      return true;
    });
    if (table.columns.empty()) {
      RandomColumn column;
      column.name = "left_" + std::to_string(++schema.names);
      column.type = "TEXT";
      table.columns.push_back(column);
    }
  }
  const auto lacks = [&](const std::string& relation, const std::vector<std::string>& columns) {
    return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
      return !has_column(schema, relation, column);
    });
  };
  for (size_t left = SIZE_MAX; left != schema.views.size();) {
    left = schema.views.size();
    const std::vector<RandomView> all = schema.views;
    std::erase_if(schema.views, [&](const RandomView& view) {
      return lacks(view.source, view.columns) ||
             (!view.with.empty() && !has(schema.tables, view.with));
    });
  }
  std::erase_if(schema.indexes,
                [&](const RandomIndex& index) { return lacks(index.table, index.columns); });
  std::erase_if(schema.triggers, [&](const RandomTrigger& trigger) {
    return lacks(trigger.on, {trigger.column}) || !has(schema.tables, trigger.target);
  });
}

/// A view may take its name.
void drop_table(RandomSchema& schema, Dice& dice) {
  const auto at = schema.tables.begin() + static_cast<ptrdiff_t>(dice.roll(schema.tables.size()));
  const std::string name = at->name;
  schema.tables.erase(at);
  repair(schema);
  if (!dice.one_in(3)) return;
  add_view(schema, dice);
  schema.views.back().name = name;
}

void mutate_column(RandomTable& table, RandomColumn& column, Dice& dice) {
  const bool plain = column.generated.empty() && column.parent.empty();
  switch (dice.roll(6)) {
    case 0:
      if (plain && !table.strict) {
        column.type = dice.one_in(2) ? dice.pick(kTextTypes) : dice.pick(kIntTypes);
      }
      break;
    case 1:
      if (!plain || column.unique) break;
      column.not_null = !column.not_null;
      if (column.not_null) column.default_value = column.is_text ? "'some'" : "0";
      break;
    case 2:
      if (plain && !column.unique) column.default_value = column.is_text ? "'other'" : "42";
      break;
    case 3:
      column.collation = column.collation.empty() ? "RTRIM" : "";
      break;
    case 4:
      if (plain && !column.not_null && column.default_value.empty()) column.unique = !column.unique;
      break;
    default:
      column.check = column.check.empty() ? " CHECK (% IS NULL OR length(%) < 777)" : "";
  }
}

void mutate_table(RandomSchema& schema, Dice& dice) {
  RandomTable& table = schema.tables[dice.roll(schema.tables.size())];
  switch (dice.roll(8)) {
    case 0:
    case 1: {
      const size_t place = dice.roll(table.columns.size() + 1);
      table.columns.insert(table.columns.begin() + static_cast<ptrdiff_t>(place),
                           random_column(schema, table, dice));
      break;
    }
    case 2: {
      const auto column =
          table.columns.begin() + static_cast<ptrdiff_t>(dice.roll(table.columns.size()));
      schema.gone.insert(column->name);
      table.columns.erase(column);
      break;
    }
    case 3:
      table.key = dice.roll(kKeys);
      table.without_rowid = dice.one_in(3) && (table.key == alias || table.key == alone);
      break;
    case 4:
      table.named_check = table.named_check.empty() ? new_name(schema, dice) : "";
      break;
    case 5:
      table.remark = "a remark; no change";
      break;
    default:
      mutate_column(table, table.columns[dice.roll(table.columns.size())], dice);
  }
}

/// An index, a view or a trigger becomes another one of its name.
void mutate_other(RandomSchema& schema, Dice& dice) {
  if (!schema.indexes.empty() && dice.one_in(2)) {
    RandomIndex& index = schema.indexes[dice.roll(schema.indexes.size())];
    index.form = dice.roll(4);
    index.columns = {"id"};
    if (dice.one_in(3)) index.table = dice.pick(schema.tables).name;
  }
  if (!schema.triggers.empty() && dice.one_in(2)) {
    RandomTrigger& trigger = schema.triggers[dice.roll(schema.triggers.size())];
    trigger.form = dice.roll(3);
    if (dice.one_in(3)) {
      trigger.on = dice.pick(schema.tables).name;
      trigger.column = "id";
    }
  }
  if (!schema.views.empty() && dice.one_in(2)) {
    RandomView& view = schema.views[dice.roll(schema.views.size())];
    view.columns = {view.columns.front()};
    view.all = !view.all;
  }
}

std::string column_sql(const RandomTable& table, const RandomColumn& column, Dice& dice) {
  const std::string name = quoted(column.name, dice);
  std::string sql = name;
  if (!column.type.empty()) sql += (dice.one_in(3) ? "  " : " ") + column.type;
  if (column.not_null) sql += dice.one_in(2) ? " NOT NULL" : " not  null";
  if (!column.default_value.empty()) sql += " DEFAULT " + column.default_value;
  if (!column.collation.empty()) sql += " COLLATE " + column.collation;
  if (column.unique) sql += " UNIQUE" + column.on_conflict;
  sql +=
      replace_all(replace_all(column.check, "%", name), "@", quoted(table.name, dice) + "." + name);
  sql += replace_all(column.generated, "%", "id");
  if (!column.parent.empty()) {
    sql += " REFERENCES " + quoted(column.parent, dice) + " (id)" + column.on_delete;
    if (column.deferred) sql += " DEFERRABLE INITIALLY DEFERRED";
  }
  return sql;
}

std::string id_sql(const RandomTable& table, std::vector<std::string>& constraints, Dice& dice) {
  switch (table.key) {
    case alias:
      return "id INTEGER PRIMARY KEY";
    case autoincrement:
      return "id INTEGER PRIMARY KEY AUTOINCREMENT";
    case alone:
      constraints.push_back("PRIMARY KEY (" + quoted("id", dice) + ")");
      return "id INTEGER NOT NULL";
    case not_alias:
      return "id INT NOT NULL PRIMARY KEY";
    case descending:
      return "id INTEGER PRIMARY KEY DESC";
    case composite:
      constraints.emplace_back("UNIQUE (id)");
      constraints.emplace_back("CONSTRAINT both PRIMARY KEY (id, id2)");
      return "id INTEGER NOT NULL, id2 INTEGER NOT NULL DEFAULT 1";
    default:
      constraints.emplace_back("CONSTRAINT \"only one\" UNIQUE (id)");
      return "id INTEGER";
  }
}

std::string table_sql(const RandomTable& table, Dice& dice) {
  std::vector<std::string> constraints;
  std::vector<std::string> lines = {id_sql(table, constraints, dice)};
  for (const RandomColumn& column : table.columns) lines.push_back(column_sql(table, column, dice));
  if (!table.named_check.empty()) {
    constraints.push_back("CONSTRAINT " + quoted(table.named_check, dice) + " CHECK (id > 0)");
  }
  lines.insert(lines.end(), constraints.begin(), constraints.end());
  const std::string remark = table.remark.empty() ? "" : " /* " + table.remark + " */";
  std::string options = table.without_rowid ? " WITHOUT ROWID" : "";
  if (table.strict) options += options.empty() ? " STRICT" : ", STRICT";
  return "CREATE TABLE " + quoted(table.name, dice) + " (" + remark + "\n    " +
         join(lines, ",\n    ") + "\n)" + options + ";\n";
}

std::string index_sql(const RandomIndex& index, Dice& dice) {
  const std::string last = quoted(index.columns.back(), dice);
  const std::array<std::string, 4> forms = {
      " (" + last + ");\n", " (" + last + " DESC, id) WHERE " + last + " IS NOT NULL;\n",
      " (length(" + last + "));\n", " (id, " + last + " COLLATE NOCASE);\n"};
  const std::string unique = index.form == 3 ? "UNIQUE " : "";
  return "CREATE " + unique + "INDEX " + quoted(index.name, dice) + " ON " +
         quoted(index.table, dice) + forms.at(index.form);
}

std::string view_sql(const RandomView& view, Dice& dice) {
  std::vector<std::string> columns;
  for (const std::string& column : view.columns) columns.push_back("s." + quoted(column, dice));
  std::string sql = "CREATE VIEW " + quoted(view.name, dice) + " AS SELECT " + join(columns, ", ") +
                    " FROM " + quoted(view.source, dice) + " AS s";
  if (!view.with.empty()) sql += " JOIN " + quoted(view.with, dice) + " AS w ON w.id = s.id";
  return sql + ";\n";
}

std::string trigger_sql(const RandomSchema& schema, const RandomTrigger& trigger, Dice& dice) {
  const bool on_view = has(schema.views, trigger.on);
  const std::string column = quoted(trigger.column, dice);
  const std::array<std::string, 3> events = {"INSERT", "UPDATE OF " + column, "DELETE"};
  const std::string row = trigger.form == 0 ? "new." : "old.";
  return "CREATE TRIGGER " + quoted(trigger.name, dice) + (on_view ? " INSTEAD OF " : " AFTER ") +
         events.at(trigger.form) + " ON " + quoted(trigger.on, dice) +
         " WHEN 0\nBEGIN\n    DELETE FROM " + quoted(trigger.target, dice) + " WHERE id = " + row +
         column + ";\n    SELECT CASE WHEN 1 THEN 2 END;\nEND;\n";
}

}  // namespace

RandomSchema random_schema(Dice& dice) {
  RandomSchema schema;
  for (size_t count = 1 + dice.roll(4); count > 0; --count) {
    schema.tables.push_back(random_table(schema, dice));
  }
  // Foreign keys that go round.
  for (RandomTable& table : schema.tables) {
    if (!dice.one_in(3)) continue;
    RandomColumn column;
    column.name = new_name(schema, dice);
    column.is_text = false;
    column.type = "INTEGER";
    column.parent = dice.pick(schema.tables).name;
    table.columns.push_back(column);
  }
  for (size_t count = dice.roll(4); count > 0; --count) add_index(schema, dice);
  for (size_t count = dice.roll(4); count > 0; --count) add_view(schema, dice);
  for (size_t count = dice.roll(4); count > 0; --count) add_trigger(schema, dice);
  return schema;
}

RandomSchema mutated(RandomSchema schema, Dice& dice) {
  for (size_t count = 1 + dice.roll(4); count > 0; --count) {
    switch (dice.roll(10)) {
      case 5:
        mutate_other(schema, dice);
        break;
      case 0:
        schema.tables.push_back(random_table(schema, dice));
        break;
      case 1:
        if (schema.tables.size() > 1) drop_table(schema, dice);
        break;
      case 2:
        add_index(schema, dice);
        break;
      case 3:
        add_view(schema, dice);
        break;
      case 4:
        add_trigger(schema, dice);
        break;
      default:
        mutate_table(schema, dice);
    }
    repair(schema);
  }
  return schema;
}

std::string to_sql(const RandomSchema& schema, Dice& dice) {
  std::string sql;
  for (const RandomTable& table : schema.tables) sql += table_sql(table, dice);
  for (const RandomIndex& index : schema.indexes) sql += index_sql(index, dice);
  for (const RandomView& view : schema.views) sql += view_sql(view, dice);
  for (const RandomTrigger& trigger : schema.triggers) sql += trigger_sql(schema, trigger, dice);
  return sql;
}

std::string rows_of(const RandomSchema& schema, const RandomSchema& after, Dice& dice) {
  constexpr size_t kRows = 3;
  std::string sql = "PRAGMA foreign_keys = OFF;\n";
  for (const RandomTable& table : schema.tables) {
    const auto later = named(after.tables, table.name);
    for (size_t row = 1; row <= kRows; ++row) {
      std::vector<std::string> names = {"id"};
      std::vector<std::string> values = {std::to_string(row * 2)};
      for (const RandomColumn& column : table.columns) {
        if (!column.generated.empty()) continue;
        bool unique = column.unique;
        if (later != after.tables.end() && has(later->columns, column.name)) {
          unique = unique || named(later->columns, column.name)->unique;
        }
        if (column.name.starts_with("left_") || (!column.not_null && !unique && dice.one_in(4))) {
          continue;
        }
        names.push_back('"' + replace_all(column.name, "\"", "\"\"") + '"');
        const std::string number = std::to_string(row * 7);
        values.push_back(!column.parent.empty() ? std::to_string(2 * (1 + dice.roll(kRows)))
                         : column.is_text       ? "'0" + number + "x'"
                                                : number);
      }
      sql += "INSERT INTO \"" + replace_all(table.name, "\"", "\"\"") + "\" (" + join(names, ", ") +
             ") VALUES (" + join(values, ", ") + ");\n";
    }
  }
  return sql + "PRAGMA foreign_keys = ON;\n";
}

}  // namespace migrate::test
