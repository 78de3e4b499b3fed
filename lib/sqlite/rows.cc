#include "lib/sqlite/rows.h"

#include <algorithm>
#include <map>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/sqlite/embedded_sql.h"
#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite {
namespace {

using schema::Catalog;
using schema::Fact;
using schema::Identity;

/// Bytes that gather before they are handed on.
constexpr size_t kChunkBytes = 64 * 1024;

struct Columns {
  std::vector<std::string> names;
  /// The primary key's first: rows that it doesn't tell apart (it may be NULL) by the others.
  std::vector<std::string> order;
};

Columns columns_of(SqliteConnection& connection, const std::string& table) {
  std::vector<std::pair<int, std::string>> keys;
  Columns result;
  std::vector<std::string> others;
  const db::Outcome found = db::execute(
      connection,
      {.sql = std::string(embedded_sql("rows/columns")), .parameters = {db::text(table)}});
  for (const auto& row : found.rows) {
    const std::string name = identifier(row.at(0).value());
    const int place = std::stoi(row.at(1).value());
    result.names.push_back(name);
    if (place > 0) keys.emplace_back(place, name);
    if (place == 0) others.push_back(name);
  }
  std::sort(keys.begin(), keys.end());
  for (const auto& [place, name] : keys) result.order.push_back(name + " COLLATE BINARY");
  for (const std::string& name : others) result.order.push_back(name + " COLLATE BINARY");
  return result;
}

/// A query whose values are literals.
std::string literals_query(const std::string& table, const Columns& columns) {
  std::vector<std::string> literals;
  for (const std::string& name : columns.names) literals.push_back(as_literal(name));
  return "SELECT " + join(literals, ", ") + " FROM main." + identifier(table) + " ORDER BY " +
         join(columns.order, ", ");
}

void write_table(SqliteConnection& connection, const std::string& table, Sink& out) {
  const Columns columns = columns_of(connection, table);
  const std::string opening =
      "INSERT INTO " + identifier(table) + " (" + join(columns.names, ", ") + ") VALUES (";
  std::string text;
  connection.each_row(literals_query(table, columns), [&](const std::vector<db::Value>& row) {
    for (size_t index = 0; index < row.size(); ++index) {
      text.append(index == 0 ? opening : ", ").append(row[index].value());
    }
    text += ");\n";
    if (text.size() < kChunkBytes) return;
    out.write(text);
    text.clear();
  });
  out.write(text);
}

/// What keeps AUTOINCREMENT from giving a number again.
std::string sequence_state(SqliteConnection& connection, const Fact& table) {
  if (!table.has("autoincrement")) return "";
  const std::string name = literal(spelled(table));
  const db::Outcome found =
      db::execute(connection, {.sql = "SELECT seq FROM main.sqlite_sequence WHERE name = " + name});
  if (found.rows.empty()) return "";
  return "DELETE FROM sqlite_sequence WHERE name = " + name +
         ";\nINSERT INTO sqlite_sequence (name, seq) VALUES (" + name + ", " +
         found.rows.at(0).at(0).value_or("NULL") + ");\n";
}

/// Throws where a row refers to one that isn't written: it could not be put back.
void demand_parents(SqliteConnection& connection, const Identity& table, const std::string& name,
                    const std::vector<Identity>& tables) {
  std::map<std::string, std::pair<Identity, std::vector<std::string>>> missing;  // by id
  const db::Outcome found = db::execute(
      connection,
      {.sql = std::string(embedded_sql("rows/parents")), .parameters = {db::text(name)}});
  for (const auto& row : found.rows) {
    const Identity parent{"table", {to_lower(row.at(1).value())}};
    if (std::find(tables.begin(), tables.end(), parent) != tables.end()) continue;
    auto& [identity, conditions] = missing[row.at(0).value()];
    identity = parent;
    conditions.push_back(identifier(row.at(2).value()) + " IS NOT NULL");
  }
  for (const auto& [id, reference] : missing) {
    const db::Outcome rows =
        db::execute(connection, {.sql = "SELECT 1 FROM main." + identifier(name) + " WHERE " +
                                        join(reference.second, " AND ") + " LIMIT 1"});
    if (rows.rows.empty()) continue;
    throw Error(ErrorCode::usage,
                "rows of " + describe(table) + " refer to rows of " + describe(reference.first) +
                    ", which are not dumped",
                "dump both");
  }
}

/// Whether a row can be there before the one that it refers to.
bool needs_foreign_keys_off(const Catalog& schema, const std::vector<Identity>& tables) {
  return std::any_of(schema.facts.begin(), schema.facts.end(), [&](const auto& entry) {
    const Fact& fact = entry.second;
    if (fact.attribute("type") != "foreign key" || !fact.part_of) return false;
    const auto child = std::find(tables.begin(), tables.end(), *fact.part_of);
    return std::any_of(fact.prefers.begin(), fact.prefers.end(), [&](const Identity& parent) {
      return std::find(child, tables.end(), parent) != tables.end();
    });
  });
}

}  // namespace

schema::Catalog without_triggers(schema::Catalog schema, const std::vector<Identity>& tables) {
  std::erase_if(schema.facts, [&](const auto& entry) {
    const Fact& fact = entry.second;
    return fact.identity.kind == "trigger" && fact.part_of &&
           std::find(tables.begin(), tables.end(), *fact.part_of) != tables.end();
  });
  return schema;
}

void write_rows(SqliteConnection& connection, const Catalog& schema,
                const std::vector<Identity>& tables, Sink& out) {
  for (const Identity& table : tables) {
    demand_parents(connection, table, spelled(schema.facts.at(table)), tables);
  }
  out.write(needs_foreign_keys_off(schema, tables) ? "\nPRAGMA foreign_keys = OFF;\nBEGIN;\n"
                                                   : "\nBEGIN;\n");
  std::string states;
  for (const Identity& table : tables) {
    const Fact& fact = schema.facts.at(table);
    write_table(connection, spelled(fact), out);
    states += sequence_state(connection, fact);
  }
  out.write(states + "COMMIT;\n");
}

// quote() of 3.40 has three gaps: a text ends at its first NUL, infinity is no literal, and sqlite3
// reads the CR LF of a text as LF.
std::string as_literal(const std::string& column) {
  std::string result =
      "CASE WHEN typeof(@) = 'text' AND (instr(@, char(0)) OR instr(@, char(13)))"
      " THEN 'CAST(X''' || hex(CAST(@ AS BLOB)) || ''' AS TEXT)'"
      " WHEN typeof(@) = 'real' AND abs(@) > 1.7976931348623157e308"
      " THEN CASE WHEN @ > 0 THEN '9e999' ELSE '-9e999' END"
      " ELSE quote(@) END";
  return replace_all(result, "@", column);
}

}  // namespace migrate::sqlite
