// Rules about what is lost: tables, columns, rows.
#include <fmt/format.h>

#include <array>

#include "lib/sqlite/lint/drops.h"
#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite::lint {
namespace {

using Kind = Parsed::Kind;

constexpr std::string_view kWriteLock =
    "the file's only write lock until the transaction ends: all other writers wait";

constexpr std::array kRules = {
    Rule{
        .id = "drop-table",
        .severity = Severity::error,
        .tag = Tag::destructive,
        .summary = "drops a table",
        .lock = "",
        .why = "the rows are gone, with the table's indexes and triggers, and a program that still "
               "reads them fails.",
        .advice = "take the table out of the program, ship that, and drop it later",
        .bad = "DROP TABLE notes;\n",
        .good = "-- destructive: approved by Ann: unused since release 12\nDROP TABLE notes;\n",
    },
    Rule{
        .id = "drop-column",
        .severity = Severity::error,
        .tag = Tag::destructive,
        .summary = "drops a column, by ALTER TABLE or by making the table anew without it",
        .lock = kWriteLock,
        .why = "its values are gone, and a program that still reads or writes it fails. Every row "
               "is written anew.",
        .advice = "take the column out of the program, ship that, and drop it in a later revision",
        .bad = "ALTER TABLE orders DROP COLUMN note;\n",
        .good = "-- destructive: approved by Ann: no release reads it\n"
                "ALTER TABLE orders DROP COLUMN note;\n",
    },
    Rule{
        .id = "delete-all-rows",
        .severity = Severity::warning,
        .tag = Tag::destructive,
        .summary = "DELETE without a WHERE",
        .lock = kWriteLock,
        .why = "the rows are gone, with those of other tables that refer to them ON DELETE "
               "CASCADE.",
        .advice = "say with WHERE which rows go",
        .bad = "DELETE FROM notes;\n",
        .good = "DELETE FROM notes WHERE owner IS NULL;\n",
    },
    Rule{
        .id = "change-all-rows",
        .severity = Severity::warning,
        .tag = Tag::backfill,
        .summary = "UPDATE without a WHERE",
        .lock = kWriteLock,
        .why = "what the rows held is gone, and on a large table nobody else can write for long.",
        .advice = "say with WHERE which rows change; do a large table in batches, outside of a "
                  "migration",
        .bad = "UPDATE notes SET note = '';\n",
        .good = "UPDATE notes SET note = '' WHERE note IS NULL;\n",
    },
    Rule{
        .id = "fill-column",
        .severity = Severity::note,
        .tag = Tag::backfill,
        .summary = "fills a new column in every row",
        .lock = kWriteLock,
        .why = "on a large table nobody else can write for long.",
        .advice = "fill a large table in batches, outside of a migration",
        .bad = "ALTER TABLE orders ADD COLUMN state TEXT;\nUPDATE orders SET state = 'open';\n",
        .good = "ALTER TABLE orders ADD COLUMN state TEXT NOT NULL DEFAULT 'open';\n",
    },
    Rule{
        .id = "replace-rows",
        .severity = Severity::warning,
        .tag = Tag::destructive,
        .summary = "INSERT OR REPLACE",
        .lock = "",
        .why = "a row with the same key is deleted first: columns that the statement does not name "
               "lose their values, rows that refer to it ON DELETE CASCADE go with it, and no "
               "delete trigger fires.",
        .advice = "write INSERT … ON CONFLICT (key) DO UPDATE SET, which keeps the row",
        .bad = "INSERT OR REPLACE INTO customers (id, name, email) VALUES (1, 'Ann', 'a@b.org');\n",
        .good = "INSERT INTO customers (id, name, email) VALUES (1, 'Ann', 'a@b.org')\n"
                "    ON CONFLICT (id) DO UPDATE SET name = excluded.name;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

void judge_drop(const Act& act, size_t index, Findings& findings) {
  const std::optional<Drop> drop = drop_at(act, index);
  if (!drop || drop->is_rebuild()) return;
  const Named& target = act.steps[index].parsed.target;
  const std::string table = identifier(target.spelled);
  findings.add(
      rule("drop-table"), index,
      drop->successor == nullptr
          ? fmt::format("drops table {} with its rows", table)
          : fmt::format("drops table {} with its rows: nothing copies them to the new one", table),
      {target.offset, table});
}

/// A column that goes because the table is made anew without it, or by ALTER TABLE.
void judge_columns(const Act& act, size_t index, Findings& findings) {
  const Step& step = act.steps[index];
  const Parsed& parsed = step.parsed;
  if (parsed.kind == Kind::drop_column) {
    if (step.outcome.status == Outcome::Status::refused) return;
    const std::string& table = parsed.target.name;
    if (!step.before->in_use(table) || step.before->is_fresh(table, parsed.column.name)) return;
    const std::string object = column_sql(parsed.target.spelled, parsed.column.spelled);
    findings.add(rule("drop-column"), index,
                 fmt::format("drops column {} of {}", identifier(parsed.column.spelled),
                             identifier(parsed.target.spelled)),
                 {parsed.column.offset, object});
    return;
  }
  const std::optional<Drop> drop = drop_at(act, index);
  if (!drop || !drop->is_rebuild()) return;
  for (const Column* column : drop->unread) {
    if (drop->successor->column(column->name) != nullptr) continue;
    if (act.first->is_fresh(drop->original, column->name)) continue;
    findings.add(rule("drop-column"), index,
                 fmt::format("drops column {} of {}: the new table is without it",
                             identifier(column->spelled), identifier(drop->successor->spelled)),
                 {parsed.target.offset, column_sql(drop->successor->spelled, column->spelled)});
  }
}

/// Whether all columns that an UPDATE sets are new ones.
bool fills_new_columns(const Step& step) {
  bool sets = false;
  for (const Access& access : step.outcome.accesses) {
    if (access.kind != Access::Kind::update) continue;
    sets = true;
    if (!step.before->is_fresh(access.table, access.column)) return false;
  }
  return sets;
}

void judge_all_rows(const Step& step, size_t index, Findings& findings) {
  const Parsed& parsed = step.parsed;
  if (!parsed.all_rows || step.outcome.status == Outcome::Status::refused) return;
  if (!step.before->in_use(parsed.target.name)) return;
  const std::string table = identifier(parsed.target.spelled);
  const Place place{parsed.target.offset, table};
  if (parsed.kind == Kind::remove) {
    // A table of SQLite's own is session_rules' subject.
    if (parsed.target.name.starts_with("sqlite_")) return;
    findings.add(rule("delete-all-rows"), index, fmt::format("deletes every row of {}", table),
                 place);
  } else if (fills_new_columns(step)) {
    findings.add(rule("fill-column"), index,
                 fmt::format("fills a new column in every row of {}", table), place);
  } else {
    findings.add(rule("change-all-rows"), index, fmt::format("changes every row of {}", table),
                 place);
  }
}

void judge_replace(const Step& step, size_t index, Findings& findings) {
  const Parsed& parsed = step.parsed;
  if (parsed.kind != Kind::insert || parsed.resolve != "replace") return;
  if (parsed.target.name.starts_with("sqlite_") || !step.before->in_use(parsed.target.name)) return;
  const std::string table = identifier(parsed.target.spelled);
  findings.add(rule("replace-rows"), index,
               fmt::format("deletes rows of {} that have the same key", table),
               {parsed.target.offset, table});
}

void judge(const Act& act, Findings& findings) {
  for (size_t i = 0; i < act.steps.size(); ++i) {
    judge_drop(act, i, findings);
    judge_columns(act, i, findings);
    judge_all_rows(act.steps[i], i, findings);
    judge_replace(act.steps[i], i, findings);
  }
}

}  // namespace

Family loss_rules() { return {kRules, judge}; }

}  // namespace migrate::sqlite::lint
