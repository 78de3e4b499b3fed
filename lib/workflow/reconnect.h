// A run whose connection broke: what became of it is read on a new one, and behind a restart or a
// failover it goes on there.
#pragma once

#include <optional>
#include <string>

#include "lib/base/error.h"
#include "lib/plan/plan.h"
#include "lib/run/observer.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

/// Takes from `plan` what the history says is done, beginning behind its first `known` steps, which
/// are done; a first step that is half-run is resumed. Returns how many steps it took.
size_t take_done(plan::Plan& plan, size_t known, const plan::History& history);

class Reconnection {
 public:
  /// Remembers the server that serves `database`; call it while that is connected.
  explicit Reconnection(Database& database);

  /// After `error`, of code unreachable, ended a run of `plan` with its first `known` steps done:
  /// connects anew, tells `observer` of the steps that were committed without an answer, and leaves
  /// in `plan` what is still to run. Throws `error` where that is nothing to go on with: with what
  /// the history says as its notes where the server is still the same (somebody or something ended
  /// the session, and would again), or the connection broke twice at one place; where no new
  /// connection is to be had for half a minute, or --wait. Nothing may refer to the connection.
  void go_on(Error error, plan::Plan& plan, size_t known, run::Observer& observer);

 private:
  Database& database_;
  std::string incarnation_;
  std::string last_place_;  ///< where the run stood when the connection broke before
};

}  // namespace migrate::workflow
