#include "lib/workflow/renames.h"

#include <algorithm>
#include <utility>

#include "lib/base/error.h"
#include "lib/schema/directory.h"

namespace migrate::workflow {

namespace {

void run(db::Connection& connection, const std::vector<schema::PlannedStatement>& statements) {
  for (const auto& [statement, about] : statements) {
    try {
      db::execute(connection, {.sql = statement.text});
    } catch (Error& error) {
      error.first().message = statement.text + ": " + error.first().message;
      throw;
    }
  }
}

std::vector<schema::PlannedStatement> renames_there(const std::vector<schema::Rename>& renames) {
  std::vector<schema::PlannedStatement> result;
  for (const schema::Rename& rename : renames) {
    result.push_back({rename.statements.there, rename.before});
  }
  return result;
}

std::vector<schema::RenameWish> wishes_of(const RenameRequests& requests,
                                          const schema::Catalog& before,
                                          const schema::Catalog& after,
                                          const schema::Rules& rules) {
  std::vector<schema::RenameWish> result = schema::wishes(requests.comments, after, rules);
  for (const std::string& text : requests.accepted) {
    result.push_back(schema::accepted_rename(text, before, after, rules));
  }
  return result;
}

/// Renames in a trial, from the outside to the inside, and what follows them.
class Renamer {
 public:
  Renamer(const Bench& bench, Trial& trial, const schema::Catalog& after)
      : bench_(bench), trial_(trial), after_(after), now_(bench.read(*trial.connection)) {}

  void carry_out(const RenameRequests& requests) {
    const schema::Rules& rules = bench_.driver().schema_rules();
    const auto wishes = wishes_of(requests, now_, after_, rules);
    size_t deepest = 0;
    for (const auto& wish : wishes) deepest = std::max(deepest, wish.thing.name.size());
    for (size_t depth = 1; depth <= deepest; ++depth) {
      step(schema::due_renames(wishes, depth, now_, after_, rules));
    }
    step(schema::following_renames(renames_, now_, after_, rules));
  }

  void take_back() { run(*trial_.connection, renames_back(renames_)); }

  [[nodiscard]] const schema::Catalog& now() const { return now_; }
  [[nodiscard]] const std::vector<schema::Rename>& renames() const { return renames_; }

 private:
  void step(std::vector<schema::Rename> renames) {
    if (renames.empty()) return;
    run(*trial_.connection, renames_there(renames));
    for (schema::Rename& rename : renames) renames_.push_back(std::move(rename));
    now_ = bench_.read(*trial_.connection);
  }

  const Bench& bench_;
  Trial& trial_;
  const schema::Catalog& after_;
  schema::Catalog now_;
  std::vector<schema::Rename> renames_;
};

}  // namespace

std::vector<schema::PlannedStatement> renames_back(const std::vector<schema::Rename>& renames) {
  std::vector<schema::PlannedStatement> result;
  for (auto rename = renames.rbegin(); rename != renames.rend(); ++rename) {
    result.push_back({rename->statements.back, rename->after});
  }
  return result;
}

bool may_rename(const Bench& bench, const RenameRequests& requests, const schema::Catalog& before,
                const schema::Catalog& after) {
  if (!requests.accepted.empty()) return true;
  const schema::Rules& rules = bench.driver().schema_rules();
  const auto wishes = schema::wishes(requests.comments, after, rules);
  const schema::Directory there(before, rules);
  return std::any_of(wishes.begin(), wishes.end(), [&](const schema::RenameWish& wish) {
    return there.find(wish.thing) == nullptr || !there.beside(wish.thing, wish.old_name).empty();
  });
}

Comparison compare_renamed(const Bench& bench, Trial& trial, const schema::Catalog& after,
                           const RenameRequests& requests, Losses losses,
                           const schema::Style& style) {
  Renamer renamer(bench, trial, after);
  if (may_rename(bench, requests, renamer.now(), after)) {
    renamer.carry_out(requests);
    renamer.take_back();
  }
  schema::Catalog before = renamer.now();
  if (!renamer.renames().empty()) {
    for (auto& [identity, fact] : before.facts) fact.remarks[schema::kBehindRenames] = "yes";
  }
  Comparison result = compare(bench, std::move(before), after, losses, style);
  result.renames = renamer.renames();
  const auto statements = renames_there(result.renames);
  result.plan.statements.insert(result.plan.statements.begin(), statements.begin(),
                                statements.end());
  return result;
}

}  // namespace migrate::workflow
