// Where a half-run script goes on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/db/driver.h"
#include "lib/plan/plan.h"
#include "lib/plan/variables.h"
#include "lib/run/journal.h"
#include "lib/sql/splitter.h"

namespace migrate::run {

struct Resumed {
  ResumePoint point;
  /// Bring the session back to what the done part made of it.
  std::vector<db::Request> restore;
  /// The statement that was being tried, and what the catalog says became of it.
  std::optional<sql::Statement> tried;
  std::string explanation;
};

/// Finds out where `step`, which the database holds half-run, goes on: behind what is done, and
/// behind the statement that was being tried when it happened. `stored` is the text that ran, where
/// it is kept. Throws Error: check when the done part of its file was edited (with a diff);
/// in_doubt when the catalog can't tell what became of the tried statement, or when the session
/// can't be brought back. Precondition: step.resume.
[[nodiscard]] Resumed resume(const db::Driver& driver, db::Connection& connection,
                             const plan::Step& step, const std::string* stored,
                             const plan::VariableValues& variables, db::Leftovers leftovers);

/// The first line of a statement, cut to what a message can hold.
[[nodiscard]] std::string shortened(std::string_view statement);

}  // namespace migrate::run
