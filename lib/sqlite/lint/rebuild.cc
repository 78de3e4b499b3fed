// Rules about tables that are made anew: what goes missing on the way. The statements that copy the
// rows are known by what SQLite says they read.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/sqlite/lint/drops.h"
#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite::lint {
namespace {

using Kind = Parsed::Kind;

constexpr std::array kRules = {
    Rule{
        .id = "rebuild-table",
        .severity = Severity::note,
        .tag = Tag::destructive,
        .summary = "makes a table anew and drops the old one",
        .lock = "the file's only write lock until the transaction ends: all other writers wait",
        .why = "every row is written again, which takes as long and as much space as the table is "
               "large.",
        .advice = "try it on a copy of the database",
        .bad = "CREATE TABLE notes_new (id INTEGER PRIMARY KEY, owner INTEGER, note TEXT);\n"
               "INSERT INTO notes_new (id, owner, note) SELECT id, owner, note FROM notes;\n"
               "DROP TABLE notes;\n"
               "ALTER TABLE notes_new RENAME TO notes;\n"
               "CREATE INDEX notes_owner ON notes (owner);\n"
               "CREATE TRIGGER notes_tags AFTER INSERT ON notes BEGIN\n"
               "    UPDATE tags SET uses = uses + 1 WHERE tag = NEW.note;\n"
               "END;\n",
        .good = "ALTER TABLE notes ADD COLUMN written TEXT;\n",
    },
    Rule{
        .id = "copy-loses-rows",
        .severity = Severity::error,
        .tag = Tag::destructive,
        .summary = "copies not all rows, or not all columns, and drops the old table",
        .lock = "",
        .why = "what the copy leaves out is gone with the old table: rows that a WHERE or a join "
               "does not choose, rows that INSERT OR IGNORE or OR REPLACE passes over without a "
               "word, columns that the SELECT does not name.",
        .advice = "copy all of it; delete what is to go in a statement of its own",
        .bad = "-- foreign-keys: off\n\n"
               "CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n"
               "    email TEXT UNIQUE, country TEXT);\n"
               "INSERT OR IGNORE INTO customers_new (id, name, email)\n"
               "    SELECT id, name, email FROM customers;\n"
               "DROP TABLE customers;\n"
               "ALTER TABLE customers_new RENAME TO customers;\n",
        .good = "-- foreign-keys: off\n\n"
                "CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n"
                "    email TEXT UNIQUE, country TEXT);\n"
                "INSERT INTO customers_new (id, name, email, country)\n"
                "    SELECT id, name, email, country FROM customers;\n"
                "DROP TABLE customers;\n"
                "ALTER TABLE customers_new RENAME TO customers;\n",
    },
    Rule{
        .id = "copy-by-position",
        .severity = Severity::error,
        .summary = "copies columns by their position into others",
        .lock = "",
        .why = "INSERT INTO a SELECT * FROM b pairs the columns by where they stand, not by their "
               "names.",
        .advice = "name the columns on both sides",
        .bad =
            "CREATE TABLE tags_new (uses INTEGER NOT NULL DEFAULT 0, tag TEXT NOT NULL UNIQUE);\n"
            "INSERT INTO tags_new SELECT * FROM tags;\n",
        .good =
            "CREATE TABLE tags_new (uses INTEGER NOT NULL DEFAULT 0, tag TEXT NOT NULL UNIQUE);\n"
            "INSERT INTO tags_new (tag, uses) SELECT tag, uses FROM tags;\n",
    },
    Rule{
        .id = "lost-index",
        .severity = Severity::warning,
        .summary = "makes a table anew without an index that it had",
        .lock = "",
        .why = "DROP TABLE takes the table's indexes along without a word: queries get slow, and a "
               "unique index no longer guards anything.",
        .advice = "make the index again behind; where it is to go, say DROP INDEX before",
        .bad = "-- foreign-keys: off\n\n"
               "CREATE TABLE orders_new (id INTEGER PRIMARY KEY AUTOINCREMENT, customer INTEGER,\n"
               "    code TEXT, note TEXT);\n"
               "INSERT INTO orders_new SELECT * FROM orders;\n"
               "DROP TABLE orders;\n"
               "ALTER TABLE orders_new RENAME TO orders;\n",
        .good = "-- foreign-keys: off\n\n"
                "CREATE TABLE orders_new (id INTEGER PRIMARY KEY AUTOINCREMENT, customer INTEGER,\n"
                "    code TEXT, note TEXT);\n"
                "INSERT INTO orders_new SELECT * FROM orders;\n"
                "UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = "
                "'orders')\n"
                "    WHERE name = 'orders_new';\n"
                "DROP TABLE orders;\n"
                "ALTER TABLE orders_new RENAME TO orders;\n"
                "CREATE INDEX orders_customer ON orders (customer);\n",
    },
    Rule{
        .id = "lost-trigger",
        .severity = Severity::error,
        .summary = "makes a table anew without a trigger that it had",
        .lock = "",
        .why = "DROP TABLE takes the table's triggers along without a word: what they did is no "
               "longer done.",
        .advice = "make the trigger again behind; where it is to go, say DROP TRIGGER before",
        .bad = "CREATE TABLE notes_new (id INTEGER PRIMARY KEY, owner INTEGER, note TEXT);\n"
               "INSERT INTO notes_new SELECT * FROM notes;\n"
               "DROP TABLE notes;\n"
               "ALTER TABLE notes_new RENAME TO notes;\n"
               "CREATE INDEX notes_owner ON notes (owner);\n",
        .good = "DROP TRIGGER notes_tags;\n"
                "CREATE TABLE notes_new (id INTEGER PRIMARY KEY, owner INTEGER, note TEXT);\n"
                "INSERT INTO notes_new SELECT * FROM notes;\n"
                "DROP TABLE notes;\n"
                "ALTER TABLE notes_new RENAME TO notes;\n"
                "CREATE INDEX notes_owner ON notes (owner);\n",
    },
    Rule{
        .id = "lost-autoincrement",
        .severity = Severity::warning,
        .summary = "makes a table anew and forgets the highest number that AUTOINCREMENT gave",
        .lock = "",
        .why = "the new table goes on from its highest row: numbers of rows that were deleted are "
               "given again, which AUTOINCREMENT is there to prevent.",
        .advice = "take the number over from sqlite_sequence before the old table is dropped",
        .bad = "CREATE TABLE orders_new (id INTEGER PRIMARY KEY AUTOINCREMENT, customer INTEGER,\n"
               "    code TEXT, note TEXT);\n"
               "INSERT INTO orders_new SELECT * FROM orders;\n"
               "DROP TABLE orders;\n"
               "ALTER TABLE orders_new RENAME TO orders;\n"
               "CREATE INDEX orders_customer ON orders (customer);\n",
        .good = "CREATE TABLE orders_new (id INTEGER PRIMARY KEY AUTOINCREMENT, customer INTEGER,\n"
                "    code TEXT, note TEXT);\n"
                "INSERT INTO orders_new SELECT * FROM orders;\n"
                "UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = "
                "'orders')\n"
                "    WHERE name = 'orders_new';\n"
                "DROP TABLE orders;\n"
                "ALTER TABLE orders_new RENAME TO orders;\n"
                "CREATE INDEX orders_customer ON orders (customer);\n",
    },
    Rule{
        .id = "set-not-null",
        .severity = Severity::error,
        .tag = Tag::backfill,
        .summary = "makes a table anew with a column that is NOT NULL now",
        .lock = "",
        .why = "the copy fails at the first null that the old table has.",
        .advice = "copy coalesce(column, value)",
        .bad = "-- foreign-keys: off\n\n"
               "CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n"
               "    email TEXT UNIQUE, country TEXT NOT NULL);\n"
               "INSERT INTO customers_new SELECT id, name, email, country FROM customers;\n"
               "DROP TABLE customers;\n"
               "ALTER TABLE customers_new RENAME TO customers;\n",
        .good = "-- foreign-keys: off\n\n"
                "CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n"
                "    email TEXT UNIQUE, country TEXT NOT NULL);\n"
                "INSERT INTO customers_new\n"
                "    SELECT id, name, email, coalesce(country, '') FROM customers;\n"
                "DROP TABLE customers;\n"
                "ALTER TABLE customers_new RENAME TO customers;\n",
    },
    Rule{
        .id = "change-affinity",
        .severity = Severity::warning,
        .tag = Tag::type_change,
        .summary = "makes a table anew with a column of another affinity",
        .lock = "",
        .why =
            "values are converted where they can be: '007' becomes 7 in a numeric column, "
            "1 becomes '1' in one of text, and no longer equals 1. What can't be converted stays "
            "as it is.",
        .advice = "look at what is in the column, and convert it in the SELECT on purpose",
        .bad = "-- foreign-keys: off\n\n"
               "CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n"
               "    email TEXT UNIQUE, country INTEGER);\n"
               "INSERT INTO customers_new SELECT * FROM customers;\n"
               "DROP TABLE customers;\n"
               "ALTER TABLE customers_new RENAME TO customers;\n",
        .good = "-- foreign-keys: off\n\n"
                "CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n"
                "    email TEXT UNIQUE, country VARCHAR(2));\n"
                "INSERT INTO customers_new SELECT * FROM customers;\n"
                "DROP TABLE customers;\n"
                "ALTER TABLE customers_new RENAME TO customers;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

bool copies_with(const Act& act, const Drop& drop, std::initializer_list<std::string_view> words) {
  return std::any_of(drop.copies.begin(), drop.copies.end(), [&](size_t copy) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      return act.steps[copy].parsed.has_word(word);
    });
  });
}

