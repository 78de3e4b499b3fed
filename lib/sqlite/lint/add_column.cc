// Rules about ADD COLUMN: what SQLite refuses as soon as the table has a row, or always. It is
// asked itself, on a table with a row: on an empty one, as tests have it, most of these pass.
#include <fmt/format.h>

#include <array>

#include "lib/sqlite/lint/act.h"
#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite::lint {
namespace {

constexpr std::array kRules = {
    Rule{
        .id = "add-column-not-null",
        .severity = Severity::error,
        .tag = Tag::backfill,
        .summary = "adds a column that is NOT NULL and has no default",
        .lock = "",
        .why = "it fails as soon as the table has a row, and passes on an empty one.",
        .advice = "give it a default that is not null",
        .bad = "ALTER TABLE orders ADD COLUMN currency TEXT NOT NULL;\n",
        .good = "ALTER TABLE orders ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR';\n",
    },
    Rule{
        .id = "add-column-default",
        .severity = Severity::error,
        .summary = "adds a column with a default that is not a constant",
        .lock = "",
        .why = "it fails as soon as the table has a row, and passes on an empty one: "
               "CURRENT_TIMESTAMP and expressions in brackets can't stand for the rows that are "
               "there.",
        .advice = "add it without a default and fill it, or make the table anew",
        .bad = "ALTER TABLE orders ADD COLUMN placed TEXT DEFAULT CURRENT_TIMESTAMP;\n",
        .good = "ALTER TABLE orders ADD COLUMN placed TEXT;\n"
                "UPDATE orders SET placed = CURRENT_TIMESTAMP WHERE placed IS NULL;\n",
    },
    Rule{
        .id = "add-column-unique",
        .severity = Severity::error,
        .summary = "adds a column that is UNIQUE or PRIMARY KEY",
        .lock = "",
        .why = "SQLite refuses it always.",
        .advice = "add the column, then a unique index; a primary key takes a table made anew",
        .bad = "ALTER TABLE orders ADD COLUMN number INTEGER UNIQUE;\n",
        .good = "ALTER TABLE orders ADD COLUMN number INTEGER;\n"
                "CREATE UNIQUE INDEX orders_number ON orders (number);\n",
    },
    Rule{
        .id = "add-column-stored",
        .severity = Severity::error,
        .summary = "adds a column that is generated and STORED",
        .lock = "",
        .why = "it fails as soon as the table has a row, and passes on an empty one.",
        .advice = "make it VIRTUAL, and index it where it is searched by",
        .bad = "ALTER TABLE orders ADD COLUMN upper_code TEXT GENERATED ALWAYS AS (upper(code)) "
               "STORED;\n",
        .good = "ALTER TABLE orders ADD COLUMN upper_code TEXT GENERATED ALWAYS AS (upper(code)) "
                "VIRTUAL;\n",
    },
    Rule{
        .id = "add-column-references",
        .severity = Severity::warning,
        .summary = "adds a foreign key with a default that is not null",
        .lock = "",
        .why = "with foreign keys on it fails as soon as the table has a row.",
        .advice = "leave the default out and fill the column, or make the table anew",
        .bad = "ALTER TABLE notes ADD COLUMN customer INTEGER DEFAULT 1 REFERENCES customers;\n",
        .good = "ALTER TABLE notes ADD COLUMN customer INTEGER REFERENCES customers;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// SQLite's words (src/alter.c), and the rule that they belong to.
struct Refusal {
  std::string_view message;
  std::string_view rule;
  std::string_view says;
};

constexpr std::array kRefusals = {
    Refusal{"Cannot add a NOT NULL column with default value NULL", "add-column-not-null",
            "fails on rows of {}: {} is NOT NULL and has no default"},
    Refusal{"Cannot add a column with non-constant default", "add-column-default",
            "fails on rows of {}: the default of {} is not a constant"},
    Refusal{"Cannot add a UNIQUE column", "add-column-unique",
            "fails: SQLite adds no UNIQUE column to {}: {}"},
    Refusal{"Cannot add a PRIMARY KEY column", "add-column-unique",
            "fails: SQLite adds no PRIMARY KEY to {}: {}"},
    Refusal{"cannot add a STORED column", "add-column-stored", "fails on rows of {}: {} is STORED"},
    Refusal{"Cannot add a REFERENCES column with non-NULL default value", "add-column-references",
            "fails on rows of {} with foreign keys on: {} has a default"},
};

const Refusal* refusal_of(const Outcome& outcome) {
  const std::string& message =
      outcome.status == Outcome::Status::refused ? outcome.message : outcome.with_row;
  for (const Refusal& refusal : kRefusals) {
    if (message == refusal.message) return &refusal;
  }
  return nullptr;
}

void judge(const Act& act, Findings& findings) {
  for (size_t i = 0; i < act.steps.size(); ++i) {
    const Parsed& parsed = act.steps[i].parsed;
    if (parsed.kind != Parsed::Kind::add_column) continue;
    const Refusal* refusal = refusal_of(act.steps[i].outcome);
    if (refusal == nullptr) continue;
    if (refusal->rule == "add-column-references" && act.script.foreign_keys_off) continue;
    findings.add(rule(refusal->rule), i,
                 fmt::format(fmt::runtime(refusal->says), identifier(parsed.target.spelled),
                             identifier(parsed.column.spelled)),
                 {parsed.column.offset, column_sql(parsed.target.spelled, parsed.column.spelled)});
  }
}

}  // namespace

Family add_column_rules() { return {kRules, judge}; }

}  // namespace migrate::sqlite::lint
