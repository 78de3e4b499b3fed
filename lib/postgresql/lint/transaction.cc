// Rules about what statements do to each other in one transaction, and locks taken by hand.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::array kRules = {
    Rule{
        .id = "rows-behind-lock",
        .severity = Severity::warning,
        .summary = "reads or changes rows in the transaction that altered a table",
        .lock = "that of the ALTER TABLE, until that is done: reads and writes wait",
        .work = Work::reads,
        .why = "ALTER TABLE locks the table until the transaction ends, so it stays locked as long "
               "as the work on the rows takes.",
        .advice = "put the work on the rows into a revision of its own, or `-- transaction: off` "
                  "above it",
        .bad = "ALTER TABLE orders ADD COLUMN state2 text;\n"
               "UPDATE orders SET state2 = state WHERE state2 IS NULL;\n",
        .good = "ALTER TABLE orders ADD COLUMN state2 text;\n-- transaction: off\n"
                "UPDATE orders SET state2 = state WHERE state2 IS NULL;\n",
    },
    Rule{
        .id = "several-tables-locked",
        .severity = Severity::note,
        .off = true,
        .summary = "alters a second table in one transaction",
        .lock = "ACCESS EXCLUSIVE on both until the transaction ends: reads and writes wait",
        .why = "the first stays locked while the second is waited for, and programs that take them "
               "in another order make a deadlock, after which all is tried again.",
        .advice = "put `-- transaction: off` above it, or it into a revision of its own",
        .bad = "ALTER TABLE orders ADD COLUMN weight integer;\n"
               "ALTER TABLE notes ADD COLUMN colour text;\n",
        .good = "ALTER TABLE orders ADD COLUMN weight integer;\n-- transaction: off\n"
                "ALTER TABLE notes ADD COLUMN colour text;\n",
    },
    Rule{
        .id = "alter-table-apart",
        .severity = Severity::note,
        .off = true,
        .summary = "alters a table once more in one transaction",
        .lock = "",
        .why = "each ALTER TABLE that reads or writes the table does so by itself; one with all "
               "clauses does it once.",
        .advice = "put the clauses into one ALTER TABLE",
        .bad = "ALTER TABLE orders ADD COLUMN weight integer;\n"
               "ALTER TABLE orders ADD COLUMN colour text;\n",
        .good = "ALTER TABLE orders ADD COLUMN weight integer, ADD COLUMN colour text;\n",
    },
    Rule{
        .id = "enum-value-same-transaction",
        .severity = Severity::error,
        .summary = "uses an enum value in the transaction that adds it",
        .lock = "",
        .why = "it fails: \"unsafe use of new value\".",
        .advice = "leave BEGIN and COMMIT out: the tool commits behind ADD VALUE by itself",
        .bad = "BEGIN;\nALTER TYPE mood ADD VALUE 'glad';\n"
               "UPDATE customers SET mood = 'glad' WHERE id = 1;\nCOMMIT;\n",
        .good = "ALTER TYPE mood ADD VALUE 'glad';\n"
                "UPDATE customers SET mood = 'glad' WHERE id = 1;\n",
    },
    Rule{
        .id = "lock-table",
        .severity = Severity::warning,
        .summary = "locks a table by hand",
        .lock = "the one that is asked for, until the transaction ends",
        .why = "other sessions wait for as long as the rest of the transaction takes.",
        .advice = "let the statements take the locks that they need",
        .bad = "LOCK TABLE orders IN SHARE MODE;\n",
        .good = "LOCK TABLE orders IN ROW EXCLUSIVE MODE;\n",
    },
    Rule{
        .id = "disable-trigger",
        .severity = Severity::warning,
        .summary = "turns triggers off",
        .lock = "SHARE ROW EXCLUSIVE: writes wait",
        .why = "until they are turned on again nothing is done that they do; ALL turns the checks "
               "of foreign keys off, too.",
        .advice = "turn them on again in the same script",
        .bad = "ALTER TABLE orders DISABLE TRIGGER ALL;\n",
        .good = "ALTER TABLE orders DISABLE TRIGGER ALL;\nALTER TABLE orders ENABLE TRIGGER "
                "ALL;\n",
    },
    Rule{
        .id = "dynamic-sql",
        .severity = Severity::note,
        .summary = "runs SQL that is put together when it runs",
        .lock = "",
        .why = "what it does can't be seen here.",
        .advice = "write the statements out where that is possible",
        .bad = "DO $$ BEGIN EXECUTE 'ALTER TABLE ' || current_setting('shop.table') || ' ADD x "
               "int'; END $$;\n",
        .good = "DO $$ BEGIN EXECUTE 'CREATE TABLE fresh (id bigint PRIMARY KEY)'; END $$;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// Commands whose lock stops neither reads nor writes.
bool is_light(const std::string& subtype) {
  static constexpr std::array<std::string_view, 7> kLight = {
      "AT_ValidateConstraint", "AT_SetStatistics",   "AT_SetOptions", "AT_ResetOptions",
      "AT_SetRelOptions",      "AT_ResetRelOptions", "AT_ClusterOn"};
  return std::find(kLight.begin(), kLight.end(), subtype) != kLight.end();
}

bool is_locking_alter(std::string_view kind, const Tree& body) {
  const json::Array& commands = body["cmds"].items();
  return kind == "AlterTableStmt" && body["objtype"].text() == "OBJECT_TABLE" &&
         std::any_of(commands.begin(), commands.end(), [](const Tree& node) {
           return !is_light(node["AlterTableCmd"]["subtype"].text());
         });
}

/// The tables in use that this transaction has altered so far.
std::vector<Name> altered_before(const Scene& scene) {
  std::vector<Name> out;
  (void)scene.earlier_in_transaction([&](std::string_view kind, const Tree& body) {
    const Name name = name_of(body["relation"]);
    if (is_locking_alter(kind, body) && scene.catalog.in_use(name)) {
      out.push_back(scene.catalog.resolve(name));
    }
    return false;
  });
  return out;
}

/// The first table in use that the statement works on: that of an UPDATE or DELETE, or one that a
/// query reads. Empty: there is none.
const Tree* rows_of(const Scene& scene) {
  if (scene.kind == "UpdateStmt" || scene.kind == "DeleteStmt") {
    const Tree& relation = scene.body["relation"];
    return scene.catalog.in_use(name_of(relation)) ? &relation : nullptr;
  }
  const Tree* found = nullptr;
  if (scene.kind != "InsertStmt" && scene.kind != "SelectStmt") return found;
  const Tree& query = scene.kind == "InsertStmt" ? scene.body["selectStmt"] : scene.body;
  each_node(query, [&](std::string_view kind, const Tree& body) {
    const std::string& schema = body["schemaname"].text();
    if (kind != "RangeVar" || schema == "pg_catalog" || schema == "information_schema") return;
    // Only what scripts made is known to be a table: no CTE, no view, no catalog.
    const Table* table = scene.catalog.table(name_of(body));
    if (found == nullptr && table != nullptr && scene.catalog.in_use(table->name)) found = &body;
  });
  return found;
}

void judge_rows(Scene& scene) {
  const Tree* relation = rows_of(scene);
  if (relation == nullptr || altered_before(scene).empty()) return;
  const bool reads = scene.kind == "InsertStmt" || scene.kind == "SelectStmt";
  const Name name = name_of(*relation);
  scene.hit(rule("rows-behind-lock"),
            fmt::format("{} rows of {} while an altered table is locked",
                        reads ? "reads" : "changes", sql(name)),
            {location(*relation), sql(name)});
}

/// Where a second table is altered by one transaction, and any further one.
void judge_second_table(Scene& scene) {
  const Tree& relation = scene.body["relation"];
  const Name name = scene.catalog.resolve(name_of(relation));
  if (!is_locking_alter(scene.kind, scene.body) || !scene.catalog.in_use(name)) return;
  const std::vector<Name> before = altered_before(scene);
  if (before.empty() || std::find(before.begin(), before.end(), name) != before.end()) return;
  scene.hit(rule("several-tables-locked"),
            fmt::format("locks {} while {} is locked", sql(name_of(relation)), sql(before[0].name)),
            {location(relation), sql(name_of(relation))});
}

/// Another statement in between may be what keeps them apart.
void judge_apart(Scene& scene) {
  if (scene.kind != "AlterTableStmt" || scene.statement == 0) return;
  const Tree& relation = scene.body["relation"];
  const Name table = name_of(relation);
  const Tree& before = scene.trees[scene.statement - 1];
  if (!scene.catalog.in_use(table) || kind_of(before) != "AlterTableStmt") return;
  if (scene.script.statements[scene.statement - 1].segment !=
      scene.script.statements[scene.statement].segment) {
    return;
  }
  if (!scene.same(name_of(body_of(before)["relation"]), table)) return;
  scene.hit(rule("alter-table-apart"), fmt::format("alters {} once more", sql(table)),
            {location(relation), sql(table)});
}

/// The values that this transaction has added to enums that are older than it.
void judge_enum_values(Scene& scene) {
  std::vector<std::string> added;
  (void)scene.earlier_in_transaction([&](std::string_view kind, const Tree& body) {
    const bool adds = kind == "AlterEnumStmt" && body["oldVal"].text().empty();
    const Enum* known = scene.catalog.enumeration(name_of(strings(body["typeName"])));
    if (adds && (known == nullptr || !known->fresh)) added.push_back(body["newVal"].text());
    return false;
  });
  if (added.empty()) return;
  bool reported = false;
  each_node(scene.body, [&](std::string_view kind, const Tree& body) {
    const std::string& value = body["sval"]["sval"].text();
    if (reported || kind != "A_Const" || value.empty()) return;
    if (std::find(added.begin(), added.end(), value) == added.end()) return;
    scene.hit(rule("enum-value-same-transaction"),
              fmt::format("uses '{}', which this transaction adds", value),
              {location(body), value});
    reported = true;
  });
}

void judge_lock(Scene& scene) {
  constexpr int64_t kShareUpdateExclusive = 4;  // lockdefs.h; from SHARE (5) on writes wait
  if (integer(scene.body, "mode") <= kShareUpdateExclusive) return;
  for (const Tree& node : scene.body["relations"].items()) {
    const Name name = name_of(body_of(node));
    if (!scene.catalog.in_use(name)) continue;
    scene.hit(rule("lock-table"), fmt::format("locks {} by hand", sql(name)),
              {location(body_of(node)), sql(name)});
  }
}

void judge_triggers(Scene& scene, const Command& command) {
  if (!command.subtype.starts_with("AT_DisableTrig")) return;
  const bool again = scene.later([&](std::string_view kind, const Tree& body) {
    if (kind != "AlterTableStmt" || !scene.same(name_of(body["relation"]), command.table)) {
      return false;
    }
    const json::Array& commands = body["cmds"].items();
    return std::any_of(commands.begin(), commands.end(), [](const Tree& node) {
      return node["AlterTableCmd"]["subtype"].text().starts_with("AT_EnableTrig");
    });
  });
  if (again) return;
  scene.hit(rule("disable-trigger"), fmt::format("turns triggers of {} off", sql(command.table)),
            {command.offset, sql(command.table)});
}

void judge(Scene& scene) {
  judge_rows(scene);
  judge_second_table(scene);
  judge_apart(scene);
  if (scene.kind == "LockStmt") judge_lock(scene);
  judge_enum_values(scene);
  each_command(scene, [&](const Command& command) { judge_triggers(scene, command); });
}

}  // namespace

const Rule& dynamic_sql_rule() { return rule("dynamic-sql"); }

Family transaction_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
