// What a run tells while it goes on: typed events, rendered by the command line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.h"
#include "lib/base/diagnostic.h"
#include "lib/db/connection.h"
#include "lib/db/tracer.h"
#include "lib/db/watcher.h"
#include "lib/plan/plan.h"

namespace migrate::run {

struct Event {
  enum class Kind {
    waiting,   ///< for the run lock; `text` names the holder
    retrying,  ///< a segment lost a lock and runs again after `duration`; `text` says why,
               ///< `blockers` to whom; it was try `tries` of `most_tries`
    killed,    ///< the session of the one in `blockers` was ended, as --kill-blockers asked
    resumed,   ///< step goes on behind its `statement` done statements
    step_started,
    statement_done,  ///< `statement` of `statements`; rows and notices in `outcome`
    traced,          ///< what that statement, whose verb is in `text`, did is in `trace`
    recovered,       ///< `text`: what was found out or cleaned up around an autocommit statement
    step_done,       ///< committed; `duration` is its time
    reconnected,     ///< the server had gone; `text` says how the run goes on on the new connection
  };
  Kind kind = Kind::step_started;
  const plan::Step* step = nullptr;  ///< null for `waiting`
  size_t step_index = 0;
  size_t step_count = 0;
  size_t statement = 0;  ///< 1-based
  size_t statements = 0;
  std::string text;
  Milliseconds duration{0};
  const db::Outcome* outcome = nullptr;
  const db::StatementTrace* trace = nullptr;
  Location location;  ///< of the statement, for notices
  std::vector<db::Blocker> blockers;
  int tries = 0;
  int most_tries = 0;
};

class Observer {
 public:
  virtual ~Observer() = default;
  /// Called on the runner's thread; must not throw.
  virtual void on(const Event& event) = 0;
  /// Whether somebody looks on: then statements are told of one by one as they end, not with the
  /// transaction that they travel in. That costs a message each.
  [[nodiscard]] virtual bool looks_on() const { return false; }
  /// What the database does while a statement takes its time: every half second, on another
  /// thread, maybe while on() runs; not after the run. Must not throw.
  virtual void watched(const db::Activity& activity) { (void)activity; }
};

}  // namespace migrate::run
