// From an engine's failure to what the user reads: the place in the file, the caret, the cure.
#pragma once

#include <string>
#include <vector>

#include "lib/base/error.h"
#include "lib/db/connection.h"
#include "lib/plan/plan.h"
#include "lib/run/program.h"

namespace migrate::run {

/// How the run stood when an operation failed.
struct Standing {
  size_t applied = 0;          ///< steps of this run that are done
  size_t statements_done = 0;  ///< of the failed step: committed
  bool rolled_back = true;     ///< false: the statement ran outside a transaction
  bool interrupted = false;    ///< a signal ended the run: nothing is to be mended
  size_t went_with_it = 0;     ///< steps before the failed one, in the same transaction
  int lock_tries = 0;          ///< how often it lost a lock; 0: that is not why it failed
  db::Failure::Cause cause = db::Failure::Cause::other;
  std::string command = "migrate upgrade";  ///< that goes up: what is to be run next
};

/// The finding for `failure` of `operation`, located in the step's script: the engine's position is
/// mapped through the statement, a COPY's line through its data.
[[nodiscard]] Diagnostic explain(const db::Failure& failure, const Operation& operation,
                                 const plan::Step& step);

/// What was rolled back, what stays, and what to run next: one line each.
[[nodiscard]] std::vector<std::string> consequences(const plan::Plan& plan,
                                                    const Operation& operation,
                                                    const Standing& standing);

/// What to run after `done` steps of `plan` when a signal ended it: the same command, but for a
/// redo that has undone something, which it would not find any more.
[[nodiscard]] std::string way_on(const plan::Plan& plan, size_t done);

/// The code of the Error for `failure`: a lost connection, a lock not obtained, a plain failure.
[[nodiscard]] ErrorCode code_of(const db::Failure& failure, const Operation& operation);

}  // namespace migrate::run
