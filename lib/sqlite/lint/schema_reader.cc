#include "lib/sqlite/lint/schema_reader.h"

#include <utility>

#include "lib/base/text.h"
#include "lib/sqlite/lint/parsed.h"

namespace migrate::sqlite::lint {
namespace {

/// In the order of their making, which stays the same as long as they do.
constexpr const char* kObjects =
    "SELECT type, name, tbl_name, sql, 0 FROM main.sqlite_master UNION ALL "
    "SELECT type, name, tbl_name, sql, 1 FROM temp.sqlite_temp_master";
constexpr const char* kColumns =
    "SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk, hidden FROM "
    "pragma_table_xinfo(?1) ORDER BY cid";
constexpr const char* kForeignKeys =
    "SELECT id, \"table\", \"from\", on_delete, on_update FROM pragma_foreign_key_list(?1) "
    "ORDER BY id, seq";
constexpr const char* kIndexes =
    "SELECT l.name, l.origin, l.partial, i.name FROM pragma_index_list(?1) AS l, "
    "pragma_index_info(l.name) AS i ORDER BY l.seq, i.seqno";

void read_columns(SafeDatabase& database, const std::string& name, Table& table) {
  size_t keys = 0;
  for (const auto& row : database.query(kColumns, name)) {
    const bool generated = row[5] == "2" || row[5] == "3";
    table.columns.push_back(
        {to_lower(row[0]), row[0], row[1], row[2] == "1", row[3] == "1", generated});
    if (row[4] == "0") continue;
    ++keys;
    table.rowid_column = to_lower(row[1]) == "integer" ? table.columns.back().name : "";
  }
  if (keys != 1) table.rowid_column.clear();
}

void read_foreign_keys(SafeDatabase& database, const std::string& name, Table& table) {
  std::string id;
  for (const auto& row : database.query(kForeignKeys, name)) {
    if (table.foreign_keys.empty() || row[0] != id) {
      id = row[0];
      table.foreign_keys.push_back({to_lower(row[1]), {}, row[3], row[4]});
    }
    table.foreign_keys.back().columns.push_back(to_lower(row[2]));
  }
}

void read_indexes(SafeDatabase& database, const std::string& name, Table& table) {
  for (const auto& row : database.query(kIndexes, name)) {
    if (table.indexes.empty() || table.indexes.back().name != to_lower(row[0])) {
      table.indexes.push_back({to_lower(row[0]), {}, row[1] == "c", row[2] == "1"});
    }
    table.indexes.back().columns.push_back(to_lower(row[3]));
  }
}

/// A table as the catalog has it.
struct Found {
  std::string spelled;
  std::string sql;
  std::string text;  ///< all of its parts: the same as long as the table is
  bool temporary = false;
};

std::shared_ptr<const Table> read_table(SafeDatabase& database, const Found& found) {
  auto table = std::make_shared<Table>();
  table->spelled = found.spelled;
  table->temporary = found.temporary;
  read_columns(database, found.spelled, *table);
  read_foreign_keys(database, found.spelled, *table);
  read_indexes(database, found.spelled, *table);
  table->autoincrement = parse(found.sql).has_word("autoincrement");
  return table;
}

}  // namespace

void SchemaReader::read(SafeDatabase& database, Schema& schema) {
  schema.tables.clear();
  schema.triggers.clear();
  schema.views.clear();
  std::map<std::string, Found> found;
  for (const auto& row : database.query(kObjects)) {
    const std::string name = to_lower(row[1]);
    const std::string table = to_lower(row[2]);
    if (row[0] == "table") {
      Found& object = found[name];
      object.spelled = row[1];
      object.sql = row[3];
      object.temporary = row[4] == "1";
      object.text += row[4] + row[3];
    } else if (row[0] == "index") {
      found[table].text += "\n" + row[1] + "\n" + row[3];
    } else if (row[0] == "trigger") {
      schema.triggers[name] = table;
    } else {
      schema.views.insert(name);
    }
  }
  std::erase_if(known_, [&](const auto& known) { return !found.contains(known.first); });
  for (auto& [name, object] : found) {
    if (name.starts_with("sqlite_")) continue;
    Known& known = known_[name];
    if (known.table == nullptr || known.text != object.text) {
      known = {object.text, read_table(database, object)};
    }
    schema.tables.emplace_hint(schema.tables.end(), name, known.table);
  }
}

}  // namespace migrate::sqlite::lint
