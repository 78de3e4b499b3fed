// Looks at what the runner waits for, from a thread of its own: the runner's blocks in the driver.
//
// The thread sleeps in short pieces. Only when one wait lasts it asks the db::Watcher, which then
// opens its connection; a run whose statements are quick never has a second one. Nothing that goes
// wrong here is a failure of the run.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "lib/db/watcher.h"
#include "lib/run/observer.h"

namespace migrate::run {

class Watch {
 public:
  /// `watcher` null: the engine has none, and nothing happens. `observer` must outlive this; its
  /// watched() is called on the thread.
  Watch(std::unique_ptr<db::Watcher> watcher, Observer& observer);
  /// Waits for a look that is under way.
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// While it lives, the runner waits for an answer. Costs next to nothing.
  class Waiting {
   public:
    /// `copied`: bytes that the COPY at hand sends, of which the server knows no total; 0: none.
    explicit Waiting(Watch& watch, uint64_t copied = 0) : watch_(watch) { watch_.begin(copied); }
    ~Waiting() { watch_.end(); }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

   private:
    Watch& watch_;
  };

  /// Who kept us waiting until now; none when nobody was seen lately. Forgets them, and from now on
  /// looks sooner: what has waited for a lock once does so again.
  [[nodiscard]] std::vector<db::Blocker> take_blockers();

  /// As db::Watcher::end_idle(). Precondition: `blocker` comes from take_blockers().
  db::Watcher::Ending end_idle(const db::Blocker& blocker, Milliseconds age);

 private:
  using Clock = std::chrono::steady_clock;

  void begin(uint64_t copied);
  void end() { since_ = 0; }
  void go_on();
  [[nodiscard]] bool due(Clock::time_point now) const;
  void look();

  std::unique_ptr<db::Watcher> watcher_;
  Observer& observer_;

  /// When the wait began, in the clock's ticks; 0: the runner doesn't wait.
  std::atomic<Clock::rep> since_{0};
  std::atomic<uint64_t> copied_{0};

  std::mutex watcher_mutex_;  ///< guards what watcher_ points at
  std::mutex mutex_;          ///< guards what follows
  std::condition_variable wake_;
  bool ended_ = false;
  Milliseconds patience_;
  Clock::time_point next_look_;
  int failures_ = 0;  ///< looks that failed, in a row
  std::vector<db::Blocker> blockers_;
  Clock::time_point seen_;  ///< when blockers_ were

  std::thread thread_;  ///< the last member: it uses the others
};

}  // namespace migrate::run
