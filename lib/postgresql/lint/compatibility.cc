// Rules about programs that run while a script does: they know the old names.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::string_view kExclusive =
    "ACCESS EXCLUSIVE, shortly: reads and writes wait behind "
    "it";

constexpr std::array kRules = {
    Rule{
        .id = "rename-table",
        .severity = Severity::warning,
        .summary = "gives a table another name or schema",
        .lock = kExclusive,
        .why = "programs that run already ask for the old name, and fail.",
        .advice = "make a view with the old name in the same script, and drop it when no program "
                  "uses it any more",
        .bad = "ALTER TABLE notes RENAME TO remarks;\n",
        .good = "ALTER TABLE notes RENAME TO remarks;\nCREATE VIEW notes AS SELECT * FROM "
                "remarks;\n",
    },
    Rule{
        .id = "rename-column",
        .severity = Severity::warning,
        .summary = "gives a column another name",
        .lock = kExclusive,
        .why = "programs that run already ask for the old name, and fail.",
        .advice = "add a column with the new name, let a trigger keep both the same, and drop the "
                  "old one when no program uses it any more",
        .bad = "ALTER TABLE orders RENAME COLUMN note TO remark;\n",
        .good = "ALTER TABLE orders ADD COLUMN remark text;\n",
    },
    Rule{
        .id = "rename-enum-value",
        .severity = Severity::warning,
        .summary = "gives an enum's value another name",
        .lock = "",
        .why = "programs that run already ask for the old one, and fail.",
        .advice = "add the new value, move the rows in a later revision",
        .bad = "ALTER TYPE mood RENAME VALUE 'fine' TO 'glad';\n",
        .good = "ALTER TYPE mood ADD VALUE 'glad';\n",
    },
    Rule{
        .id = "drop-default",
        .severity = Severity::warning,
        .summary = "drops the default of a column that is NOT NULL",
        .lock = kExclusive,
        .why = "programs that run already and leave the column out of an INSERT fail; those that "
               "don't know a new column always do.",
        .advice = "keep the default until every program writes the column",
        .bad = "ALTER TABLE orders ADD COLUMN weight integer NOT NULL DEFAULT 0;\n"
               "ALTER TABLE orders ALTER COLUMN weight DROP DEFAULT;\n",
        .good = "ALTER TABLE orders ADD COLUMN weight integer NOT NULL DEFAULT 0;\n",
    },
    Rule{
        .id = "drop-view",
        .severity = Severity::warning,
        .summary = "drops a view and does not make it again",
        .lock = kExclusive,
        .why = "programs that run already and read it fail.",
        .advice = "take the view out of the programs, ship that, and drop it later",
        .bad = "DROP VIEW customer_names;\n",
        .good = "DROP VIEW customer_names;\n"
                "CREATE VIEW customer_names AS SELECT id, name, country FROM customers;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// Whether a view with the old name comes in the same script.
bool stands_in(const Scene& scene, const Name& old_name) {
  return scene.later([&](std::string_view kind, const Tree& body) {
    return kind == "ViewStmt" && scene.same(name_of(body["view"]), old_name);
  });
}

/// Whether the script makes something else of the name before or after: a swap of two tables.
bool taken_again(const Scene& scene, const Name& old_name) {
  return scene.later([&](std::string_view kind, const Tree& body) {
    if (kind == "CreateStmt") return scene.same(name_of(body["relation"]), old_name);
    return kind == "RenameStmt" && body["renameType"].text() == "OBJECT_TABLE" &&
           body["newname"].text() == old_name.name;
  });
}

/// Whether a column with the old name comes in the same script.
bool column_again(const Scene& scene, const Name& table, const std::string& column) {
  return scene.later([&](std::string_view kind, const Tree& body) {
    if (kind != "AlterTableStmt" || !scene.same(name_of(body["relation"]), table)) return false;
    const json::Array& commands = body["cmds"].items();
    return std::any_of(commands.begin(), commands.end(), [&](const Tree& node) {
      return node["AlterTableCmd"]["def"]["ColumnDef"]["colname"].text() == column;
    });
  });
}

void judge_rename(Scene& scene) {
  const std::string& type = scene.body["renameType"].text();
  const Tree& relation = scene.body["relation"];
  const Name name = name_of(relation);
  const std::string& new_name = scene.body["newname"].text();
  if (type == "OBJECT_TABLE") {
    if (!scene.catalog.in_use(name) || stands_in(scene, name) || taken_again(scene, name)) return;
    scene.hit(rule("rename-table"), fmt::format("{} becomes {}", sql(name), sql(new_name)),
              {location(relation), sql(name),
               fmt::format("{}RENAME TO {};\nCREATE VIEW {} AS SELECT * FROM {};\n", alter(name),
                           sql(new_name), sql(name), sql(Name{name.schema, new_name}))});
  } else if (type == "OBJECT_COLUMN" && scene.body["relationType"].text() == "OBJECT_TABLE") {
    const std::string& column = scene.body["subname"].text();
    if (!scene.catalog.in_use(name) || column_again(scene, name, column)) return;
    scene.hit(
        rule("rename-column"),
        fmt::format("{}.{} becomes {}", sql(name), sql(column), sql(new_name)),
        {scene.find(column, location(relation) + name.name.size()), sql(name) + "." + sql(column)});
  }
}

void judge_move(Scene& scene) {
  if (scene.body["objectType"].text() != "OBJECT_TABLE") return;
  const Tree& relation = scene.body["relation"];
  const Name name = name_of(relation);
  if (!scene.catalog.in_use(name) || stands_in(scene, name)) return;
  const Name moved{scene.body["newschema"].text(), name.name};
  scene.hit(rule("rename-table"), fmt::format("{} becomes {}", sql(name), sql(moved)),
            {location(relation), sql(name)});
}

/// Whether an ALTER TABLE lets an INSERT do without the column.
bool makes_dispensable(const Tree& alter_body, const std::string& column) {
  const json::Array& commands = alter_body["cmds"].items();
  return std::any_of(commands.begin(), commands.end(), [&](const Tree& node) {
    const Tree& command = node["AlterTableCmd"];
    const std::string& subtype = command["subtype"].text();
    const bool sets = subtype == "AT_ColumnDefault" && !command["def"].is_null();
    const bool fills = subtype == "AT_AddIdentity" || subtype == "AT_DropNotNull";
    return command["name"].text() == column && (sets || fills);
  });
}

/// Not where the script gives the column another default, as when a type is changed, or lets it be
/// null.
void judge_drop_default(Scene& scene, const Command& command) {
  if (command.subtype != "AT_ColumnDefault" || !command.body["def"].is_null()) return;
  const Table* table = scene.catalog.table(command.table);
  const Column* column = table == nullptr ? nullptr : table->column(command.name);
  if (column == nullptr || !column->not_null || !column->has_default) return;
  const bool again = scene.later([&](std::string_view kind, const Tree& body) {
    return kind == "AlterTableStmt" && scene.same(name_of(body["relation"]), command.table) &&
           makes_dispensable(body, command.name);
  });
  if (again || makes_dispensable(scene.body, command.name)) return;
  const std::string object = sql(command.table) + "." + sql(command.name);
  scene.hit(rule("drop-default"), fmt::format("{} has to be written by every INSERT", object),
            {command.offset, object});
}

void judge_drop_view(Scene& scene) {
  if (scene.body["removeType"].text() != "OBJECT_VIEW") return;
  for (const Tree& node : scene.body["objects"].items()) {
    const Name name = object_name(node);
    const auto known = scene.catalog.views().find(scene.catalog.resolve(name));
    const bool fresh = known != scene.catalog.views().end() && known->second.fresh;
    if (fresh || stands_in(scene, name) || taken_again(scene, name)) continue;
    scene.hit(rule("drop-view"), fmt::format("drops view {}", sql(name)),
              {scene.find(name.name), sql(name)});
  }
}

void judge(Scene& scene) {
  if (scene.kind == "RenameStmt") {
    judge_rename(scene);
  } else if (scene.kind == "AlterObjectSchemaStmt") {
    judge_move(scene);
  } else if (scene.kind == "DropStmt") {
    judge_drop_view(scene);
  } else if (scene.kind == "AlterEnumStmt" && !scene.body["oldVal"].text().empty()) {
    const Name name = name_of(strings(scene.body["typeName"]));
    const Enum* known = scene.catalog.enumeration(name);
    if (known != nullptr && known->fresh) return;
    scene.hit(rule("rename-enum-value"),
              fmt::format("'{}' of {} becomes '{}'", scene.body["oldVal"].text(), sql(name),
                          scene.body["newVal"].text()),
              {scene.find(name.name), sql(name)});
  }
  each_command(scene, [&](const Command& command) { judge_drop_default(scene, command); });
}

}  // namespace

Family compatibility_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
