#include "tests/sqlite/schema_bench.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/schema/script.h"
#include "lib/sql/splitter.h"
#include "lib/sqlite/schema/introspect.h"
#include "lib/sqlite/schema/names.h"
#include "lib/sqlite/schema/sqlite_rules.h"
#include "lib/sqlite/scratch.h"
#include "lib/sqlite/sqlite_driver.h"

namespace migrate::test {

namespace {

using schema::Catalog;
using schema::Fact;

/// Rows by table: the values of the columns that must survive.
using Contents = std::map<std::string, std::vector<std::string>>;

/// Tables of both sides, each with an expression that shows what of a row must survive.
std::map<std::string, std::string> survivors(const Catalog& before, const Catalog& after) {
  const schema::Parts before_parts(before);
  const schema::Parts after_parts(after);
  const schema::Sides sides{before, after, before_parts, after_parts, {}};
  const schema::Sides back{after, before, after_parts, before_parts, {}};
  const sqlite::SqliteRules rules;
  std::map<std::string, std::string> result;
  for (const auto& [identity, fact] : before.facts) {
    if (identity.kind != "table" || after.find(identity) == nullptr) continue;
    std::vector<std::string> values = {"''"};
    for (const Fact* part : before_parts.of(identity)) {
      const Fact* other = after.find(part->identity);
      if (part->identity.kind != "column" || other == nullptr) continue;
      const bool computed = part->has("generated") || other->has("generated");
      const bool same = part->has("not null") == other->has("not null") &&
                        !rules.loss({part, other}, sides) && !rules.loss({other, part}, back);
      // An integer may become a text: it is shown as one either way.
      const std::string name = sqlite::identifier(sqlite::spelled(*part));
      if (same && !computed) values.push_back("quote(CAST(" + name + " AS TEXT))");
    }
    result[sqlite::identifier(sqlite::spelled(fact))] = join(values, " || '|' || ");
  }
  return result;
}

Contents contents(LiteDatabase& database, const std::map<std::string, std::string>& expressions) {
  Contents result;
  for (const auto& [table, expression] : expressions) {
    std::vector<std::string>& lines = result[table];
    for (const auto& row : database.rows("SELECT " + expression + " FROM " + table)) {
      lines.push_back(row.at(0).value_or("NULL"));
    }
    std::sort(lines.begin(), lines.end());
  }
  return result;
}

std::string describe(const Contents& contents) {
  std::string result;
  for (const auto& [table, lines] : contents) {
    result += table + ":\n  " + join(lines, "\n  ") + "\n";
  }
  return result;
}

schema::SchemaPlan plan_between(const Catalog& before, const Catalog& after) {
  return schema::plan(before, after, sqlite::SqliteRules());
}

/// Applies `plan`, and says what is not as it should be.
std::string try_plan(LiteDatabase& database, const schema::SchemaPlan& plan, const Catalog& wanted,
                     const std::vector<std::string>& wanted_observed,
                     const std::map<std::string, std::string>& expressions) {
  const Contents before = contents(database, expressions);
  try {
    database.run(plan);
  } catch (const Error& error) {
    return std::string("fails: ") + error.what();
  }
  const std::string left = difference_text(database.catalog(), wanted);
  if (!left.empty()) return "leaves a difference:\n" + left;
  const std::string seen = join(database.observed(), "\n");
  const std::string expected = join(wanted_observed, "\n");
  if (seen != expected) {
    return "is seen from outside:\n" + unified_diff(expected, seen, "wanted", "found");
  }
  const Contents after = contents(database, expressions);
  if (before == after) return "";
  return "changes rows:\n" + unified_diff(describe(before), describe(after), "before", "after");
}

}  // namespace

LiteDatabase::LiteDatabase(const std::string& script) : scratch_(sqlite::make_scratch({}, "")) {
  connection_ = sqlite::make_driver()->connect(scratch_->options());
  run("PRAGMA foreign_keys = ON");
  run(script);
}

void LiteDatabase::run(const std::string& script) {
  for (const sql::Statement& statement : sql::split(script, sql::sqlite_dialect())) {
    db::execute(*connection_, {.sql = script.substr(statement.span.offset, statement.span.length)});
  }
}

void LiteDatabase::run(const schema::SchemaPlan& plan) {
  const bool unchecked = !schema::script_header(plan.statements).empty();
  if (unchecked) run("PRAGMA foreign_keys = OFF");
  run("BEGIN IMMEDIATE");
  try {
    run(schema::script_text(plan.statements));
    if (!rows("PRAGMA foreign_key_check").empty()) {
      throw Error(ErrorCode::failed, "foreign_key_check finds orphans");
    }
  } catch (const Error&) {
    (void)db::try_execute(*connection_, {.sql = "ROLLBACK"});
    throw;
  }
  run("COMMIT");
  run("PRAGMA foreign_keys = ON");
}

std::vector<std::vector<db::Value>> LiteDatabase::rows(const std::string& query) {
  return db::execute(*connection_, {.sql = query}).rows;
}

std::string LiteDatabase::value(const std::string& query) {
  const auto found = rows(query);
  return found.empty() ? "" : found[0].at(0).value_or("NULL");
}

std::vector<std::string> LiteDatabase::observed() {
  // The order of columns, and names of indexes that constraints make, may differ.
  static constexpr const char* kQuery = R"(
WITH relation AS (
  SELECT name, lower(name) AS own, type, wr, strict FROM pragma_table_list
   WHERE schema = 'main' AND type IN ('table', 'view', 'virtual') AND name NOT LIKE 'sqlite_%'
)
SELECT concat_line FROM (
  SELECT own || ' ' || type || ' ' || wr || ' ' || strict AS concat_line FROM relation
  UNION ALL
  SELECT r.own || ' column ' || lower(c.name) || ' ' || lower(c.type) || ' ' || c."notnull" ||
         ' ' || coalesce(c.dflt_value, '-') || ' ' || c.pk || ' ' || c.hidden
    FROM relation AS r, pragma_table_xinfo(r.name) AS c WHERE r.type = 'table'
  UNION ALL
  SELECT r.own || ' refers ' || lower(f."table") || ' ' || lower(f."from") || ' ' ||
         lower(coalesce(f."to", '-')) || ' ' || f.on_update || ' ' || f.on_delete || ' ' || f.seq
    FROM relation AS r, pragma_foreign_key_list(r.name) AS f WHERE r.type = 'table'
  UNION ALL
  SELECT r.own || ' index ' || iif(i.origin = 'c', lower(i.name), '') || ' ' || i."unique" || ' ' ||
         i.origin || ' ' || i.partial || ' ' ||
         (SELECT group_concat(lower(coalesce(x.name, '-')) || ' ' || x."desc" || ' ' ||
                              lower(x.coll), ', ')
            FROM pragma_index_xinfo(i.name) AS x WHERE x.key)
    FROM relation AS r, pragma_index_list(r.name) AS i WHERE r.type = 'table'
  UNION ALL
  SELECT lower(type || ' ' || name || ' ' || tbl_name) FROM sqlite_schema
   WHERE name NOT LIKE 'sqlite_%'
) ORDER BY 1)";
  std::vector<std::string> lines;
  for (const auto& row : rows(kQuery)) lines.push_back(row.at(0).value_or("NULL"));
  return lines;
}

