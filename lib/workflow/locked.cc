#include "lib/workflow/locked.h"

#include <algorithm>
#include <thread>

#include "lib/base/error.h"
#include "lib/base/stop_signal.h"

namespace migrate::workflow {
namespace {

constexpr Milliseconds kPollInterval{200};

std::string named(const db::LockHolder& holder) {
  return holder.description.empty() ? "another run" : "another run, " + holder.description;
}

/// The lock, and the history as it is under it.
std::shared_ptr<db::Lock> take(Database& database, run::Observer& observer) {
  const db::Facts facts = database.facts();
  if (facts.read_only) {
    throw Error(ErrorCode::failed, "the database " + facts.database + " is read-only",
                "aim at the primary, or at a file that " + facts.user + " may write");
  }
  std::shared_ptr<db::Lock> lock =
      database.driver().lock(database.connection(), database.store().schema(), kHistoryTable);
  const Stopwatch waited;
  bool told = false;
  while (!lock->try_acquire()) {
    const Milliseconds left = database.options().lock_wait - waited.elapsed();
    const db::LockHolder holder = lock->holder();
    if (left <= Milliseconds(0)) {
      throw Error(ErrorCode::locked, "the run lock is held by " + named(holder),
                  "wait for it to end, or give this run more time with --lock-wait 5min");
    }
    if (!told) {
      run::Event event;
      event.kind = run::Event::Kind::waiting;
      event.text = named(holder);
      observer.on(event);
      told = true;
    }
    std::this_thread::sleep_for(std::min(kPollInterval, left));
    stop_if_asked(database.options().interrupted, {"nothing was changed"},
                  "interrupted while waiting for the run lock");
  }
  database.store().set_fence(lock->can_lapse() ? lock->confirm() : std::nullopt);
  database.refresh();
  return lock;
}

}  // namespace

std::shared_ptr<db::Lock> lock_for_writing(Database& database, run::Observer& observer) {
  SharedLock& shared = database.shared_lock();
  std::shared_ptr<db::Lock> lock = shared.lock ? shared.lock : take(database, observer);
  if (shared.wanted) shared.lock = lock;
  database.store().create_or_upgrade(database.connection());
  database.refresh();
  return lock;
}

KeptLock::KeptLock(Database& database, run::Observer& observer) : database_(database) {
  database_.shared_lock() = {true, take(database_, observer)};
}

KeptLock::~KeptLock() { database_.shared_lock() = {}; }

}  // namespace migrate::workflow
