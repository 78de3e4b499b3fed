// SIGINT and SIGTERM: the first asks the run to stop, the second ends the process.
#pragma once

#include <atomic>
#include <memory>

#include "lib/db/connection.h"

namespace migrate::cmd {

/// A run must not die because nobody reads its progress: writes then fail instead.
void ignore_broken_pipes();

/// Lets SIGINT and SIGTERM end the process from its start on also where it is the first one of a
/// container (PID 1), for which they do nothing by default. Its exit code is 128 + the number then.
void end_on_signals();

/// The number of the signal that came; 0: none yet.
[[nodiscard]] const std::atomic<int>& received_signal();

/// While it lives, the first signal cancels the statement that the connection runs and is left for
/// the run to find in received_signal(). Without it a signal ends the process at once, which is
/// right as long as there is no connection. One at a time.
class CancelOnSignal {
 public:
  explicit CancelOnSignal(std::unique_ptr<db::Canceller> canceller);
  ~CancelOnSignal();
  CancelOnSignal(const CancelOnSignal&) = delete;
  CancelOnSignal& operator=(const CancelOnSignal&) = delete;

 private:
  class Watcher;
  std::unique_ptr<Watcher> watcher_;
};

}  // namespace migrate::cmd
