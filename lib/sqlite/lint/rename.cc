// Rules about names that running programs use.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/sqlite/lint/act.h"
#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite::lint {
namespace {

using Kind = Parsed::Kind;

constexpr std::array kRules = {
    Rule{
        .id = "rename-table",
        .severity = Severity::warning,
        .summary = "gives a table another name",
        .lock = "",
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
        .lock = "",
        .why = "programs that run already ask for the old name, and fail.",
        .advice = "add a column with the new name, let a trigger keep both the same, and drop the "
                  "old one when no program uses it any more",
        .bad = "ALTER TABLE orders RENAME COLUMN note TO remark;\n",
        .good = "ALTER TABLE orders ADD COLUMN remark TEXT;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// Whether something has the old name again when the script is done.
bool stands_in(const Act& act, const Parsed& parsed) {
  const std::string& old = parsed.target.name;
  if (parsed.kind == Kind::rename_table) {
    return act.last->tables.contains(old) || act.last->views.contains(old);
  }
  const Table* table = act.last->table(old);
  return table != nullptr && table->column(parsed.column.name) != nullptr;
}

void judge(const Act& act, Findings& findings) {
  for (size_t i = 0; i < act.steps.size(); ++i) {
    const Step& step = act.steps[i];
    const Parsed& parsed = step.parsed;
    const bool of_column = parsed.kind == Kind::rename_column;
    if (!of_column && parsed.kind != Kind::rename_table) continue;
    if (step.outcome.status == Outcome::Status::refused) continue;
    if (!step.before->in_use(parsed.target.name) || stands_in(act, parsed)) continue;
    if (of_column && step.before->is_fresh(parsed.target.name, parsed.column.name)) continue;
    // Only the case of letters: SQLite takes both as the same.
    if ((of_column ? parsed.column : parsed.target).name == parsed.to.name) continue;
    const std::string old = of_column ? column_sql(parsed.target.spelled, parsed.column.spelled)
                                      : identifier(parsed.target.spelled);
    findings.add(rule(of_column ? "rename-column" : "rename-table"), i,
                 fmt::format("{} becomes {}", old, identifier(parsed.to.spelled)),
                 {of_column ? parsed.column.offset : parsed.target.offset, old});
  }
}

}  // namespace

Family rename_rules() { return {kRules, judge}; }

}  // namespace migrate::sqlite::lint
