#include "lib/workflow/locked.h"

#include <algorithm>
#include <thread>

#include "lib/base/error.h"

namespace migrate::workflow {
namespace {

constexpr Milliseconds kPollInterval{200};

std::string named(const db::LockHolder& holder) {
  return holder.description.empty() ? "another run" : "another run, " + holder.description;
}

}  // namespace

std::unique_ptr<db::Lock> lock_for_writing(Database& database, run::Observer& observer) {
  const db::Facts facts = database.facts();
  if (facts.read_only) {
    throw Error(ErrorCode::failed, "the database " + facts.database + " is read-only",
                "aim at the primary, or at a file that " + facts.user + " may write");
  }
  std::unique_ptr<db::Lock> lock =
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
  }
  database.store().set_fence(lock->can_lapse() ? lock->confirm() : std::nullopt);
  database.refresh();
  database.store().create_or_upgrade(database.connection());
  database.refresh();
  return lock;
}

}  // namespace migrate::workflow
