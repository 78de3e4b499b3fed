// Enums. Values are added in place; to lose or move one, the type is made anew.
#include <algorithm>

#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/live_checks.h"
#include "lib/postgresql/schema/type_rebuild.h"

namespace migrate::postgresql {

namespace {

using Labels = std::vector<std::string>;

Labels labels(const Fact& fact) { return json::parse_texts(fact.attribute("labels")); }

Called called(const Identity& identity, const Sides& sides) {
  return {"TYPE", qualified(identity, sides)};
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  std::vector<std::string> literals;
  for (const std::string& label : labels(fact)) literals.push_back(quote_literal(label));
  const std::string inside = literals.empty() ? "" : "\n    " + join(literals, ",\n    ") + "\n";
  std::vector<Statement> result = {
      {"CREATE TYPE " + qualified(fact.identity, sides) + " AS ENUM (" + inside + ")"}};
  append(result, dress(fact, called(fact.identity, sides)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {{"DROP TYPE " + qualified(fact.identity, sides)}};
}

/// Whether all labels of before are there after, in the same order.
bool only_gains(const Change& change) {
  const Labels before = labels(*change.before);
  size_t found = 0;
  for (const std::string& label : labels(*change.after)) {
    if (found < before.size() && before[found] == label) ++found;
  }
  return found == before.size();
}

bool is_rebuilt(const Change& change) { return change.changes("labels") && !only_gains(change); }

/// A value can't be used in the transaction that adds it. Source: the manual, ALTER TYPE.
void add_values(std::vector<Statement>& out, const Change& change, const std::string& name) {
  const Labels before = labels(*change.before);
  const Labels after = labels(*change.after);
  size_t passed = 0;
  for (size_t index = 0; index < after.size(); ++index) {
    if (passed < before.size() && before[passed] == after[index]) {
      ++passed;
      continue;
    }
    std::string text = "ALTER TYPE " + name + " ADD VALUE " + quote_literal(after[index]);
    if (index == 0 && !before.empty()) {
      text += " BEFORE " + quote_literal(before[0]);
    } else if (passed < before.size()) {
      text += " AFTER " + quote_literal(after[index - 1]);
    }
    Statement statement{std::move(text)};
    statement.place = Statement::Place::commit_after;
    out.push_back(std::move(statement));
  }
}

/// Rows with labels that go, which no cast to the new type takes.
Queries rows_in_the_way(const Change& change, const Sides& sides) {
  const Labels after = labels(*change.after);
  Labels removed;
  for (const std::string& label : labels(*change.before)) {
    if (std::find(after.begin(), after.end(), label) == after.end()) removed.push_back(label);
  }
  Queries result;
  for (const Fact* column : converted_columns(change.identity(), sides)) {
    for (std::string& query : rows_with_labels(*column, removed, sides)) {
      result.push_back(std::move(query));
    }
  }
  return result;
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  if (is_rebuilt(change)) {
    std::vector<Statement> result =
        rebuild_type(change, create(after, {}, sides), Through::text, sides);
    result.front().checks = rows_in_the_way(change, sides);
    return result;
  }
  std::vector<Statement> result;
  if (change.changes("labels")) add_values(result, change, qualified(after.identity, sides));
  append(result, redress(change, called(after.identity, sides)));
  return result;
}

Treatment treatment(const Change& change, const Sides& sides) {
  if (change.before == nullptr || change.after == nullptr || !is_rebuilt(change)) return {};
  return treat_rebuild(change.identity(), sides);
}

bool in_the_way(const Fact& dependent, const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr || !is_rebuilt(change)) return false;
  return in_the_way_of_rebuild(dependent);
}

}  // namespace

KindRules enum_rules() {
  return {.kind = "enum",
          .rank = 20,
          .name_space = NameSpace::relations,
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment,
          .in_the_way = in_the_way};
}

}  // namespace migrate::postgresql
