#include "lib/run/watch.h"

#include <string_view>
#include <utility>

#include "lib/base/error.h"

namespace migrate::run {
namespace {

/// How long a wait lasts before it is looked at: what is quicker needs no second connection. It
/// leaves several looks within the usual lock timeout of 2 s.
constexpr Milliseconds kPatience{300};
/// The same once a lock was lost.
constexpr Milliseconds kShortPatience{30};
/// Between two looks at one wait.
constexpr Milliseconds kInterval{500};
/// How exact these are: the thread's sleep.
constexpr Milliseconds kTick{20};
/// Until a server that refused is asked again, and how often it may refuse.
constexpr Milliseconds kAfterFailure{5000};
constexpr int kMostFailures = 3;
/// The one command whose size we know and the server doesn't.
constexpr std::string_view kCopy = "COPY";
/// A lock's timeout comes at most an interval after the last look that saw who holds it.
constexpr Milliseconds kFresh = 3 * kInterval;

}  // namespace

Watch::Watch(std::unique_ptr<db::Watcher> watcher, Observer& observer)
    : watcher_(std::move(watcher)), observer_(observer), patience_(kPatience) {
  if (watcher_) thread_ = std::thread([this] { go_on(); });
}

Watch::~Watch() {
  {
    const std::lock_guard guard(mutex_);
    ended_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Watch::begin(uint64_t copied) {
  if (!watcher_) return;
  copied_ = copied;
  since_ = Clock::now().time_since_epoch().count();
}

void Watch::go_on() {
  std::unique_lock lock(mutex_);
  while (failures_ < kMostFailures && !wake_.wait_for(lock, kTick, [this] { return ended_; })) {
    if (!due(Clock::now())) continue;
    lock.unlock();
    look();
    lock.lock();
  }
}

bool Watch::due(Clock::time_point now) const {
  const Clock::rep since = since_;
  return since != 0 && now >= next_look_ &&
         now - Clock::time_point(Clock::duration(since)) >= patience_;
}

void Watch::look() {
  db::Activity activity;
  try {
    const std::lock_guard guard(watcher_mutex_);
    activity = watcher_->look();
  } catch (const Error&) {
    const std::lock_guard guard(mutex_);
    ++failures_;
    next_look_ = Clock::now() + kAfterFailure;
    return;
  }
  if (activity.work && activity.work->command == kCopy && activity.work->total == 0) {
    activity.work->total = copied_;
  }
  {
    const std::lock_guard guard(mutex_);
    failures_ = 0;
    next_look_ = Clock::now() + kInterval;
    if (!activity.blockers.empty()) {
      blockers_ = activity.blockers;
      seen_ = Clock::now();
    }
  }
  observer_.watched(activity);
}

std::vector<db::Blocker> Watch::take_blockers() {
  const std::lock_guard guard(mutex_);
  patience_ = kShortPatience;
  next_look_ = {};
  std::vector<db::Blocker> blockers = std::exchange(blockers_, {});
  if (Clock::now() - seen_ > kFresh) blockers.clear();
  return blockers;
}

db::Watcher::Ending Watch::end_idle(const db::Blocker& blocker, Milliseconds age) {
  const std::lock_guard guard(watcher_mutex_);
  return watcher_->end_idle(blocker, age);
}

}  // namespace migrate::run