void judge_copies(const Act& act, const Drop& drop, const Place& place, Findings& findings) {
  const std::string table = identifier(drop.successor->spelled);
  // Several copies may take different rows each: which, nobody can say here.
  if (drop.copies.size() == 1) {
    const Parsed& copy = act.steps[drop.copies[0]].parsed;
    const bool passes_over = copy.resolve == "ignore" || copy.resolve == "replace";
    if (copy.chooses || passes_over) {
      findings.add(rule("copy-loses-rows"), drop.copies[0],
                   fmt::format("not every row of {} comes along{}", table,
                               passes_over ? ": INSERT OR " + to_upper(copy.resolve) +
                                                 " passes over those that don't fit"
                                           : ""),
                   {copy.target.offset, table});
    }
  }
  for (const Column* column : drop.unread) {
    if (drop.successor->column(column->name) == nullptr) continue;  // drop-column's subject
    const std::string object = column_sql(drop.successor->spelled, column->spelled);
    findings.add(rule("copy-loses-rows"), drop.step,
                 drop.table->rowid_column == column->name
                     ? fmt::format("{} is not copied: the rows get other numbers", object)
                     : fmt::format("the values of {} are not copied", object),
                 {place.offset, object});
  }
}

/// Whether the script itself says that the object goes.
bool is_dropped(const Act& act, Kind kind, const std::string& name) {
  return std::any_of(act.steps.begin(), act.steps.end(), [&](const Step& step) {
    return step.parsed.kind == kind && step.parsed.target.name == name;
  });
}

