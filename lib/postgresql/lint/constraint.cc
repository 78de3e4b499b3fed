// Rules about constraints that are added to tables with rows. Measured on PostgreSQL 15.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/postgresql/lint/definition.h"
#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::array kRules = {
    Rule{
        .id = "add-check",
        .severity = Severity::error,
        .summary = "adds a CHECK and tests every row",
        .lock = "ACCESS EXCLUSIVE while the table is read: reads and writes wait",
        .work = Work::reads,
        .why = "the whole table is read under a lock that stops everything.",
        .advice = "add it NOT VALID, which looks at new rows only, and validate it in another "
                  "transaction, which stops nobody",
        .bad = "ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);\n",
        .good = "ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT "
                "VALID;\n-- transaction: off\n"
                "ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;\n",
    },
    Rule{
        .id = "add-foreign-key",
        .severity = Severity::error,
        .summary = "adds a foreign key and tests every row",
        .lock = "SHARE ROW EXCLUSIVE on both tables while both are read: writes wait",
        .work = Work::reads,
        .why = "every row is looked up in the other table before anybody may write to either.",
        .advice = "add it NOT VALID, and validate it in another transaction, which stops nobody",
        .bad = "ALTER TABLE notes ADD CONSTRAINT notes_owner_fkey FOREIGN KEY (owner) REFERENCES "
               "customers;\n",
        .good = "ALTER TABLE notes ADD CONSTRAINT notes_owner_fkey FOREIGN KEY (owner) REFERENCES "
                "customers NOT VALID;\n-- transaction: off\n"
                "ALTER TABLE notes VALIDATE CONSTRAINT notes_owner_fkey;\n",
    },
    Rule{
        .id = "validate-same-transaction",
        .severity = Severity::error,
        .summary = "validates a constraint in the transaction that added it",
        .lock = "that of the ADD CONSTRAINT, while the table is read",
        .work = Work::reads,
        .why = "the strong lock of ADD CONSTRAINT is held until the transaction ends, so nothing "
               "was won by NOT VALID.",
        .advice = "put `-- transaction: off` above the VALIDATE, or it into the next revision",
        .bad = "ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT "
               "VALID;\nALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;\n",
        .good = "ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT "
                "VALID;\n-- transaction: off\n"
                "ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;\n",
    },
    Rule{
        .id = "add-unique",
        .severity = Severity::error,
        .summary = "adds a UNIQUE or PRIMARY KEY and builds its index",
        .lock = "ACCESS EXCLUSIVE while the index is built: reads and writes wait",
        .work = Work::builds_index,
        .why = "the whole table is read and sorted under a lock that stops everything.",
        .advice = "build the index CONCURRENTLY, and make it the constraint's",
        .bad = "ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email);\n",
        .good = "CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email);\n"
                "ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE USING INDEX "
                "customers_email_key;\n",
    },
    Rule{
        .id = "add-exclusion",
        .severity = Severity::error,
        .summary = "adds an EXCLUDE constraint",
        .lock = "ACCESS EXCLUSIVE while its index is built: reads and writes wait",
        .work = Work::builds_index,
        .why = "the whole table is read under a lock that stops everything, and there is no other "
               "way to add one.",
        .advice = "do it when nobody works, or make a new table with the constraint and move the "
                  "rows",
        .bad = "ALTER TABLE bookings ADD CONSTRAINT bookings_apart EXCLUDE USING gist (during WITH "
               "&&);\n",
        .good = "CREATE TABLE fresh (during tsrange, EXCLUDE USING gist (during WITH &&));\n",
    },
    Rule{
        .id = "primary-key-nullable",
        .severity = Severity::warning,
        .summary = "makes an index on a column that may be null the primary key",
        .lock = "ACCESS EXCLUSIVE while the table is read: reads and writes wait",
        .work = Work::reads,
        .why = "the column is set NOT NULL by it, for which every row is read.",
        .advice = "set the column NOT NULL safely before it: see set-not-null",
        .bad = "CREATE UNIQUE INDEX CONCURRENTLY bookings_id ON bookings (id);\n"
               "ALTER TABLE bookings ADD CONSTRAINT bookings_pkey PRIMARY KEY USING INDEX "
               "bookings_id;\n",
        .good = "CREATE UNIQUE INDEX CONCURRENTLY bookings_room ON bookings (room);\n"
                "ALTER TABLE bookings ADD CONSTRAINT bookings_pkey PRIMARY KEY USING INDEX "
                "bookings_room;\n",
    },
    Rule{
        .id = "domain-constraint",
        .severity = Severity::error,
        .summary = "adds a constraint to a domain",
        .lock = "SHARE on every table with a column of the domain while it is read: writes wait",
        .work = Work::reads,
        .why = "every value of the domain is checked, in all tables.",
        .advice = "add the CHECK as NOT VALID, and validate it in a later revision",
        .bad = "ALTER DOMAIN email_address ADD CONSTRAINT short CHECK (length(VALUE) < 200);\n",
        .good = "ALTER DOMAIN email_address ADD CONSTRAINT short CHECK (length(VALUE) < 200) NOT "
                "VALID;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// "ALTER TABLE … ADD CONSTRAINT … NOT VALID; VALIDATE", from the statement's own words.
std::string in_two_steps(const Scene& scene, const Command& command, const Constraint& added) {
  const Tree& definition = command.body["def"]["Constraint"];
  if (scene.body["cmds"].items().size() != 1 || definition["conname"].text().empty()) return "";
  std::string statement = scene.text();
  while (!statement.empty() && (statement.back() == ';' || statement.back() == ' ')) {
    statement.pop_back();
  }
  return fmt::format("{} NOT VALID;\n-- transaction: off\n{}VALIDATE CONSTRAINT {};\n", statement,
                     alter(command.table), sql(added.name));
}

void judge_check(Scene& scene, const Command& command, const Constraint& added,
                 const Place& place) {
  if (!added.validated) return;
  scene.hit(rule("add-check"), fmt::format("checks every row of {}", sql(command.table)),
            {place.offset, place.object, in_two_steps(scene, command, added)});
}

void judge_foreign_key(Scene& scene, const Command& command, const Constraint& added,
                       const Place& place) {
  if (!added.validated) return;
  const Table* table = scene.catalog.table(command.table);
  // On a partitioned table NOT VALID is refused (up to PostgreSQL 17): no advice would help.
  const bool partitioned = table != nullptr && table->partitioned;
  const std::string fix = partitioned ? "" : in_two_steps(scene, command, added);
  scene.hit(rule("add-foreign-key"),
            fmt::format("looks every row of {} up in {}", sql(command.table), sql(added.parent)),
            {place.offset, place.object, fix});
}

void judge_index_constraint(Scene& scene, const Command& command, const Constraint& added,
                            const Place& place) {
  const bool primary = added.kind == Constraint::Kind::primary;
  const std::string& index_name = command.body["def"]["Constraint"]["indexname"].text();
  if (index_name.empty()) {
    const std::string name = sql(added.name);
    scene.hit(rule("add-unique"),
              fmt::format("builds the index {} on {}", name, sql(command.table)),
              {place.offset, place.object,
               fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({});\n"
                           "{}ADD CONSTRAINT {} {} USING INDEX {};\n",
                           name, sql(command.table), sql_list(added.columns), alter(command.table),
                           name, primary ? "PRIMARY KEY" : "UNIQUE", name)});
    return;
  }
  const Index* index = scene.catalog.index({command.table.schema, index_name});
  const Table* table = scene.catalog.table(command.table);
  if (!primary || index == nullptr || table == nullptr) return;
  for (const std::string& name : index->columns) {
    const Column* column = table->column(name);
    if (column == nullptr || column->not_null) continue;
    scene.hit(
        rule("primary-key-nullable"),
        fmt::format("reads all of {} to see that {} is never null", sql(command.table), sql(name)),
        place);
    return;
  }
}

