// Rules about ALTER COLUMN: NOT NULL and types. Measured on PostgreSQL 15.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/postgresql/lint/column_type.h"
#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::string_view kScan =
    "ACCESS EXCLUSIVE while the table is read: reads and writes wait";
constexpr std::string_view kRewrite =
    "ACCESS EXCLUSIVE while the table and its indexes are written anew: reads and writes wait";

constexpr std::array kRules = {
    Rule{
        .id = "set-not-null",
        .severity = Severity::error,
        .tag = Tag::backfill,
        .summary = "sets a column NOT NULL",
        .lock = kScan,
        .work = Work::reads,
        .why = "every row is read to see that none is null, and one that is makes it fail.",
        .advice = "let a CHECK prove it first: added NOT VALID, validated (other sessions go on "
                  "meanwhile), then SET NOT NULL reads nothing",
        .bad = "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;\n",
        .good = "ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT "
                "VALID;\n"
                "-- transaction: off\n"
                "ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;\n"
                "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;\n"
                "ALTER TABLE orders DROP CONSTRAINT orders_note_set;\n",
    },
    Rule{
        .id = "alter-type-rewrite",
        .severity = Severity::error,
        .tag = Tag::type_change,
        .summary = "changes a column's type so that the table is written anew",
        .lock = kRewrite,
        .work = Work::rewrites,
        .why = "the values are stored in another way, so all rows and all indexes are written "
               "again; the planner's statistics of the column are lost, too.",
        .advice = "add a new column, fill it in batches while a trigger keeps it up to date, and "
                  "swap the names",
        .bad = "ALTER TABLE orders ALTER COLUMN quantity TYPE bigint;\n",
        .good = "-- type-change: approved by Ann: the table is small\n"
                "ALTER TABLE orders ALTER COLUMN quantity TYPE bigint;\nANALYZE orders;\n",
    },
    Rule{
        .id = "narrowing-type",
        .severity = Severity::error,
        .tag = Tag::type_change,
        .summary = "changes a column's type to one that holds less",
        .lock = kRewrite,
        .work = Work::rewrites,
        .why = "it fails on values that no longer fit, or cuts them.",
        .advice = "add a new column with the new type and move the values that fit; a CHECK "
                  "keeps texts short without a change of type",
        .bad = "ALTER TABLE orders ALTER COLUMN code TYPE varchar(5);\n",
        .good = "ALTER TABLE orders ADD CONSTRAINT orders_code_short CHECK (length(code) <= 5) "
                "NOT VALID;\n",
    },
    Rule{
        .id = "alter-type-index-rebuild",
        .severity = Severity::error,
        .tag = Tag::type_change,
        .summary = "changes a column so that its indexes are built anew",
        .lock = "ACCESS EXCLUSIVE while the indexes are built: reads and writes wait",
        .work = Work::builds_index,
        .why = "the table stays as it is, but the order of the values changes.",
        .advice = "build an index with the new collation CONCURRENTLY first, and drop the old one",
        .bad = "ALTER TABLE customers ALTER COLUMN country TYPE text COLLATE \"C\";\n",
        .good = "CREATE INDEX CONCURRENTLY customers_country_c ON customers (country COLLATE "
                "\"C\");\n",
    },
    Rule{
        .id = "alter-type-view",
        .severity = Severity::error,
        .summary = "changes the type of a column that a view shows",
        .lock = "",
        .why = "it fails: \"cannot alter type of a column used by a view or rule\".",
        .advice = "drop the view before it and make it again after it, in the same script",
        .bad = "ALTER TABLE customers ALTER COLUMN name TYPE text;\n",
        .good = "DROP VIEW customer_names;\n"
                "ALTER TABLE customers ALTER COLUMN name TYPE text;\nANALYZE customers (name);\n"
                "CREATE VIEW customer_names AS SELECT id, name FROM customers;\n",
    },
    Rule{
        .id = "alter-type-check",
        .severity = Severity::warning,
        .summary = "changes the type of a column that a CHECK is about",
        .lock = kScan,
        .work = Work::reads,
        .why = "the type alone would be free, but the CHECK is done again for every row.",
        .advice = "drop the CHECK, change the type, add the CHECK again as NOT VALID and validate "
                  "it in a later revision",
        .bad = "ALTER TABLE orders ALTER COLUMN state TYPE varchar(40);\nANALYZE orders;\n",
        .good = "ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);\nANALYZE orders;\n",
    },
    Rule{
        .id = "alter-type-statistics",
        .severity = Severity::warning,
        .summary = "changes a column's type without ANALYZE",
        .lock = "",
        .why = "any change of type takes the planner's statistics of the column away, one that "
               "costs nothing else, too; until the next ANALYZE plans may be bad.",
        .advice = "put ANALYZE behind it",
        .bad = "ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);\n",
        .good = "ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);\nANALYZE orders (code);\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

bool proven(const Table& table, const std::string& column) {
  return std::any_of(
      table.constraints.begin(), table.constraints.end(), [&](const Constraint& known) {
        return known.validated &&
               std::find(known.proves.begin(), known.proves.end(), column) != known.proves.end();
      });
}

void judge_not_null(Scene& scene, const Command& command) {
  const Table* table = scene.catalog.table(command.table);
  const Column* column = table == nullptr ? nullptr : table->column(command.name);
  if (column != nullptr && column->not_null) return;
  if (table != nullptr && proven(*table, command.name)) return;
  const std::string object = sql(command.table) + "." + sql(command.name);
  const std::string check = sql(command.table.name + "_" + command.name + "_not_null");
  const std::string alter_table = alter(command.table);
  scene.hit(rule("set-not-null"),
            fmt::format("reads all of {} to see that {} is never null", sql(command.table),
                        sql(command.name)),
            {command.offset, object,
             fmt::format("{}ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID;\n"
                         "-- transaction: off\n{}VALIDATE CONSTRAINT {};\n"
                         "{}ALTER COLUMN {} SET NOT NULL;\n{}DROP CONSTRAINT {};\n",
                         alter_table, check, sql(command.name), alter_table, check, alter_table,
                         sql(command.name), alter_table, check)});
}

/// Whether a view shows the column. Only of a view with one table it is known whose columns it
/// names.
const View* view_of(const Catalog& catalog, const Name& table, const std::string& column) {
  for (const auto& [name, view] : catalog.views()) {
    const bool reads = view.reads.size() == 1 && view.reads[0] == catalog.resolve(table);
    if (reads && (view.columns.contains(column) || view.columns.contains("*"))) return &view;
  }
  return nullptr;
}

bool analyzed_later(const Scene& scene, const Name& table) {
  return scene.later([&](std::string_view kind, const Tree& body) {
    if (kind != "VacuumStmt") return false;
    const json::Array& tables = body["rels"].items();
    return tables.empty() || std::any_of(tables.begin(), tables.end(), [&](const Tree& item) {
             return scene.same(name_of(item["VacuumRelation"]["relation"]), table);
           });
  });
}

/// A change that writes nothing anew.
void judge_light_change(Scene& scene, const Command& command, const Table& table,
                        const Place& place) {
  const auto about = [&](const Constraint& known) {
    return known.kind == Constraint::Kind::check &&
           std::find(known.columns.begin(), known.columns.end(), command.name) !=
               known.columns.end();
  };
  const auto check = std::find_if(table.constraints.begin(), table.constraints.end(), about);
  if (check != table.constraints.end()) {
    scene.hit(rule("alter-type-check"),
              fmt::format("checks {} again for every row", sql(check->name)), place);
  }
  if (analyzed_later(scene, command.table)) return;
  scene.hit(rule("alter-type-statistics"),
            fmt::format("takes the statistics of {} away", place.object),
            {place.offset, place.object,
             fmt::format("ANALYZE {} ({});\n", sql(command.table), sql(command.name))});
}

void judge_type(Scene& scene, const Command& command) {
  const std::string object = sql(command.table) + "." + sql(command.name);
  const Place place{command.offset, object};
  const Tree& definition = command.body["def"]["ColumnDef"];
  const std::string to = format(type_of(definition["typeName"]));
  if (const View* view = view_of(scene.catalog, command.table, command.name)) {
    scene.hit(rule("alter-type-view"),
              fmt::format("fails: the view {} shows {}", sql(view->name), object), place);
  }
  const Table* table = scene.catalog.table(command.table);
  const Column* column = table == nullptr ? nullptr : table->column(command.name);
  if (column == nullptr) {
    scene.hit(rule("alter-type-rewrite"),
              fmt::format("changes {} to {}: what it was is not known here, and from most types "
                          "that writes the table anew",
                          object, to),
              place);
    return;
  }
  const TypeChange change = type_change(scene.catalog, *column, definition);
  const std::string from = format(column->type);
  if (change.narrows) {
    scene.hit(rule("narrowing-type"),
              fmt::format("changes {} from {} to {}, which holds less", object, from, to), place);
  } else if (change.rewrites) {
    scene.hit(rule("alter-type-rewrite"),
              fmt::format("changes {} from {} to {}, which writes {} anew", object, from, to,
                          sql(command.table)),
              place);
  } else if (change.reindexes && table->indexed(command.name)) {
    scene.hit(rule("alter-type-index-rebuild"),
              fmt::format("builds the indexes on {} anew", object), place);
  } else if (column->type != type_of(definition["typeName"]) || change.reindexes) {
    judge_light_change(scene, command, *table, place);
  }
}

void judge(Scene& scene) {
  each_command(scene, [&](const Command& command) {
    const bool rows = scene.catalog.has_rows(command.table);
    if (command.subtype == "AT_SetNotNull" && rows) judge_not_null(scene, command);
    if (command.subtype == "AT_AlterColumnType") judge_type(scene, command);
  });
}

}  // namespace

Family alter_column_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
