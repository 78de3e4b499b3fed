#include "lib/sqlite/schema/introspect.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/sqlite/embedded_sql.h"
#include "lib/sqlite/schema/ddl_text.h"
#include "lib/sqlite/schema/read_table.h"

namespace migrate::sqlite {

namespace {

using schema::Catalog;
using schema::Fact;
using schema::Identity;

/// A row of sqlite_schema.
struct Object {
  std::string type;
  std::string name;
  std::string table;
  std::string sql;
};

struct Rows {
  std::vector<Object> objects;
  std::map<std::string, std::string, std::less<>> kinds;  ///< of tables, by name: pragma_table_list
  std::map<std::string, std::vector<std::string>, std::less<>> columns;  ///< by table
};

db::Outcome query(db::Connection& connection, const std::string& name) {
  const std::string_view sql = embedded_sql("catalog/" + name);
  assert(!sql.empty());
  return db::execute(connection, {.sql = std::string(sql)});
}

/// The queries in one read transaction, which is one snapshot in SQLite; it stays open.
Rows read_rows(db::Connection& connection) {
  Rows rows;
  db::execute(connection, {.sql = "BEGIN"});
  try {
    for (const auto& row : query(connection, "objects").rows) {
      rows.objects.push_back({*row.at(0), *row.at(1), *row.at(2), *row.at(3)});
    }
    for (const auto& row : query(connection, "tables").rows) rows.kinds[*row.at(0)] = *row.at(1);
    for (const auto& row : query(connection, "columns").rows) {
      rows.columns[*row.at(0)].push_back(to_lower(*row.at(1)));
    }
  } catch (const Error&) {
    (void)db::try_execute(connection, {.sql = "ROLLBACK"});
    throw;
  }
  return rows;
}

class Reader {
 public:
  explicit Reader(const Rows& rows) : rows_(rows) {
    for (const Object& object : rows.objects) {
      if (object.type == "table" || object.type == "view") known_.insert(to_lower(object.name));
    }
    for (const auto& [table, columns] : rows.columns) known_.insert(columns.begin(), columns.end());
  }

  Catalog run() {
    for (const Object& object : rows_.objects) {
      const std::string kind = kind_of(object);
      if (kind == "table") add_table(object);
      if (kind == "view" || kind == "virtual table") add(object, kind, 3);
    }
    for (const Object& object : rows_.objects) {
      if (object.type == "index" || object.type == "trigger") add_to_table(object);
    }
    for (const auto& [identity, words] : mentions_) resolve(identity, words);
    note_children();
    return std::move(catalog_);
  }

 private:
  [[nodiscard]] std::string kind_of(const Object& object) const {
    if (object.type != "table") return object.type;
    const auto found = rows_.kinds.find(object.name);
    const std::string kind = found == rows_.kinds.end() ? "table" : found->second;
    return kind == "virtual" ? "virtual table" : kind;
  }

  void add_table(const Object& object) {
    auto facts = read_table(object.sql, known_);
    if (!facts || !agrees(*facts, object.name)) {
      catalog_.unmodelled.push_back({"table", {to_lower(object.name)}});
      return;
    }
    catalog_.add(std::move(facts->table));
    for (Fact& part : facts->parts) catalog_.add(std::move(part));
  }

  /// Whether the columns are those that SQLite has read from the same text.
  [[nodiscard]] bool agrees(const TableFacts& facts, const std::string& table) const {
    std::vector<std::string> names;
    for (const Fact& part : facts.parts) {
      if (part.identity.kind == "column") names.push_back(part.identity.name[1]);
    }
    const auto found = rows_.columns.find(table);
    return found != rows_.columns.end() && found->second == names;
  }

  /// `behind_name`: the token behind "CREATE kind name".
  Fact& add(const Object& object, const std::string& kind, size_t behind_name) {
    const DdlText text(object.sql);
    if (kind == "virtual table" || text.is(1, "unique")) ++behind_name;
    const Range definition{std::min(behind_name, text.size()), text.size()};
    Fact fact{{kind, {to_lower(object.name)}}};
    const Identity identity = fact.identity;
    fact.remarks["name"] = object.name;
    fact.remarks["sql"] = std::string(text.slice(text.all()));
    // The arguments of a virtual table are its module's own language: there, case may count.
    fact.attributes["definition"] = kind == "virtual table" ? std::string(text.slice(definition))
                                                            : text.canonical(definition, known_);
    if (text.is(1, "unique")) fact.attributes["unique"] = "yes";
    mentions_.emplace_back(identity, text.words(definition));
    catalog_.add(std::move(fact));
    return catalog_.facts.at(identity);
  }

  void add_to_table(const Object& object) {
    const std::string table = to_lower(object.table);
    for (const char* kind : {"table", "view", "virtual table"}) {
      const Identity whole{kind, {table}};
      if (catalog_.find(whole) == nullptr) continue;
      Fact& fact = add(object, object.type, 3);
      fact.attributes["table"] = table;
      fact.part_of = whole;
      return;
    }
    catalog_.unmodelled.push_back({object.type, {to_lower(object.name)}});
  }

  /// A name that is mentioned anywhere counts as referred to: an order that gives way is enough, as
  /// SQLite looks into a view or a trigger only when it is used.
  void resolve(const Identity& identity, const Names& words) {
    Fact& fact = catalog_.facts.at(identity);
    const bool is_index = identity.kind == "index";
    for (const std::string& word : words) {
      for (const char* kind : {"table", "view", "virtual table"}) {
        const Identity relation{kind, {word}};
        if (relation == identity || relation == fact.part_of || is_index) continue;
        if (catalog_.find(relation) != nullptr) fact.prefers.push_back(relation);
      }
    }
    std::vector<std::string> tables;
    if (fact.part_of) tables.push_back(fact.part_of->name[0]);
    for (const Identity& relation : fact.prefers) tables.push_back(relation.name[0]);
    for (const std::string& table : tables) {
      for (const std::string& word : words) {
        const Identity column{"column", {table, word}};
        if (catalog_.find(column) == nullptr) continue;
        (is_index ? fact.needs : fact.prefers).push_back(column);
      }
    }
  }

  void note_children() {
    for (const auto& [identity, fact] : catalog_.facts) {
      if (fact.attribute("type") != "foreign key") continue;
      for (const Identity& parent : fact.prefers) {
        const auto found = catalog_.facts.find(parent);
        if (found == catalog_.facts.end() || fact.part_of == parent) continue;
        found->second.remarks[std::string(kChildRemark) + fact.part_of->name[0]] = "yes";
      }
    }
  }

  const Rows& rows_;
  Names known_;
  Catalog catalog_;
  std::vector<std::pair<Identity, Names>> mentions_;
};

}  // namespace

Catalog introspect(db::Connection& connection) {
  const Rows rows = read_rows(connection);
  db::execute(connection, {.sql = "ROLLBACK"});
  return Reader(rows).run();
}

Catalog introspect_and_stay(db::Connection& connection) {
  const Rows rows = read_rows(connection);
  return Reader(rows).run();
}

}  // namespace migrate::sqlite
