#include "lib/history/replay.h"

#include <algorithm>
#include <map>
#include <utility>

namespace migrate::history {
namespace {

bool applies(const std::string& action) { return action == "upgrade" || action == "stamp"; }
bool takes_back(const std::string& action) { return action == "downgrade" || action == "unstamp"; }

}  // namespace

Replay replay(const std::vector<LoggedEvent>& events) {
  std::map<std::string, const LoggedEvent*> applied;
  std::map<std::string, const LoggedEvent*> last;
  for (const LoggedEvent& event : events) {
    if (event.revision.empty()) continue;
    last[event.revision] = &event;
    if (applies(event.action)) applied[event.revision] = &event;
    if (takes_back(event.action)) applied.erase(event.revision);
  }
  Replay result;
  for (const auto& [id, event] : applied) result.applied.push_back(*event);
  std::sort(result.applied.begin(), result.applied.end(),
            [](const LoggedEvent& a, const LoggedEvent& b) { return a.seq < b.seq; });
  for (const auto& [id, event] : last) {
    if (event->action == "failed" && !applied.contains(id)) result.failed.push_back(id);
  }
  return result;
}

}  // namespace migrate::history
