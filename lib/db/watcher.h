// What a session does while its own connection waits for an answer, seen from a second connection.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.h"

namespace migrate::db {

/// A session that keeps another one waiting. Empty: not known, or not ours to see.
struct Blocker {
  int64_t pid = 0;  ///< 0: no session, a prepared transaction
  std::string user;
  std::string application;
  std::string client;  ///< address; empty over a local socket
  std::string state;   ///< "active", "idle in transaction", …
  std::optional<Milliseconds> transaction_age;
  std::string query;  ///< the one that runs, or ran last; on one line, shortened
  std::string mode;   ///< of the lock that it holds, or wants before us; empty: a row, a snapshot
  std::string relation;  ///< schema-qualified
  /// The engine's mark of its transaction, for Watcher::end_idle().
  int64_t transaction = 0;
};

/// A long command that the server counts.
struct Work {
  std::string command;  ///< "CREATE INDEX CONCURRENTLY", "COPY"
  std::string phase;    ///< in the server's words; may be empty
  uint64_t done = 0;
  uint64_t total = 0;  ///< 0: not known
};

struct Activity {
  std::vector<Blocker> blockers;  ///< none: it waits for nobody
  std::optional<Work> work;
  std::string wait_event;  ///< "Lock: relation", "IO: DataFileRead"; empty: it computes
};

/// Watches one session. For one thread at a time, which need not be the session's.
class Watcher {
 public:
  virtual ~Watcher() = default;

  /// What the session does now. The first call connects; one that failed connects again. Throws
  /// Error when there is no connection to be had. Takes a few seconds at most.
  [[nodiscard]] virtual Activity look() = 0;

  enum class Ending { ended, spared };
  /// Ends `blocker`'s session when it still idles in the transaction that it was seen in, and that
  /// is older than `age`; spares it otherwise, and ours always. Throws Error when the server
  /// doesn't permit it.
  virtual Ending end_idle(const Blocker& blocker, Milliseconds age) = 0;
};

/// "pid 4711 (alice, psql, 10.0.0.7), idle in transaction for 12.0 s, AccessShareLock on public.t:
/// SELECT …": one line.
[[nodiscard]] std::string describe(const Blocker& blocker);
/// "pid 4711 (alice, psql, idle in transaction, 12.0 s)".
[[nodiscard]] std::string name_of(const Blocker& blocker);
/// "CREATE INDEX: building index, 43 %".
[[nodiscard]] std::string describe(const Work& work);
/// What keeps it, in a few words: whom it waits for, else the long command, else what the server
/// waits for; empty: nothing.
[[nodiscard]] std::string describe(const Activity& activity);

}  // namespace migrate::db
