// Rules about ADD COLUMN: when it writes the whole table anew, or reads it, under a lock that stops
// everything. Measured on PostgreSQL 15.
#include <fmt/format.h>

#include <array>

#include "lib/postgresql/lint/definition.h"
#include "lib/postgresql/lint/proves.h"
#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::string_view kRewrite =
    "ACCESS EXCLUSIVE while the table and its indexes are written anew: reads and writes wait";
constexpr std::string_view kScan =
    "ACCESS EXCLUSIVE while the table is read: reads and writes wait";

constexpr std::array kRules = {
    Rule{
        .id = "add-column-volatile-default",
        .severity = Severity::error,
        .summary = "adds a column with a default that differs by row",
        .lock = kRewrite,
        .work = Work::rewrites,
        .why = "only a default that is the same for all rows can be kept beside the table.",
        .advice = "add the column without a default, set the default for new rows, and fill the "
                  "old ones in batches",
        .bad = "ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();\n",
        .good = "ALTER TABLE orders ADD COLUMN token uuid;\n"
                "ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();\n",
    },
    Rule{
        .id = "add-column-identity",
        .severity = Severity::error,
        .summary = "adds a column that numbers the rows",
        .lock = kRewrite,
        .work = Work::rewrites,
        .why = "every row gets a number of its own at once.",
        .advice = "add a plain column, number the rows in batches from a sequence, then make that "
                  "the default",
        .bad = "ALTER TABLE orders ADD COLUMN position bigserial;\n",
        .good = "ALTER TABLE orders ADD COLUMN position bigint;\n"
                "CREATE SEQUENCE orders_position OWNED BY orders.position;\n"
                "ALTER TABLE orders ALTER COLUMN position SET DEFAULT "
                "nextval('orders_position');\n",
    },
    Rule{
        .id = "add-column-stored",
        .severity = Severity::error,
        .summary = "adds a generated column",
        .lock = kRewrite,
        .work = Work::rewrites,
        .why = "the value is computed and stored for every row at once.",
        .advice = "add a plain column that a trigger fills, and fill the old rows in batches; or "
                  "compute it in a view",
        .bad = "ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.2) "
               "STORED;\n",
        .good = "ALTER TABLE orders ADD COLUMN gross numeric;\n",
    },
    Rule{
        .id = "add-column-domain",
        .severity = Severity::error,
        .summary = "adds a column of a domain with constraints",
        .lock = kRewrite,
        .work = Work::rewrites,
        .why = "the domain's constraints are checked for every row, without a default, too.",
        .advice = "add the column with the plain type and a CHECK that is NOT VALID, and validate "
                  "that later",
        .bad = "ALTER TABLE customers ADD COLUMN second_email email_address;\n",
        .good = "ALTER TABLE customers ADD COLUMN second_email text;\n",
    },
    Rule{
        .id = "add-column-check",
        .severity = Severity::error,
        .summary = "adds a column with a CHECK",
        .lock = kScan,
        .work = Work::reads,
        .why = "every row is checked, although all have the same value.",
        .advice = "add the column, then the CHECK as NOT VALID, and validate it in a later "
                  "revision",
        .bad = "ALTER TABLE orders ADD COLUMN weight integer CHECK (weight > 0);\n",
        .good = "ALTER TABLE orders ADD COLUMN weight integer;\n"
                "ALTER TABLE orders ADD CONSTRAINT orders_weight_check CHECK (weight > 0) NOT "
                "VALID;\n",
    },
    Rule{
        .id = "add-column-unique",
        .severity = Severity::error,
        .summary = "adds a column with a UNIQUE or PRIMARY KEY",
        .lock = "ACCESS EXCLUSIVE while an index is built: reads and writes wait",
        .work = Work::builds_index,
        .why = "the index reads the whole table.",
        .advice = "add the column, build the index CONCURRENTLY, and make it the constraint's",
        .bad = "ALTER TABLE orders ADD COLUMN number bigint UNIQUE;\n",
        .good = "ALTER TABLE orders ADD COLUMN number bigint;\n"
                "CREATE UNIQUE INDEX CONCURRENTLY orders_number_key ON orders (number);\n"
                "ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE USING INDEX "
                "orders_number_key;\n",
    },
    Rule{
        .id = "add-column-foreign-key",
        .severity = Severity::warning,
        .summary = "adds a column with a foreign key",
        .lock = "ACCESS EXCLUSIVE on the table, SHARE ROW EXCLUSIVE on the one it refers to: "
                "writes to both wait",
        .why = "two tables are locked at once; with a default that is not null both are read, "
               "too.",
        .advice = "add the column, then the foreign key as NOT VALID, and validate it in a later "
                  "revision",
        .bad = "ALTER TABLE notes ADD COLUMN customer bigint REFERENCES customers;\n",
        .good = "ALTER TABLE notes ADD COLUMN customer bigint;\n",
    },
    Rule{
        .id = "add-column-not-null",
        .severity = Severity::error,
        .tag = Tag::backfill,
        .summary = "adds a column that is NOT NULL and has no default",
        .lock = "",
        .why = "it fails as soon as the table has a row.",
        .advice = "give it a default; or add it nullable, fill it, and set it NOT NULL after that",
        .bad = "ALTER TABLE orders ADD COLUMN currency text NOT NULL;\n",
        .good = "ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// The constraints behind a column, by what the rules ask.
struct Behind {
  const Tree* default_value = nullptr;  ///< one that is not null
  const Tree* identity = nullptr;
  const Tree* generated = nullptr;
  const Tree* check = nullptr;
  const Tree* unique = nullptr;
  const Tree* foreign = nullptr;
  const Tree* not_null = nullptr;
};

Behind constraints_behind(const Tree& definition) {
  Behind behind;
  for (const Tree& node : definition["constraints"].items()) {
    const Tree& body = node["Constraint"];
    const std::string& type = body["contype"].text();
    if (type == "CONSTR_DEFAULT" && !is_null_constant(body["raw_expr"])) {
      behind.default_value = &body;
    }
    if (type == "CONSTR_IDENTITY") behind.identity = &body;
    if (type == "CONSTR_GENERATED") behind.generated = &body;
    if (type == "CONSTR_CHECK") behind.check = &body;
    if (type == "CONSTR_UNIQUE" || type == "CONSTR_PRIMARY") behind.unique = &body;
    if (type == "CONSTR_FOREIGN") behind.foreign = &body;
    if (type == "CONSTR_NOTNULL") behind.not_null = &body;
  }
  return behind;
}

/// An ADD COLUMN, with the words that its findings are made of.
struct Added {
  Scene& scene;
  const Command& command;
  const Tree& definition;
  Behind behind;
  Column column = column_of(definition);
  std::string table = sql(command.table);
  std::string object = table + "." + sql(column.name);
  std::string type = format(column.type);

  [[nodiscard]] std::string add_plainly() const {
    return fmt::format("{}ADD COLUMN {} {};\n", alter(command.table), sql(column.name), type);
  }
  /// From the statement's text: up to where the next clause begins is not known, so none.
  void hit(std::string_view id, const std::string& message, size_t offset,
           std::string fix = "") const {
    scene.hit(rule(id), message, {offset, object, std::move(fix)});
  }
};

/// At most one finding about the table being written anew: the reasons come together.
void judge_rewrite(const Added& added) {
  const Behind& behind = added.behind;
  const Domain* domain = added.scene.catalog.domain(type_of(added.definition["typeName"]).name);
  if (behind.generated != nullptr) {
    added.hit("add-column-stored", fmt::format("computes {} for every row", added.object),
              location(*behind.generated));
  } else if (behind.identity != nullptr || is_serial(type_of(added.definition["typeName"]))) {
    added.hit("add-column-identity", fmt::format("numbers every row in {}", added.object),
              added.command.offset);
  } else if (behind.default_value != nullptr &&
             is_volatile((*behind.default_value)["raw_expr"],
                         added.scene.catalog.volatile_functions())) {
    added.hit("add-column-volatile-default",
              fmt::format("gives every row another value in {}", added.object),
              location(*behind.default_value), added.add_plainly());
  } else if (domain != nullptr && domain->constrained) {
    added.hit("add-column-domain",
              fmt::format("{} has the domain {}, whose constraints are checked for every row",
                          added.object, sql(domain->name)),
              location(added.definition["typeName"]));
  }
}

void judge_constraints(const Added& added) {
  const Behind& behind = added.behind;
  if (behind.check != nullptr) {
    added.hit("add-column-check", fmt::format("checks {} in every row", added.object),
              location(*behind.check));
  }
  if (behind.unique != nullptr) {
    const bool primary = (*behind.unique)["contype"].text() == "CONSTR_PRIMARY";
    const std::string index =
        added.command.table.name + "_" + (primary ? "pkey" : added.column.name + "_key");
    added.hit("add-column-unique", fmt::format("builds an index on {}", added.table),
              location(*behind.unique),
              fmt::format("{}CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({});\n{}ADD CONSTRAINT {} "
                          "{} USING INDEX {};\n",
                          added.add_plainly(), sql(index), added.table, sql(added.column.name),
                          alter(added.command.table), sql(index),
                          primary ? "PRIMARY KEY" : "UNIQUE", sql(index)));
  }
  if (behind.foreign != nullptr) {
    const Name parent = name_of((*behind.foreign)["pktable"]);
    if (!added.scene.catalog.in_use(parent)) return;
    added.hit("add-column-foreign-key",
              fmt::format("locks {} and {}{}", added.table, sql(parent),
                          behind.default_value == nullptr ? "" : ", and reads both"),
              location(*behind.foreign));
  }
}

void judge_not_null(const Added& added) {
  const Behind& behind = added.behind;
  const bool filled = behind.default_value != nullptr || added.column.fills_itself;
  if (behind.not_null == nullptr || filled) return;
  added.hit("add-column-not-null",
            fmt::format("{} is NOT NULL and has no default: it fails when {} has rows",
                        added.object, added.table),
            location(*behind.not_null), added.add_plainly());
}

void judge(Scene& scene) {
  each_command(scene, [&](const Command& command) {
    if (command.subtype != "AT_AddColumn" || !scene.catalog.has_rows(command.table)) return;
    const Tree& definition = command.body["def"]["ColumnDef"];
    const Added added{scene, command, definition, constraints_behind(definition)};
    judge_rewrite(added);
    judge_constraints(added);
    judge_not_null(added);
  });
}

}  // namespace

Family add_column_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
