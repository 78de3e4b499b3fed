// --kill-blockers: ends the sessions that hold a lock in a transaction in which nothing happens.
#pragma once

#include <string>
#include <vector>

#include "lib/history/history_store.h"
#include "lib/run/watch.h"

namespace migrate::run {

/// What became of one blocker's session.
struct Killed {
  db::Blocker blocker;
  bool ended = false;        ///< false: it was spared, or `problem` says why it could not be ended
  std::string problem = {};  ///< also when its end could not be logged
};

/// Ends those of `blockers` that are idle in a transaction older than `age` (never one that works,
/// never one of ours) and logs each end in the history as the event "kill-blocker" of `revision`.
/// Returns those that there is something to tell of. Precondition: nothing pending on `connection`,
/// no transaction open.
[[nodiscard]] std::vector<Killed> kill_idle_blockers(
    Watch& watch, const std::vector<db::Blocker>& blockers, Milliseconds age,
    const history::HistoryStore& store, db::Connection& connection, const std::string& revision);

}  // namespace migrate::run