void judge_indexes(const Act& act, const Drop& drop, const Place& place, Findings& findings) {
  if (drop.at_first == nullptr) return;
  for (const Index& index : drop.at_first->indexes) {
    if (!index.by_itself || is_dropped(act, Kind::drop_index, index.name)) continue;
    const auto goes_on = [&](const Index& now) {
      return now.name == index.name || now.columns == index.columns;
    };
    const auto& now = drop.successor->indexes;
    if (std::any_of(now.begin(), now.end(), goes_on)) continue;
    const bool column_gone =
        std::any_of(index.columns.begin(), index.columns.end(), [&](const std::string& column) {
          return !column.empty() && drop.successor->column(column) == nullptr;
        });
    if (column_gone) continue;
    findings.add(rule("lost-index"), drop.step,
                 fmt::format("index {} goes with the old table, and is not made again",
                             identifier(index.name)),
                 {place.offset, identifier(index.name)});
  }
}

void judge_triggers(const Act& act, const Drop& drop, const Place& place, Findings& findings) {
  for (const auto& [trigger, table] : act.first->triggers) {
    if (table != drop.original || act.last->triggers.contains(trigger)) continue;
    if (is_dropped(act, Kind::drop_trigger, trigger)) continue;
    findings.add(rule("lost-trigger"), drop.step,
                 fmt::format("trigger {} goes with the old table, and is not made again",
                             identifier(trigger)),
                 {place.offset, identifier(trigger)});
  }
}

