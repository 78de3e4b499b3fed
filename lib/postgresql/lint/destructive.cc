// Rules about what is lost: tables, columns, rows, guarantees.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/postgresql/lint/proves.h"
#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::string_view kExclusive = "ACCESS EXCLUSIVE: reads and writes wait";

constexpr std::array kRules = {
    Rule{
        .id = "drop-table",
        .severity = Severity::error,
        .tag = Tag::destructive,
        .summary = "drops a table",
        .lock = "ACCESS EXCLUSIVE on the table and on every table that its foreign keys refer to: "
                "reads and writes wait",
        .why = "the rows are gone, and a program that still reads them fails.",
        .advice = "take the table out of the program, ship that, and drop it later; drop its "
                  "foreign keys first, one per revision, for each locks both tables",
        .bad = "DROP TABLE notes;\n",
        .good = "-- destructive: approved by Ann: unused since release 12\nDROP TABLE notes;\n",
    },
    Rule{
        .id = "drop-column",
        .severity = Severity::error,
        .tag = Tag::destructive,
        .summary = "drops a column",
        .lock = kExclusive,
        .why = "its values are gone, with every index and constraint that it is a part of, and a "
               "program that still reads or writes it fails.",
        .advice = "take the column out of the program, ship that, and drop it in a later revision",
        .bad = "ALTER TABLE orders DROP COLUMN note;\n",
        .good = "-- destructive: approved by Ann: no release reads it\n"
                "ALTER TABLE orders DROP COLUMN note;\n",
    },
    Rule{
        .id = "drop-cascade",
        .severity = Severity::error,
        .tag = Tag::destructive,
        .summary = "drops whatever depends on it, too",
        .lock = kExclusive,
        .why = "CASCADE takes foreign keys, views, defaults and columns elsewhere along without "
               "naming them; on another database that may be more.",
        .advice = "leave CASCADE out and drop what stands in the way by name",
        .bad = "DROP TYPE mood CASCADE;\n",
        .good = "-- destructive: approved by Ann: nobody asks for moods\n"
                "ALTER TABLE customers DROP COLUMN mood;\nDROP TYPE mood;\n",
    },
    Rule{
        .id = "drop-schema",
        .severity = Severity::error,
        .tag = Tag::destructive,
        .summary = "drops a schema, a database, or all that a role owns",
        .lock = "ACCESS EXCLUSIVE on all that is in it: reads and writes wait",
        .why = "everything in it is gone.",
        .advice = "drop the tables by name, in revisions of their own",
        .bad = "DROP SCHEMA archive CASCADE;\n",
        .good = "-- destructive: approved by Ann: it is empty\nDROP SCHEMA archive;\n",
    },
    Rule{
        .id = "drop-materialized-view",
        .severity = Severity::error,
        .tag = Tag::destructive,
        .summary = "drops a materialized view",
        .lock = kExclusive,
        .why = "what reads it fails, and filling it again may take long.",
        .advice = "make the new one under another name, fill it, and swap the names",
        .bad = "DROP MATERIALIZED VIEW daily;\n",
        .good =
            "-- destructive: approved by Ann: the report is gone\nDROP MATERIALIZED VIEW daily;\n",
    },
    Rule{
        .id = "truncate",
        .severity = Severity::error,
        .tag = Tag::destructive,
        .summary = "empties a table",
        .lock = kExclusive,
        .why = "the rows are gone; CASCADE empties every table that refers to it, and those that "
               "refer to them.",
        .advice = "delete in batches, outside of a migration",
        .bad = "TRUNCATE notes;\n",
        .good = "-- destructive: approved by Ann: a cache\nTRUNCATE notes;\n",
    },
    Rule{
        .id = "change-all-rows",
        .severity = Severity::warning,
        .summary = "UPDATE or DELETE without a WHERE",
        .lock = "every row, until the transaction ends: other writers of them wait",
        .work = Work::reads,
        .why = "on a large table it runs long, writes as much log as the table is large, and what "
               "else the transaction has locked stays locked as long.",
        .advice = "do it in batches with a WHERE, in a revision of their own or outside of one",
        .bad = "UPDATE orders SET note = '';\n",
        .good = "UPDATE orders SET note = '' WHERE note IS NULL AND id BETWEEN 1 AND 10000;\n",
    },
    Rule{
        .id = "drop-constraint",
        .severity = Severity::warning,
        .summary = "drops a constraint",
        .lock = "ACCESS EXCLUSIVE; for a foreign key on both tables: reads and writes wait",
        .why = "what it guaranteed is no longer so from here on, and a program may rely on it.",
        .advice = "add the new constraint in the same script, before or after",
        .bad = "ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey;\n",
        .good = "ALTER TABLE orders DROP CONSTRAINT orders_quantity_check,\n"
                "    ADD CONSTRAINT orders_quantity_check CHECK (quantity >= 0) NOT VALID;\n",
    },
    Rule{
        .id = "drop-not-null",
        .severity = Severity::note,
        .summary = "lets a column be null",
        .lock = "ACCESS EXCLUSIVE, shortly",
        .why = "programs that read it may never have seen a null there.",
        .advice = "ship programs that can read nulls first",
        .bad = "ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY, total numeric);\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// What people call the objects of a DROP.
std::string_view noun(const std::string& type) {
  if (type == "OBJECT_TABLE") return "table";
  if (type == "OBJECT_VIEW") return "view";
  if (type == "OBJECT_MATVIEW") return "materialized view";
  if (type == "OBJECT_SCHEMA") return "schema";
  if (type == "OBJECT_TYPE") return "type";
  if (type == "OBJECT_DOMAIN") return "domain";
  if (type == "OBJECT_SEQUENCE") return "sequence";
  if (type == "OBJECT_FUNCTION") return "function";
  if (type == "OBJECT_EXTENSION") return "extension";
  return "object";
}

/// Whether the object is one that this script, or one that arrives with it, has made.
bool is_new(const Scene& scene, const std::string& type, const Name& name) {
  if (type == "OBJECT_TABLE" || type == "OBJECT_MATVIEW") return !scene.catalog.in_use(name);
  if (type == "OBJECT_DOMAIN") {
    const Domain* known = scene.catalog.domain(name);
    return known != nullptr && known->fresh;
  }
  if (type == "OBJECT_TYPE") {
    const Enum* known = scene.catalog.enumeration(name);
    return known != nullptr && known->fresh;
  }
  return false;
}

/// A table as pg_dump's --table finds it: one whose schema isn't written may be in any.
std::string pattern(const Name& table) { return (table.schema.empty() ? "*." : "") + sql(table); }

void judge_dropped(Scene& scene, const std::string& type, const Name& name, size_t offset) {
  const bool cascade = scene.body["behavior"].text() == "DROP_CASCADE";
  const Place place{offset, sql(name)};
  if (type == "OBJECT_TABLE") {
    Place table = place;
    table.loser = pattern(name);
    scene.hit(rule("drop-table"), fmt::format("drops table {} with its rows", sql(name)), table);
  } else if (type == "OBJECT_SCHEMA") {
    scene.hit(rule("drop-schema"), fmt::format("drops schema {}", sql(name)), place);
  } else if (type == "OBJECT_MATVIEW" && !scene.makes_view_later(name)) {
    scene.hit(rule("drop-materialized-view"), fmt::format("drops materialized view {}", sql(name)),
              place);
  }
  if (cascade) {
    scene.hit(rule("drop-cascade"),
              fmt::format("drops {} {} and whatever depends on it", noun(type), sql(name)),
              {scene.find("cascade", offset), sql(name)});
  }
}

void judge_drop(Scene& scene) {
  const std::string& type = scene.body["removeType"].text();
  size_t offset = 0;
  for (const Tree& node : scene.body["objects"].items()) {
    // A trigger, a policy or a rule is named behind its table: nothing that these rules are about.
    if (type == "OBJECT_TRIGGER" || type == "OBJECT_POLICY" || type == "OBJECT_RULE") return;
    const Name name = kind_of(node) == "ObjectWithArgs" ? name_of(strings(body_of(node)["objname"]))
                                                        : object_name(node);
    offset = scene.find(name.name, offset);
    if (!is_new(scene, type, name)) judge_dropped(scene, type, name, offset);
  }
}

/// ", and with it index a, foreign key b": what the catalog knows that the column is a part of.
std::string goes_along(const Scene& scene, const Name& table_name, const std::string& column) {
  const Table* table = scene.catalog.table(table_name);
  if (table == nullptr) return "";
  std::vector<std::string> lost;
  const auto has = [&](const std::vector<std::string>& columns) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  for (const Constraint& constraint : table->constraints) {
    if (has(constraint.columns)) lost.push_back("constraint " + sql(constraint.name));
  }
  for (const Index& index : table->indexes) {
    if (has(index.columns) && table->constraint(index.name.name) == nullptr) {
      lost.push_back("index " + sql(index.name.name));
    }
  }
  return lost.empty() ? "" : ", and with it " + join(lost, ", ");
}

/// Whether the script makes a constraint on the same table again.
bool adds_constraint_again(const Scene& scene, const Name& table) {
  const auto adds = [&](std::string_view kind, const Tree& body) {
    if (kind != "AlterTableStmt" || !scene.same(name_of(body["relation"]), table)) return false;
    const json::Array& commands = body["cmds"].items();
    return std::any_of(commands.begin(), commands.end(), [](const Tree& node) {
      return node["AlterTableCmd"]["subtype"].text() == "AT_AddConstraint";
    });
  };
  return adds(scene.kind, scene.body) || scene.later(adds) || scene.earlier(adds);
}

/// A CHECK that only served to make SET NOT NULL cheap has done its work.
bool is_spent_check(const Scene& scene, const Name& table_name, const std::string& name) {
  const Table* table = scene.catalog.table(table_name);
  const Constraint* known = table == nullptr ? nullptr : table->constraint(name);
  if (known == nullptr || known->kind != Constraint::Kind::check || known->proves.empty()) {
    return false;
  }
  return std::all_of(known->proves.begin(), known->proves.end(), [&](const std::string& proven) {
    const Column* column = table->column(proven);
    return column != nullptr && column->not_null;
  });
}

bool is_new_column(const Scene& scene, const Command& command) {
  const Table* table = scene.catalog.table(command.table);
  const Column* column = table == nullptr ? nullptr : table->column(command.name);
  return column != nullptr && column->fresh;
}

void judge_command(Scene& scene, const Command& command) {
  const std::string table = sql(command.table);
  const std::string object = table + "." + sql(command.name);
  if (command.subtype == "AT_DropColumn") {
    if (is_new_column(scene, command)) return;
    scene.hit(rule("drop-column"),
              fmt::format("drops column {} of {}{}", sql(command.name), table,
                          goes_along(scene, command.table, command.name)),
              {.offset = command.offset, .object = object, .loser = pattern(command.table)});
    if (command.body["behavior"].text() == "DROP_CASCADE") {
      scene.hit(rule("drop-cascade"), fmt::format("drops {} and whatever depends on it", object),
                {scene.find("cascade", command.offset), object});
    }
  } else if (command.subtype == "AT_DropConstraint") {
    if (adds_constraint_again(scene, command.table)) return;
    if (is_spent_check(scene, command.table, command.name)) return;
    scene.hit(rule("drop-constraint"),
              fmt::format("drops constraint {} of {}", sql(command.name), table),
              {command.offset, object});
  } else if (command.subtype == "AT_DropNotNull") {
    scene.hit(rule("drop-not-null"), fmt::format("lets {} be null", object),
              {command.offset, object});
  }
}

void judge_truncate(Scene& scene) {
  const bool cascade = scene.body["behavior"].text() == "DROP_CASCADE";
  for (const Tree& node : scene.body["relations"].items()) {
    const Tree& relation = body_of(node);
    const Name name = name_of(relation);
    if (!scene.catalog.in_use(name)) continue;
    scene.hit(
        rule("truncate"),
        fmt::format("empties table {}{}", sql(name),
                    cascade ? " and every table that refers to it" : ""),
        {.offset = location(relation), .object = sql(name), .loser = cascade ? "" : pattern(name)});
  }
}

void judge_all_rows(Scene& scene) {
  const Tree& relation = scene.body["relation"];
  const Tree& where = scene.body["whereClause"];
  if (!where.is_null() && !is_always_true(where)) return;
  // A join chooses rows, too.
  if (!scene.body["fromClause"].is_null() || !scene.body["usingClause"].is_null()) return;
  const Name name = name_of(relation);
  if (!scene.catalog.in_use(name)) return;
  const bool changes = scene.kind == "UpdateStmt";
  scene.hit(
      rule("change-all-rows"),
      fmt::format("{} every row of {}", changes ? "changes" : "deletes", sql(name)),
      {.offset = location(relation), .object = sql(name), .loser = changes ? "" : pattern(name)});
}

void judge(Scene& scene) {
  if (scene.kind == "DropStmt") {
    judge_drop(scene);
  } else if (scene.kind == "TruncateStmt") {
    judge_truncate(scene);
  } else if (scene.kind == "UpdateStmt" || scene.kind == "DeleteStmt") {
    judge_all_rows(scene);
  } else if (scene.kind == "DropdbStmt") {
    const std::string& name = scene.body["dbname"].text();
    scene.hit(rule("drop-schema"), fmt::format("drops database {}", sql(name)),
              {scene.find(name), sql(name)});
  } else if (scene.kind == "DropOwnedStmt") {
    scene.hit(rule("drop-schema"), "drops all that the role owns", {0, ""});
  } else {
    each_command(scene, [&](const Command& command) { judge_command(scene, command); });
  }
}

}  // namespace

Family destructive_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
