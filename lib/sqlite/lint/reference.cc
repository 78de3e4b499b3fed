// Rules about what refers to something: foreign keys and views.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/sqlite/lint/act.h"
#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite::lint {
namespace {

using Kind = Parsed::Kind;

constexpr std::array kRules = {
    Rule{
        .id = "cascade-on-drop",
        .severity = Severity::error,
        .summary = "drops a table that others refer to ON DELETE CASCADE or SET NULL",
        .lock = "",
        .why = "with foreign keys on, DROP TABLE deletes the rows first, as DELETE does: rows of "
               "other tables go with them or lose their values, although the table comes back "
               "under its name, and no check finds anything amiss. PRAGMA foreign_keys does "
               "nothing inside a transaction, and defer_foreign_keys does not help.",
        .advice = "write `-- foreign-keys: off` into the header: they are off before the "
                  "transaction begins, and checked before it commits",
        .bad = "CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n"
               "    email TEXT UNIQUE, country TEXT);\n"
               "INSERT INTO customers_new SELECT id, name, email, country FROM customers;\n"
               "DROP TABLE customers;\n"
               "ALTER TABLE customers_new RENAME TO customers;\n",
        .good = "-- foreign-keys: off\n\n"
                "CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n"
                "    email TEXT UNIQUE, country TEXT);\n"
                "INSERT INTO customers_new SELECT id, name, email, country FROM customers;\n"
                "DROP TABLE customers;\n"
                "ALTER TABLE customers_new RENAME TO customers;\n",
    },
    Rule{
        .id = "dangling-reference",
        .severity = Severity::error,
        .summary = "leaves a foreign key to a table that is gone",
        .lock = "",
        .why = "with foreign keys on, every change of the table that has it fails. ALTER TABLE … "
               "RENAME TO takes the foreign keys of other tables along to the new name, so that a "
               "table which is to be made anew must not be renamed first.",
        .advice = "make the new table under another name, copy the rows, drop the old table, and "
                  "give the new one its name",
        .bad = "-- foreign-keys: off\n\n"
               "ALTER TABLE customers RENAME TO customers_old;\n"
               "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n"
               "    email TEXT UNIQUE, country TEXT);\n"
               "INSERT INTO customers SELECT id, name, email, country FROM customers_old;\n"
               "DROP TABLE customers_old;\n",
        .good = "-- foreign-keys: off\n\n"
                "CREATE TABLE customers_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n"
                "    email TEXT UNIQUE, country TEXT);\n"
                "INSERT INTO customers_new SELECT id, name, email, country FROM customers;\n"
                "DROP TABLE customers;\n"
                "ALTER TABLE customers_new RENAME TO customers;\n",
    },
    Rule{
        .id = "broken-view",
        .severity = Severity::error,
        .summary = "leaves a view that can't be read",
        .lock = "",
        .why = "who reads the view gets an error, and so does the next ALTER TABLE … RENAME of any "
               "table.",
        .advice = "drop the view before, and make it again behind",
        .bad = "ALTER TABLE tags RENAME TO labels;\nDROP VIEW tag_names;\n"
               "CREATE VIEW tag_names AS SELECT tag FROM tags;\n",
        .good = "DROP VIEW tag_names;\n",
    },
    Rule{
        .id = "broken-trigger",
        .severity = Severity::error,
        .summary = "leaves a trigger that can't run",
        .lock = "",
        .why = "every change of the table that has it fails.",
        .advice = "drop the trigger, too, or make it anew",
        .bad = "-- destructive: approved by Ann\nDROP VIEW tag_names;\nDROP TABLE tags;\n",
        .good = "DROP VIEW tag_names;\nDROP TRIGGER notes_tags;\n"
                "-- destructive: approved by Ann\nDROP TABLE tags;\n",
    },
    Rule{
        .id = "foreign-key-index",
        .severity = Severity::note,
        .summary = "a foreign key with an action, and no index that finds its rows",
        .lock = "",
        .why = "each row of the other table that is deleted makes SQLite read this table whole.",
        .advice = "make an index that begins with the columns of the foreign key",
        .bad = "CREATE TABLE lines (line INTEGER PRIMARY KEY,\n"
               "    \"order\" INTEGER NOT NULL REFERENCES orders ON DELETE CASCADE);\n",
        .good = "CREATE TABLE lines (line INTEGER PRIMARY KEY,\n"
                "    \"order\" INTEGER NOT NULL REFERENCES orders ON DELETE CASCADE);\n"
                "CREATE INDEX lines_order ON lines (\"order\");\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

bool acts(const std::string& action) {
  return action == "CASCADE" || action == "SET NULL" || action == "SET DEFAULT";
}

/// Whether foreign keys may be enforced when statement `step` runs.
bool may_be_enforced(const Act& act, size_t step) {
  bool enforced = !act.script.foreign_keys_off;
  for (size_t i = 0; i < step; ++i) {
    const Parsed& parsed = act.steps[i].parsed;
    if (parsed.kind != Kind::pragma || parsed.target.name != "foreign_keys") continue;
    if (parsed.value.empty()) continue;
    enforced = parsed.value == "on" || parsed.value == "1" || parsed.value == "true" ||
               parsed.value == "yes";
  }
  return enforced;
}

void judge_cascade(const Act& act, size_t index, Findings& findings) {
  const Step& step = act.steps[index];
  const Parsed& parsed = step.parsed;
  if (parsed.kind != Kind::drop_table || step.outcome.status == Outcome::Status::refused) return;
  if (!step.before->has_rows(parsed.target.name) || !may_be_enforced(act, index)) return;
  std::vector<std::string> children;
  for (const auto& [name, table] : step.before->tables) {
    if (name == parsed.target.name || !step.before->has_rows(name)) continue;
    for (const ForeignKey& key : table->foreign_keys) {
      if (key.parent != parsed.target.name || !acts(key.on_delete)) continue;
      children.push_back(fmt::format("{} ({})", identifier(table->spelled), key.on_delete));
      break;
    }
  }
  if (children.empty()) return;
  findings.add(rule("cascade-on-drop"), index,
               fmt::format("dropping {} changes rows of {}", identifier(parsed.target.spelled),
                           join(children, ", ")),
               {parsed.target.offset, identifier(parsed.target.spelled)});
}

/// The statement that took the name `name` away last; none: none did.
std::optional<size_t> taken_away_by(const Act& act, const std::string& name) {
  for (size_t i = act.steps.size(); i-- > 0;) {
    const Parsed& parsed = act.steps[i].parsed;
    if (act.steps[i].outcome.status == Outcome::Status::refused) continue;
    if (parsed.kind != Kind::drop_table && parsed.kind != Kind::rename_table) continue;
    if (parsed.target.name == name) return i;
  }
  return std::nullopt;
}

void judge_references(const Act& act, Findings& findings) {
  for (const auto& [name, table] : act.last->tables) {
    for (const ForeignKey& key : table->foreign_keys) {
      if (act.last->table(key.parent) != nullptr) continue;
      const std::optional<size_t> step = taken_away_by(act, key.parent);
      if (!step) continue;
      const std::string object = column_sql(table->spelled, join(key.columns, ", "));
      findings.add(rule("dangling-reference"), *step,
                   fmt::format("{} of {} refers to {}, which is gone", join(key.columns, ", "),
                               identifier(table->spelled), identifier(key.parent)),
                   {act.steps[*step].parsed.target.offset, object});
    }
  }
}

/// The statement that it broke by, as far as can be told: one that takes away what the message
/// names, else the last that takes or makes something.
size_t broken_by(const Act& act, const Broken& broken) {
  static constexpr std::array kTaking = {
      Kind::drop_table,    Kind::rename_table, Kind::drop_view,     Kind::drop_column,
      Kind::rename_column, Kind::create_view,  Kind::create_trigger};
  const std::string message = to_lower(broken.message);
  size_t last = 0;
  for (size_t i = 0; i < act.steps.size(); ++i) {
    const Parsed& parsed = act.steps[i].parsed;
    if (std::find(kTaking.begin(), kTaking.end(), parsed.kind) == kTaking.end()) continue;
    const std::string& name = parsed.column.name.empty() ? parsed.target.name : parsed.column.name;
    if (message.find(name) != std::string::npos) return i;
    last = i;
  }
  return last;
}

void judge_broken(const Act& act, Findings& findings) {
  for (const Broken& broken : act.broken) {
    const size_t step = broken_by(act, broken);
    const std::string name = identifier(broken.name);
    const Place place{act.steps[step].parsed.target.offset, name};
    if (broken.kind == Broken::Kind::view) {
      findings.add(rule("broken-view"), step,
                   fmt::format("view {} can't be read any more: {}", name, broken.message), place);
    } else {
      findings.add(rule("broken-trigger"), step,
                   fmt::format("rows of {} can't be written any more, for a trigger fails: {}",
                               name, broken.message),
                   place);
    }
  }
}

bool is_indexed(const Table& table, const ForeignKey& key) {
  if (key.columns.size() == 1 && table.rowid_column == key.columns[0]) return true;
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
    return !index.partial && index.columns.size() >= key.columns.size() &&
           std::is_permutation(key.columns.begin(), key.columns.end(), index.columns.begin());
  });
}

/// The statement that made the table or added the column.
std::optional<size_t> made_by(const Act& act, const std::string& table, const ForeignKey& key) {
  for (size_t i = act.steps.size(); i-- > 0;) {
    const Parsed& parsed = act.steps[i].parsed;
    if (parsed.target.name == table && parsed.kind == Kind::add_column &&
        key.columns == std::vector<std::string>{parsed.column.name}) {
      return i;
    }
    if (parsed.target.name == table && parsed.kind == Kind::create_table) return i;
  }
  return std::nullopt;
}

void judge_indexes(const Act& act, Findings& findings) {
  for (const auto& [name, table] : act.last->tables) {
    for (const ForeignKey& key : table->foreign_keys) {
      if (!acts(key.on_delete) && !acts(key.on_update)) continue;
      const std::optional<size_t> step = made_by(act, name, key);
      if (!step || is_indexed(*table, key)) continue;
      const Parsed& parsed = act.steps[*step].parsed;
      const std::string columns = join(key.columns, ", ");
      findings.add(
          rule("foreign-key-index"), *step,
          fmt::format("no index of {} begins with {}", identifier(table->spelled), columns),
          {parsed.find(key.columns[0], parsed.target.offset), column_sql(table->spelled, columns),
           fmt::format("CREATE INDEX {} ON {} ({});\n",
                       identifier(name + "_" + join(key.columns, "_")), identifier(table->spelled),
                       columns)});
    }
  }
}

void judge(const Act& act, Findings& findings) {
  for (size_t i = 0; i < act.steps.size(); ++i) judge_cascade(act, i, findings);
  judge_references(act, findings);
  judge_broken(act, findings);
  judge_indexes(act, findings);
}

}  // namespace

Family reference_rules() { return {kRules, judge}; }

}  // namespace migrate::sqlite::lint