void judge_columns(const Act& act, const Drop& drop, const Place& place, Findings& findings) {
  if (drop.at_first == nullptr) return;
  for (const Column& before : drop.at_first->columns) {
    const Column* now = drop.successor->column(before.name);
    if (now == nullptr || before.generated || now->generated) continue;
    const std::string object = column_sql(drop.successor->spelled, before.spelled);
    const bool is_key = drop.at_first->rowid_column == before.name;
    if (now->not_null && !before.not_null && !is_key &&
        !copies_with(act, drop, {"coalesce", "ifnull", "case", "iif", "where"})) {
      findings.add(rule("set-not-null"), drop.step,
                   fmt::format("fails where {} is null: it is copied as it is", object),
                   {place.offset, object});
    }
    const Affinity was = affinity_of(before.type);
    const Affinity is = affinity_of(now->type);
    if (was != is && was != Affinity::blob && is != Affinity::blob &&
        !copies_with(act, drop, {"cast"})) {
      findings.add(rule("change-affinity"), drop.step,
                   fmt::format("{} was {} and is {}", object, name_of(was), name_of(is)),
                   {place.offset, object});
    }
  }
}

void judge_sequence(const Act& act, const Drop& drop, const Place& place, Findings& findings) {
  if (drop.at_first == nullptr || !drop.at_first->autoincrement) return;
  const bool kept = std::any_of(act.steps.begin(), act.steps.end(), [](const Step& step) {
    return step.parsed.target.name == "sqlite_sequence";
  });
  if (kept && drop.successor->autoincrement) return;
  const std::string table = identifier(drop.successor->spelled);
  findings.add(rule("lost-autoincrement"), drop.step,
               drop.successor->autoincrement ? fmt::format("{} goes on from its highest row", table)
                                             : fmt::format("{} is no longer AUTOINCREMENT", table),
               {place.offset, table});
}

/// INSERT INTO a SELECT * FROM b where another column stands at the same place.
void judge_position(const Step& step, size_t index, Findings& findings) {
  if (!step.parsed.by_position || step.outcome.status != Outcome::Status::done) return;
  const Table* to = step.before->table(step.parsed.target.name);
  const Table* from = nullptr;
  for (const Access& access : step.outcome.accesses) {
    if (access.kind != Access::Kind::read || access.table == step.parsed.target.name) continue;
    const Table* read = step.before->table(access.table);
    if (read == nullptr || (from != nullptr && read != from)) return;
    from = read;
  }
  if (to == nullptr || from == nullptr || to->columns.size() != from->columns.size()) return;
  for (size_t i = 0; i < to->columns.size(); ++i) {
    const Column& source = from->columns[i];
    if (source.name == to->columns[i].name || to->column(source.name) == nullptr) continue;
    findings.add(rule("copy-by-position"), index,
                 fmt::format("{} goes into {}", column_sql(from->spelled, source.spelled),
                             column_sql(to->spelled, to->columns[i].spelled)),
                 {step.parsed.target.offset, identifier(to->spelled)});
    return;
  }
}

void judge(const Act& act, Findings& findings) {
  for (size_t i = 0; i < act.steps.size(); ++i) {
    judge_position(act.steps[i], i, findings);
    const std::optional<Drop> drop = drop_at(act, i);
    if (!drop || !drop->is_rebuild()) continue;
    const Named& target = act.steps[i].parsed.target;
    const Place place{target.offset, identifier(drop->successor->spelled)};
    judge_copies(act, *drop, place, findings);
    if (drop->original.empty()) continue;  // only passed through
    findings.add(rule("rebuild-table"), i, fmt::format("{} is made anew", place.object), place);
    judge_indexes(act, *drop, place, findings);
    judge_triggers(act, *drop, place, findings);
    judge_columns(act, *drop, place, findings);
    judge_sequence(act, *drop, place, findings);
  }
}

}  // namespace

Family rebuild_rules() { return {kRules, judge}; }

}  // namespace migrate::sqlite::lint
