#include "lib/db/watcher.h"

#include <algorithm>

#include "lib/base/text.h"

namespace migrate::db {
namespace {

constexpr uint64_t kPercent = 100;

std::string who(const Blocker& blocker) {
  return blocker.pid == 0 ? "a prepared transaction" : "pid " + std::to_string(blocker.pid);
}

/// " (a, b)" of the parts that are not empty.
std::string in_parentheses(std::vector<std::string> parts) {
  std::erase(parts, std::string());
  return parts.empty() ? "" : " (" + join(parts, ", ") + ")";
}

std::string age_of(const Blocker& blocker) {
  return blocker.transaction_age ? format_duration(*blocker.transaction_age) : "";
}

/// ", AccessShareLock on public.t"
std::string held_by(const Blocker& blocker) {
  std::string text;
  if (!blocker.mode.empty()) text = ", " + blocker.mode;
  if (blocker.relation.empty()) return text;
  return (text.empty() ? ", a row lock" : text) + " on " + blocker.relation;
}

}  // namespace

std::string describe(const Blocker& blocker) {
  std::string text =
      who(blocker) + in_parentheses({blocker.user, blocker.application, blocker.client});
  const std::string age = age_of(blocker);
  if (!blocker.state.empty()) text += ", " + blocker.state;
  if (!age.empty()) text += (blocker.state.empty() ? ", for " : " for ") + age;
  text += held_by(blocker);
  if (!blocker.query.empty()) text += ": " + blocker.query;
  return text;
}

std::string name_of(const Blocker& blocker) {
  return who(blocker) +
         in_parentheses({blocker.user, blocker.application, blocker.state, age_of(blocker)});
}

std::string describe(const Work& work) {
  std::string text = work.command;
  if (!work.phase.empty()) text += ": " + work.phase;
  if (work.total == 0) return text;
  const uint64_t done = std::min(work.done, work.total);
  return text + ", " + std::to_string(done * kPercent / work.total) + " %";
}

std::string describe(const Activity& activity) {
  if (!activity.blockers.empty()) {
    const size_t others = activity.blockers.size() - 1;
    return "waiting for " + name_of(activity.blockers.front()) +
           (others > 0 ? " and " + counted(others, "other") : "");
  }
  return activity.work ? describe(*activity.work) : activity.wait_event;
}

}  // namespace migrate::db
