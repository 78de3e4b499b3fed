// What is said about revisions that the database holds half-run.
#pragma once

#include <string>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/plan/state.h"

namespace migrate::plan {

/// "revision x is half-run: 3 statements are done", with the ways on as notes.
[[nodiscard]] Diagnostic half_run_finding(const revision::AppliedRevision& row);

[[nodiscard]] inline bool half_undone(const revision::AppliedRevision& row) {
  return row.state == revision::AppliedRevision::State::running &&
         row.direction == revision::AppliedRevision::Direction::down;
}
[[nodiscard]] inline bool half_applied(const revision::AppliedRevision& row) {
  return row.state == revision::AppliedRevision::State::running &&
         row.direction == revision::AppliedRevision::Direction::up;
}

}  // namespace migrate::plan
