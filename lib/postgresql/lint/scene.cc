#include "lib/postgresql/lint/scene.h"

#include <array>

#include "lib/sql/lexer.h"

namespace migrate::postgresql::lint {

void Scene::hit(const Rule& rule, std::string message, Place place) {
  hits_.push_back({&rule, statement, place.offset, std::move(message), std::move(place.object),
                   std::move(place.lock), std::move(place.fix), std::move(place.loser)});
}

size_t Scene::find(std::string_view word, size_t from) const {
  for (const sql::Lexeme& lexeme : sql::lexemes(text(), sql::postgresql_dialect())) {
    if (lexeme.offset >= from && lexeme.folded == word) return lexeme.offset;
  }
  return from;
}

bool Scene::later(const Test& test) const {
  for (size_t i = statement + 1; i < trees.size(); ++i) {
    if (test(kind_of(trees[i]), body_of(trees[i]))) return true;
  }
  return false;
}

bool Scene::earlier(const Test& test) const {
  for (size_t i = 0; i < statement && i < trees.size(); ++i) {
    if (test(kind_of(trees[i]), body_of(trees[i]))) return true;
  }
  return false;
}

bool Scene::earlier_in_transaction(const Test& test) const {
  const auto& own = script.statements[statement];
  if (own.runs == sql::Segment::Kind::alone) return false;
  for (size_t i = 0; i < statement; ++i) {
    if (script.statements[i].segment != own.segment) continue;
    if (test(kind_of(trees[i]), body_of(trees[i]))) return true;
  }
  return false;
}

bool Scene::makes_view_later(const Name& name) const {
  return later([&](std::string_view node, const Tree& statement_body) {
    return node == "CreateTableAsStmt" && statement_body["objtype"].text() == "OBJECT_MATVIEW" &&
           same(name_of(statement_body["into"]["rel"]), name);
  });
}

void each_command(const Scene& scene, const std::function<void(const Command&)>& act) {
  if (scene.kind != "AlterTableStmt" || scene.body["objtype"].text() != "OBJECT_TABLE") return;
  const Tree& relation = scene.body["relation"];
  const Name table = name_of(relation);
  if (!scene.catalog.in_use(table)) return;
  const size_t behind_table = location(relation) + table.name.size();
  for (const Tree& node : scene.body["cmds"].items()) {
    const Tree& command = node["AlterTableCmd"];
    std::string name = command["name"].text();
    if (name.empty()) name = command["def"]["ColumnDef"]["colname"].text();
    if (name.empty()) name = command["def"]["Constraint"]["conname"].text();
    const size_t offset = name.empty() ? location(relation) : scene.find(name, behind_table);
    act({table, command["subtype"].text(), name, command, offset});
  }
}

std::string alter(const Name& table) { return "ALTER TABLE " + sql(table) + " "; }

std::span<const Family> families() {
  static const std::array kFamilies = {
      destructive_rules(),  add_column_rules(), alter_column_rules(), constraint_rules(),
      storage_rules(),      index_rules(),      transaction_rules(),  compatibility_rules(),
      refused_rules(),      naming_rules(),     rights_rules(),       table_design_rules(),
      column_design_rules()};
  return kFamilies;
}

}  // namespace migrate::postgresql::lint
