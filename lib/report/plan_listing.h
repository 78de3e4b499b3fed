// What a run would do: `plan`, `upgrade --dry-run`.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/json.h"
#include "lib/plan/plan.h"
#include "lib/report/plan_facts.h"
#include "lib/sql/splitter.h"

namespace migrate::report {

/// A statement of a step, as far as a plan shows it.
struct PlannedStatement {
  int64_t line = 0;
  int64_t end_line = 0;
  std::string file;
  sql::Kind kind = sql::Kind::transactional;
  size_t segment = 0;  ///< 0-based
  std::string verb;
  std::string why;
  std::string text;  ///< on one line, shortened
};

struct PlanListing {
  std::string target;  ///< masked, with its environment
  const plan::Plan& plan;
  /// One list per step of the plan, in its order.
  std::vector<std::vector<PlannedStatement>> statements;
  std::string digest;
  /// What holds for every script, by its name: "lock timeout", "role".
  std::vector<std::pair<std::string, std::string>> session = {};
  VariableSources variables = {};
};

/// Reads the script of `step` once.
[[nodiscard]] std::vector<PlannedStatement> planned_statements(const plan::Step& step,
                                                               const sql::Dialect& dialect);

enum class Statements { summed_up, each };
/// The steps in order, each with its file, what applies to it, the way back and its segments; then
/// sums, the session and the digest.
[[nodiscard]] std::string plan_text(const PlanListing& listing, Statements statements);
/// The shape "plan" of docs/json.md.
[[nodiscard]] json::Value plan_json(const PlanListing& listing);

}  // namespace migrate::report
