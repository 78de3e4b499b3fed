// The event log read as what it says about the state: which revisions are applied. Pure.
#pragma once

#include <string>
#include <vector>

#include "lib/history/history_store.h"

namespace migrate::history {

struct Replay {
  /// For each revision that is applied, the event that made it so, in the order of application.
  std::vector<LoggedEvent> applied;
  /// Revisions that are not applied, and whose last event is a failure: part of one may have
  /// stayed, for the beginning of a script is no event.
  std::vector<std::string> failed;
};

/// What is applied after `events`, oldest first: `upgrade` and `stamp` apply, `downgrade` and
/// `unstamp` take back; every other action leaves the set as it is.
[[nodiscard]] Replay replay(const std::vector<LoggedEvent>& events);

}  // namespace migrate::history
