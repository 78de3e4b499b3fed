#include "lib/run/kill_blockers.h"

#include <utility>

#include "lib/base/error.h"

namespace migrate::run {
namespace {

Killed kill(Watch& watch, const db::Blocker& blocker, Milliseconds age) {
  Killed killed{blocker};
  try {
    killed.ended = watch.end_idle(blocker, age) == db::Watcher::Ending::ended;
  } catch (const Error& error) {
    killed.problem = db::name_of(blocker) + " could not be ended: " + error.what();
  }
  return killed;
}

/// The end of a session must not depend on whether it can be written down.
void log(Killed& killed, const history::HistoryStore& store, db::Connection& connection,
         const std::string& revision) {
  history::Event event;
  event.action = "kill-blocker";
  event.revision = revision;
  event.remark = db::describe(killed.blocker);
  try {
    store.write(connection, store.event(event));
  } catch (const Error& error) {
    killed.problem = std::string("the end of a blocker could not be recorded: ") + error.what();
  }
}

}  // namespace

std::vector<Killed> kill_idle_blockers(Watch& watch, const std::vector<db::Blocker>& blockers,
                                       Milliseconds age, const history::HistoryStore& store,
                                       db::Connection& connection, const std::string& revision) {
  std::vector<Killed> result;
  for (const db::Blocker& blocker : blockers) {
    Killed killed = kill(watch, blocker, age);
    if (killed.ended) log(killed, store, connection, revision);
    if (killed.ended || !killed.problem.empty()) result.push_back(std::move(killed));
  }
  return result;
}

}  // namespace migrate::run
