// Rules about a statement by itself: whether SQLite takes it, and whether it means what it says.
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
        .id = "refused-statement",
        .severity = Severity::error,
        .summary = "SQLite refuses the statement, whatever the rows are",
        .lock = "",
        .why = "it was tried on the schema that the revisions below make, and the run would fail "
               "as it did.",
        .advice = "see the message. What ALTER TABLE can't do takes a table made anew: CREATE "
                  "TABLE, INSERT … SELECT, DROP TABLE, ALTER TABLE … RENAME TO, under "
                  "`-- foreign-keys: off`",
        .bad = "ALTER TABLE orders ALTER COLUMN note TYPE TEXT;\n",
        .good = "ALTER TABLE orders ADD COLUMN remark TEXT;\n",
    },
    Rule{
        .id = "double-quoted-string",
        .severity = Severity::warning,
        .summary = "double quotes around what is no name",
        .lock = "",
        .why = "SQLite takes it as a string without a word: a misspelt column compares as text, "
               "and the statement fails where SQLite was built without that habit.",
        .advice = "write strings in single quotes; check the name if it was to be one",
        .bad = "UPDATE notes SET note = 'none' WHERE note = \"\" OR \"ownr\" = 1;\n",
        .good = "UPDATE notes SET note = 'none' WHERE note = '' OR \"owner\" = 1;\n",
    },
    Rule{
        .id = "create-table-as",
        .severity = Severity::warning,
        .summary = "makes a table that stays from a query",
        .lock = "",
        .why = "the new table has the columns' names and values and nothing else: no primary key, "
               "no NOT NULL, no defaults, no foreign keys.",
        .advice = "write CREATE TABLE with the columns, and fill it by INSERT … SELECT",
        .bad = "CREATE TABLE countries AS SELECT DISTINCT country FROM customers;\n",
        .good = "CREATE TABLE countries (country TEXT NOT NULL PRIMARY KEY);\n"
                "INSERT INTO countries SELECT DISTINCT country FROM customers\n"
                "    WHERE country IS NOT NULL;\n",
    },
    Rule{
        .id = "column-affinity",
        .severity = Severity::warning,
        .summary = "a type that does not store what its name says",
        .lock = "",
        .why = "SQLite looks for parts of words in a type: STRING is numeric and turns '007' into "
               "7, FLOATING POINT is an integer because of its INT.",
        .advice = "write TEXT, INTEGER, REAL, NUMERIC or BLOB",
        .bad = "CREATE TABLE phones (id INTEGER PRIMARY KEY, number STRING);\n",
        .good = "CREATE TABLE phones (id INTEGER PRIMARY KEY, number TEXT);\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// What add_column.cc and session.cc have words for.
bool has_own_rule(const Step& step) {
  const std::string message = to_lower(step.outcome.message);
  return (step.parsed.kind == Kind::add_column && message.starts_with("cannot add a ")) ||
         message.ends_with("may not be modified");
}

void judge_refusal(const Step& step, size_t index, Findings& findings) {
  const Outcome& outcome = step.outcome;
  if (outcome.status != Outcome::Status::refused || has_own_rule(step)) return;
  const size_t fallback =
      step.parsed.column.name.empty() ? step.parsed.target.offset : step.parsed.column.offset;
  findings.add(rule("refused-statement"), index, "SQLite refuses it: " + outcome.message,
               {outcome.offset.value_or(fallback), identifier(step.parsed.target.spelled)});
}

void judge_quotes(const Step& step, size_t index, Findings& findings) {
  const Outcome& outcome = step.outcome;
  if (outcome.status != Outcome::Status::done) return;
  const auto quoted = [&](const sql::Lexeme& word) {
    return word.kind == sql::TokenKind::quoted_identifier && word.text.starts_with('"') &&
           word.folded == outcome.taken_as_string;
  };
  const auto found = std::find_if(step.parsed.words.begin(), step.parsed.words.end(), quoted);
  // Where it isn't in the statement, it is in a part of the schema that the statement reads.
  if (found == step.parsed.words.end()) return;
  findings.add(rule("double-quoted-string"), index,
               fmt::format("{} is no name here: SQLite takes it as a string", found->text),
               {found->offset, found->text});
}

void judge_query(const Act& act, const Step& step, size_t index, Findings& findings) {
  if (!step.parsed.as_select || step.outcome.status == Outcome::Status::refused) return;
  const Table* made = act.last->table(step.parsed.target.name);
  if (made == nullptr || made->temporary) return;
  findings.add(
      rule("create-table-as"), index,
      fmt::format("{} gets no keys and no constraints", identifier(step.parsed.target.spelled)),
      {step.parsed.target.offset, identifier(step.parsed.target.spelled)});
}

/// Whether a type says text, or a number with a fraction, and has another affinity.
bool misleads(const std::string& type) {
  const std::string lower = to_lower(type);
  const auto begins = [&](const char* word) { return lower.starts_with(word); };
  const Affinity affinity = affinity_of(type);
  if (begins("str")) return affinity != Affinity::text;
  const bool fraction = begins("float") || begins("double") || begins("real") ||
                        begins("decimal") || begins("numeric");
  return fraction && affinity == Affinity::integer;
}

void judge_types(const Step& step, size_t index, Findings& findings) {
  const Parsed& parsed = step.parsed;
  if (parsed.as_select || step.outcome.status != Outcome::Status::done) return;
  if (parsed.kind != Kind::create_table && parsed.kind != Kind::add_column) return;
  const Table* table = step.after->table(parsed.target.name);
  if (table == nullptr) return;
  for (const Column& column : table->columns) {
    if (parsed.kind == Kind::add_column && column.name != parsed.column.name) continue;
    if (!misleads(column.type)) continue;
    const std::string first_word = to_lower(column.type.substr(0, column.type.find_first_of(" (")));
    const size_t name = parsed.find(column.name, parsed.target.offset);
    size_t place = name;
    for (const sql::Lexeme& word : parsed.words) {
      if (word.offset > name && to_lower(word.text) == first_word) {
        place = word.offset;
        break;
      }
    }
    findings.add(rule("column-affinity"), index,
                 fmt::format("{} of {} has the affinity {}: its type {} does not say so",
                             identifier(column.spelled), identifier(table->spelled),
                             name_of(affinity_of(column.type)), column.type),
                 {place, column_sql(table->spelled, column.spelled)});
  }
}

void judge(const Act& act, Findings& findings) {
  for (size_t i = 0; i < act.steps.size(); ++i) {
    const Step& step = act.steps[i];
    judge_refusal(step, i, findings);
    judge_quotes(step, i, findings);
    judge_query(act, step, i, findings);
    judge_types(step, i, findings);
  }
}

}  // namespace

Family statement_rules() { return {kRules, judge}; }

}  // namespace migrate::sqlite::lint
