// What an event log says about the state (lib/history/replay.h).
#include "lib/history/replay.h"

#include <gtest/gtest.h>

#include <sstream>

namespace migrate::history {
namespace {

/// The replay of "upgrade a, downgrade a, …", as "a b; failed: c".
std::string after(const std::string& text) {
  std::vector<LoggedEvent> events;
  std::istringstream words(text);
  for (std::string action, id; words >> action >> id;) {
    LoggedEvent& event = events.emplace_back();
    event.seq = static_cast<int64_t>(events.size());
    event.action = action;
    event.revision = id == "-" ? "" : id;
  }
  const Replay replayed = replay(events);
  std::string result;
  for (const LoggedEvent& event : replayed.applied) result += event.revision + " ";
  for (const std::string& id : replayed.failed) result += "failed:" + id + " ";
  return result;
}

TEST(Replay, AppliesAndTakesBack) {
  EXPECT_EQ(after(""), "");
  EXPECT_EQ(after("upgrade a upgrade b stamp c"), "a b c ");
  EXPECT_EQ(after("upgrade a upgrade b downgrade b"), "a ");
  EXPECT_EQ(after("stamp a unstamp a"), "");
}

TEST(Replay, OrdersByTheLastApplication) {
  EXPECT_EQ(after("upgrade a upgrade b downgrade a upgrade a"), "b a ");
}

TEST(Replay, LeavesTheSetAsItIsForEveryOtherAction) {
  EXPECT_EQ(after("upgrade a accept a reparent a resolve a rebuild a kill - failed a"), "a ");
  // A half-run upgrade that was undone by hand never was applied; a half-run downgrade still is.
  EXPECT_EQ(after("failed b resolve b"), "");
  EXPECT_EQ(after("upgrade a failed a resolve a"), "a ");
}

TEST(Replay, TellsWhoseLastRunFailed) {
  EXPECT_EQ(after("upgrade a failed b"), "a failed:b ");
  EXPECT_EQ(after("failed b upgrade b"), "b ");
}

}  // namespace
}  // namespace migrate::history