void judge_added(Scene& scene, const Command& command) {
  const Tree& definition = command.body["def"]["Constraint"];
  if (!is_table_constraint(definition["contype"].text())) return;
  const Constraint added = constraint_of(definition, command.table.name, "");
  const Place place{location(definition), sql(command.table) + "." + sql(added.name)};
  switch (added.kind) {
    case Constraint::Kind::check:
      return judge_check(scene, command, added, place);
    case Constraint::Kind::foreign:
      return judge_foreign_key(scene, command, added, place);
    case Constraint::Kind::primary:
    case Constraint::Kind::unique:
      return judge_index_constraint(scene, command, added, place);
    case Constraint::Kind::exclusion:
      scene.hit(rule("add-exclusion"), fmt::format("builds an index on {}", sql(command.table)),
                place);
      return;
  }
}

bool adds_constraint(const Tree& alter_body, const std::string& name, const std::string& table) {
  const json::Array& commands = alter_body["cmds"].items();
  return std::any_of(commands.begin(), commands.end(), [&](const Tree& node) {
    const Tree& definition = node["AlterTableCmd"]["def"]["Constraint"];
    return !definition.is_null() && constraint_of(definition, table, "").name == name;
  });
}

void judge_validated(Scene& scene, const Command& command) {
  const auto adds = [&](std::string_view kind, const Tree& body) {
    return kind == "AlterTableStmt" && scene.same(name_of(body["relation"]), command.table) &&
           adds_constraint(body, command.name, command.table.name);
  };
  if (!adds(scene.kind, scene.body) && !scene.earlier_in_transaction(adds)) return;
  scene.hit(rule("validate-same-transaction"),
            fmt::format("reads {} while the lock of ADD CONSTRAINT {} is held", sql(command.table),
                        sql(command.name)),
            {command.offset, sql(command.table) + "." + sql(command.name),
             fmt::format("-- transaction: off\n{}VALIDATE CONSTRAINT {};\n", alter(command.table),
                         sql(command.name))});
}

void judge_domain(Scene& scene) {
  const std::string& subtype = scene.body["subtype"].text();
  const Tree& definition = scene.body["def"]["Constraint"];
  const bool scans = subtype == "O" || (subtype == "C" && !flag(definition, "skip_validation"));
  const Name name = name_of(strings(scene.body["typeName"]));
  const Domain* known = scene.catalog.domain(name);
  if (!scans || (known != nullptr && known->fresh)) return;
  scene.hit(rule("domain-constraint"),
            fmt::format("reads every table with a column of the domain {}", sql(name)),
            {scene.find(name.name), sql(name)});
}

void judge(Scene& scene) {
  if (scene.kind == "AlterDomainStmt") return judge_domain(scene);
  each_command(scene, [&](const Command& command) {
    if (!scene.catalog.has_rows(command.table)) return;
    if (command.subtype == "AT_AddConstraint") judge_added(scene, command);
    if (command.subtype == "AT_ValidateConstraint") judge_validated(scene, command);
  });
}

}  // namespace

Family constraint_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