Catalog LiteDatabase::catalog() { return sqlite::introspect(*connection_); }

std::string text_of(const schema::SchemaPlan& plan) {
  std::string result;
  for (const std::string& line : schema::script_header(plan.statements)) {
    result += "-- " + line + "\n\n";
  }
  return result + schema::script_text(plan.statements);
}

std::string difference_text(const Catalog& before, const Catalog& after) {
  std::string result;
  for (const schema::Change& change : schema::difference(before, after)) {
    result += schema::describe(change.identity()) + ": ";
    if (!change.before) result += "only after";
    if (!change.after) result += "only before";
    for (const std::string& attribute : change.attributes) {
      result += attribute + " [" + std::string(change.before->attribute(attribute)) + "] [" +
                std::string(change.after->attribute(attribute)) + "] ";
    }
    result += "\n";
  }
  for (const schema::Identity& identity : after.unmodelled) {
    result += schema::describe(identity) + " is not understood\n";
  }
  return result;
}

RoundTrip round_trip(const std::string& before, const std::string& rows, const std::string& after) {
  LiteDatabase database(before);
  database.run(rows);
  LiteDatabase wanted(after);
  const Catalog first = database.catalog();
  const Catalog second = wanted.catalog();
  const schema::SchemaPlan up = plan_between(first, second);
  const schema::SchemaPlan down = plan_between(second, first);
  RoundTrip result{text_of(up), text_of(down), ""};
  const auto expressions = survivors(first, second);
  const std::vector<std::string> seen = database.observed();
  result.problem = try_plan(database, up, second, wanted.observed(), expressions);
  if (!result.problem.empty()) {
    result.problem = "up " + result.problem;
    return result;
  }
  result.problem = try_plan(database, down, first, seen, expressions);
  if (!result.problem.empty()) result.problem = "down " + result.problem;
  return result;
}

}  // namespace migrate::test
