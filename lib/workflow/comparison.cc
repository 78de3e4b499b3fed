#include "lib/workflow/comparison.h"

#include <algorithm>
#include <utility>

#include "lib/base/error.h"

namespace migrate::workflow {

namespace {

/// The schema as it reads after it was made from its own texts; none when that fails: then the
/// texts count as they are.
std::optional<schema::Catalog> made_again(const Bench& bench, const schema::Catalog& catalog) {
  const schema::Rules& rules = bench.driver().schema_rules();
  try {
    Trial trial = bench.with_statements(schema::plan_from_nothing(catalog, rules).statements);
    return bench.read(*trial.connection);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::unreachable) throw;
    return std::nullopt;
  }
}

bool equal_again(const schema::Identity& identity, const schema::Catalog& before,
                 const schema::Catalog& after) {
  const schema::Fact* one = before.find(identity);
  const schema::Fact* other = after.find(identity);
  return one != nullptr && other != nullptr && one->attributes == other->attributes;
}

/// Gives `after` the texts of `before` where both read alike once they were made again.
void settle_texts(const Bench& bench, const schema::Catalog& before, schema::Catalog& after) {
  std::vector<schema::Identity> doubtful;
  for (const schema::Change& change : schema::difference(before, after)) {
    if (change.before != nullptr && change.after != nullptr) {
      doubtful.push_back(change.identity());
    }
  }
  if (doubtful.empty()) return;
  const auto before_again = made_again(bench, before);
  const auto after_again = made_again(bench, after);
  if (!before_again || !after_again) return;
  for (const schema::Identity& identity : doubtful) {
    if (equal_again(identity, *before_again, *after_again)) {
      after.facts.at(identity).attributes = before.find(identity)->attributes;
    }
  }
}

void demand_style(const schema::Rules& rules, const schema::Style& style) {
  const std::string objection = rules.objection(style.locks);
  if (!objection.empty()) throw Error(ErrorCode::usage, objection, "leave --online out");
}

/// Whether the change is told by that of the whole.
bool goes_without_saying(const schema::Change& change, const Comparison& comparison) {
  const schema::Fact& fact = change.after ? *change.after : *change.before;
  if (!fact.part_of || (change.before != nullptr && change.after != nullptr)) return false;
  const bool before = comparison.before.find(*fact.part_of) != nullptr;
  const bool after = comparison.after.find(*fact.part_of) != nullptr;
  return before != after;
}

}  // namespace

std::vector<schema::Change> Comparison::told_changes() const {
  std::vector<schema::Change> result = changes();
  std::erase_if(result,
                [&](const schema::Change& change) { return goes_without_saying(change, *this); });
  return result;
}

Comparison compare(const Bench& bench, schema::Catalog before, schema::Catalog after, Losses losses,
                   const schema::Style& style) {
  const schema::Rules& rules = bench.driver().schema_rules();
  demand_style(rules, style);
  Comparison result;
  result.before = std::move(before);
  result.after = std::move(after);
  settle_texts(bench, result.before, result.after);
  result.lookalikes = schema::lookalikes(result.before, result.after, rules);
  if (losses == Losses::keep) {
    result.after = schema::without_losses(result.before, result.after, rules, result.kept);
  }
  result.plan = schema::plan(result.before, result.after, rules, style);
  return result;
}

}  // namespace migrate::workflow
