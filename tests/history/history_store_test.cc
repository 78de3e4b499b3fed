// What a history must do, the same on every engine.
#include <regex>

#include "tests/history/history_fixture.h"

namespace migrate::history {
namespace {

using State = revision::AppliedRevision::State;
using Direction = revision::AppliedRevision::Direction;
using testing::Values;

class HistoryStoreTest : public testing::TestWithParam<std::string>, public HistoryBase {
 protected:
  HistoryStoreTest() : HistoryBase(GetParam()) {}
};

INSTANTIATE_TEST_SUITE_P(Engines, HistoryStoreTest, Values("sqlite", "postgresql"),
                         [](const auto& engine) { return engine.param; });

bool is_timestamp(const std::string& text) {
  static const std::regex pattern(R"(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ)");
  return std::regex_match(text, pattern);
}

TEST_P(HistoryStoreTest, FindsNoHistoryInAnEmptyDatabase) {
  const plan::History history = read();
  EXPECT_FALSE(history.exists);
  EXPECT_TRUE(history.rows.empty());
}

TEST_P(HistoryStoreTest, CreatesEmptyTables) {
  create();
  const plan::History history = read();
  EXPECT_TRUE(history.exists);
  EXPECT_EQ(history.format, kFormat);
  EXPECT_EQ(history.generation, 0);
  EXPECT_TRUE(history.rows.empty());
}

TEST_P(HistoryStoreTest, CreatingAgainKeepsWhatIsThere) {
  create();
  write(store_.applied(entry("a"), 1));
  create();
  EXPECT_EQ(read().generation, 1);
  EXPECT_EQ(row().id, "a");
}

TEST_P(HistoryStoreTest, ReadsBackAnAppliedRevision) {
  create();
  write(store_.applied(entry("a"), 60'000));
  const revision::AppliedRevision read = row();
  EXPECT_EQ(read.id, "a");
  EXPECT_EQ(read.parents, (std::vector<std::string>{"p1", "p2"}));
  EXPECT_EQ(read.depends_on, std::vector<std::string>{"d1"});
  EXPECT_EQ(read.message, entry("a").message);
  EXPECT_EQ(read.header, entry("a").header);
  EXPECT_EQ(read.up_checksum, "s1:up-a");
  EXPECT_EQ(read.down_checksum, "s1:down-a");
  EXPECT_EQ(read.state, State::applied);
  EXPECT_EQ(read.direction, Direction::up);
  EXPECT_EQ(read.run_id, "run1");
  EXPECT_EQ(read.applied_by, "Ann");
  EXPECT_EQ(read.duration_ms, 60'000);
  EXPECT_TRUE(is_timestamp(read.applied_at)) << read.applied_at;
}

TEST_P(HistoryStoreTest, ReadsARevisionWithoutEdgesAndWithoutAWayBack) {
  create();
  Entry base = entry("a");
  base.parents.clear();
  base.depends_on.clear();
  base.down.reset();
  write(store_.applied(base, 1));
  EXPECT_TRUE(row().parents.empty());
  EXPECT_TRUE(row().depends_on.empty());
  EXPECT_EQ(row().down_checksum, "");
}

TEST_P(HistoryStoreTest, ReadsRowsInTheOrderOfApplication) {
  create();
  for (const char* id : {"c", "a", "b"}) write(store_.applied(entry(id), 1));
  write(store_.reverted("a", 1));
  write(store_.applied(entry("a"), 1));
  std::vector<std::string> ids;
  for (const auto& row : read().rows) ids.push_back(row.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"c", "b", "a"}));
}

TEST_P(HistoryStoreTest, EachRecordBumpsTheGenerationByOne) {
  create();
  const std::vector<std::pair<const char*, std::vector<db::Request>>> records = {
      {"started", store_.started(entry("a"), {1, std::nullopt, "d1"})},
      {"trying", store_.trying("a", {1, 1, "d1"})},
      {"done", store_.done("a", {2, std::nullopt, "d2"})},
      {"resolved", store_.resolved("a", "retry", {2, std::nullopt, "d2"})},
      {"applied", store_.applied(entry("a"), 1)},
      {"accepted", store_.accepted(entry("a"))},
      {"reparented", store_.reparented({{"a", {"p"}, {}, {}, {}}})},
      {"reverted", store_.reverted("a", 1)},
      {"stamped", store_.stamped(entry("a"))},
      {"unstamped", store_.unstamped("a")},
      {"event", store_.event({"purge", "", "", 0})},
  };
  int64_t expected = 0;
  for (const auto& [name, requests] : records) {
    write(requests);
    EXPECT_EQ(read().generation, ++expected) << name;
  }
}

TEST_P(HistoryStoreTest, KeepsTheJournalOfAHalfRunScript) {
  create();
  write(store_.started(entry("a"), {2, std::nullopt, "digest2"}));
  revision::AppliedRevision half = row();
  EXPECT_EQ(half.state, State::running);
  EXPECT_EQ(half.direction, Direction::up);
  EXPECT_EQ(half.statements_done, 2);
  EXPECT_EQ(half.trying, std::nullopt);
  EXPECT_EQ(half.done_digest, "digest2");
  EXPECT_TRUE(is_timestamp(half.applied_at)) << "its start, as long as it is not applied";

  write(store_.trying("a", {2, 2, "digest2"}));
  EXPECT_EQ(row().trying, 2);

  write(store_.done("a", {3, std::nullopt, "digest3"}));
  half = row();
  EXPECT_EQ(half.statements_done, 3);
  EXPECT_EQ(half.trying, std::nullopt);
  EXPECT_EQ(half.done_digest, "digest3");
  EXPECT_TRUE(actions().empty());

  write(store_.applied(entry("a"), 5));
  const revision::AppliedRevision applied = row();
  EXPECT_EQ(applied.state, State::applied);
  EXPECT_EQ(applied.statements_done, 0);
  EXPECT_EQ(applied.done_digest, "");
  EXPECT_EQ(applied.session_state, "");
  EXPECT_EQ(actions(), std::vector<std::string>{"upgrade a"});
}

TEST_P(HistoryStoreTest, AJournalledScriptTakesAtLeastTheTimeSinceItsStart) {
  create();
  write(store_.started(entry("a"), {1, std::nullopt, ""}));
  run("UPDATE migrate_revision SET started_at = '2020-01-01T00:00:00.000Z'");
  write(store_.applied(entry("a"), 5));
  EXPECT_GT(row().duration_ms, int64_t{365} * 24 * 3600 * 1000);
  EXPECT_EQ(store_.events(*connection_).at(0).duration_ms, row().duration_ms);
}

TEST_P(HistoryStoreTest, StartsTheWayDownOnAnAppliedRow) {
  create();
  write(store_.applied(entry("a"), 1));
  Entry down = entry("a");
  down.direction = Direction::down;
  write(store_.started(down, {0, 0, ""}));
  EXPECT_EQ(row().state, State::running);
  EXPECT_EQ(row().direction, Direction::down);
  EXPECT_EQ(row().trying, 0);
  write(store_.reverted("a", 1));
  EXPECT_TRUE(read().rows.empty());
  EXPECT_EQ(actions(), (std::vector<std::string>{"upgrade a", "downgrade a"}));
}

TEST_P(HistoryStoreTest, StartingAgainAfterARetryIsNoError) {
  create();
  write(store_.started(entry("a"), {0, 0, ""}));
  write(store_.started(entry("a"), {0, 1, ""}));
  EXPECT_EQ(row().trying, 1);
}

TEST_P(HistoryStoreTest, RefusesToGoUpOverAnAppliedRevision) {
  create();
  write(store_.applied(entry("a"), 1));
  EXPECT_THROW(write(store_.applied(entry("a"), 2)), Error);
  EXPECT_THROW(write(store_.started(entry("a"), {0, 0, ""})), Error);
  EXPECT_THROW(write(store_.stamped(entry("a"))), Error);
  EXPECT_EQ(read().generation, 1) << "a failed record leaves nothing";
  EXPECT_EQ(actions(), std::vector<std::string>{"upgrade a"});
  EXPECT_EQ(row().state, State::applied);
}

TEST_P(HistoryStoreTest, KeepsScriptsByteForByte) {
  create();
  Entry odd = entry("a");
  odd.up.bytes = std::string("a\0b\r\n\xff'\\ü", 10);
  odd.down->bytes = "";
  write(store_.applied(odd, 1));
  EXPECT_EQ(store_.script(*connection_, "s1:up-a"), odd.up.bytes);
  EXPECT_EQ(store_.script(*connection_, "s1:down-a"), "");
  EXPECT_EQ(store_.script(*connection_, "s1:other"), std::nullopt);
}

TEST_P(HistoryStoreTest, KeepsTheChecksumOfAScriptWithoutBytes) {
  create();
  Entry large = entry("a");
  large.up.bytes.reset();
  write(store_.applied(large, 1));
  EXPECT_EQ(row().up_checksum, "s1:up-a");
  EXPECT_EQ(store_.script(*connection_, "s1:up-a"), std::nullopt);
  EXPECT_EQ(store_.script(*connection_, "s1:down-a"), large.down->bytes);

  write(store_.accepted(entry("a")));
  EXPECT_EQ(store_.script(*connection_, "s1:up-a"), entry("a").up.bytes) << "filled in later";
}

TEST_P(HistoryStoreTest, KeepsOneTextForEqualScripts) {
  create();
  Entry empty = entry("a");
  empty.up = {"s1:same", "SELECT 1;"};
  empty.down = empty.up;
  write(store_.applied(empty, 1));
  Entry other = entry("b");
  other.up = empty.up;
  write(store_.applied(other, 1));
  EXPECT_EQ(value("SELECT count(*) FROM migrate_script WHERE checksum = 's1:same'"), "1");
}

TEST_P(HistoryStoreTest, AcceptsWhatTheFilesSay) {
  create();
  write(store_.applied(entry("a"), 1));
  Entry changed = entry("a");
  changed.up = {"s1:new", "SELECT 2;"};
  changed.down.reset();
  changed.message = "changed";
  write(store_.accepted(changed));
  EXPECT_EQ(row().up_checksum, "s1:new");
  EXPECT_EQ(row().down_checksum, "");
  EXPECT_EQ(row().message, "changed");
  EXPECT_EQ(row().state, State::applied);
  EXPECT_EQ(store_.script(*connection_, "s1:new"), "SELECT 2;");
  EXPECT_EQ(store_.script(*connection_, "s1:up-a"), entry("a").up.bytes) << "what ran is kept";
  EXPECT_EQ(actions(), (std::vector<std::string>{"upgrade a", "accept a"}));
}

TEST_P(HistoryStoreTest, TakesRewrittenEdges) {
  create();
  write(store_.applied(entry("a"), 1));
  write(store_.reparented({{"a", {"q"}, {}, {"p1", "p2"}, {"d1"}}}));
  EXPECT_EQ(row().parents, std::vector<std::string>{"q"});
  EXPECT_TRUE(row().depends_on.empty());
  EXPECT_EQ(actions().back(), "reparent a");
}

TEST_P(HistoryStoreTest, ResolvesAHalfRunScript) {
  create();
  write(store_.started(entry("a"), {1, 1, "d1"}));
  write(store_.resolved("a", "applied", {2, std::nullopt, "d2"}));
  EXPECT_EQ(row().state, State::running);
  EXPECT_EQ(row().statements_done, 2);
  EXPECT_EQ(row().trying, std::nullopt);
  EXPECT_EQ(row().done_digest, "d2");
  const LoggedEvent event = store_.events(*connection_).at(0);
  EXPECT_EQ(event.action, "resolve");
  EXPECT_EQ(event.note, "applied: CHG-1");
}

TEST_P(HistoryStoreTest, UndoingAHalfRunUpgradeByHandRemovesItsRow) {
  create();
  write(store_.started(entry("a"), {1, 1, "d1"}));
  write(store_.undone_by_hand(row()));
  EXPECT_TRUE(read().rows.empty());
  EXPECT_EQ(read().generation, 2);
  const LoggedEvent event = store_.events(*connection_).at(0);
  EXPECT_EQ(event.action, "resolve");
  EXPECT_EQ(event.note, "reverted: CHG-1");
}

TEST_P(HistoryStoreTest, UndoingAHalfRunDowngradeByHandLeavesItApplied) {
  create();
  write(store_.applied(entry("a"), 1));
  Entry down = entry("a");
  down.direction = Direction::down;
  write(store_.started(down, {1, 1, "d1"}));
  write(store_.undone_by_hand(row()));
  EXPECT_EQ(row().state, State::applied);
  EXPECT_EQ(row().direction, Direction::up);
  EXPECT_EQ(row().trying, std::nullopt);
  EXPECT_EQ(row().statements_done, 0);
  EXPECT_EQ(read().generation, 3);
  EXPECT_EQ(actions(), (std::vector<std::string>{"upgrade a", "resolve a"}));
}

TEST_P(HistoryStoreTest, StampsAndUnstamps) {
  create();
  write(store_.stamped(entry("a")));
  EXPECT_EQ(row().state, State::applied);
  EXPECT_EQ(row().duration_ms, 0);
  EXPECT_EQ(store_.script(*connection_, "s1:down-a"), entry("a").down->bytes);
  write(store_.unstamped("a"));
  EXPECT_TRUE(read().rows.empty());
  EXPECT_EQ(actions(), (std::vector<std::string>{"stamp a", "unstamp a"}));
}

TEST_P(HistoryStoreTest, LogsWhoDidWhatFromWhere) {
  create();
  write(store_.event({"failed", "a", "it's broken: ü", 1234}));
  const std::vector<LoggedEvent> events = store_.events(*connection_);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].action, "failed");
  EXPECT_EQ(events[0].revision, "a");
  EXPECT_EQ(events[0].error, "it's broken: ü");
  EXPECT_EQ(events[0].duration_ms, 1234);
  EXPECT_EQ(events[0].run_id, "run1");
  EXPECT_EQ(events[0].user, "Ann");
  EXPECT_EQ(events[0].host, "host1");
  EXPECT_EQ(events[0].tool, "migrate 0.1.0");
  EXPECT_EQ(events[0].commit, "c0ffee");
  EXPECT_EQ(events[0].note, "CHG-1");
  EXPECT_TRUE(is_timestamp(events[0].at)) << events[0].at;
}

TEST_P(HistoryStoreTest, ListsEventsOldestFirst) {
  create();
  write(store_.applied(entry("b"), 1));
  write(store_.applied(entry("a"), 1));
  write(store_.reverted("a", 1));
  write(store_.event({"failed", "a", "boom", 1}));
  EXPECT_EQ(actions(),
            (std::vector<std::string>{"upgrade b", "upgrade a", "downgrade a", "failed a"}));
  int64_t last = 0;
  for (const LoggedEvent& event : store_.events(*connection_)) {
    EXPECT_GT(event.seq, last);
    last = event.seq;
  }
}

TEST_P(HistoryStoreTest, FindsEventsByRunRevisionAndNumber) {
  create();
  write(store_.applied(entry("b1"), 1));
  write(store_.applied(entry("b2"), 1));
  HistoryStore second(*driver_, "", {"run2", "Bob", "", "", "", ""});
  (void)second.read(*connection_);
  second.write(*connection_, second.reverted("b2", 1));
  const auto found = [&](const EventFilter& filter) {
    std::vector<std::string> out;
    for (const LoggedEvent& event : store_.events(*connection_, filter)) {
      out.push_back(event.action + " " + event.revision);
    }
    return out;
  };
  using Found = std::vector<std::string>;
  EXPECT_EQ(found({.run = "run1"}), (Found{"upgrade b1", "upgrade b2"}));
  EXPECT_EQ(found({.run = "run"}), (Found{"upgrade b1", "upgrade b2", "downgrade b2"}));
  EXPECT_EQ(found({.run = "last"}), (Found{"downgrade b2"}));
  EXPECT_EQ(found({.run = "run3"}), Found{});
  EXPECT_EQ(found({.revision = "b2"}), (Found{"upgrade b2", "downgrade b2"}));
  EXPECT_EQ(found({.revision = "b"}), (Found{"upgrade b1", "upgrade b2", "downgrade b2"}));
  EXPECT_EQ(found({.at_most = 2}), (Found{"upgrade b2", "downgrade b2"}));
  EXPECT_EQ(found({.run = "run1", .at_most = 1}), (Found{"upgrade b2"}));
}

TEST_P(HistoryStoreTest, FindsEventsByTime) {
  create();
  for (const char* id : {"a", "b", "c"}) write(store_.applied(entry(id), 1));
  const auto move = [&](const std::string& id, const std::string& at) {
    run("UPDATE migrate_event SET at = '" + at + "' WHERE revision = '" + id + "'");
  };
  move("a", "2025-10-24T17:40:00.000Z");
  move("b", "2025-10-24T17:40:00.500Z");
  const auto count = [&](const EventFilter& filter) {
    return store_.events(*connection_, filter).size();
  };
  EXPECT_EQ(count({.since = "2025-10-24"}), 3U);
  EXPECT_EQ(count({.since = "2025-10-24T17:40:00"}), 3U);
  EXPECT_EQ(count({.since = "2025-10-24T17:40:00.200"}), 2U);
  EXPECT_EQ(count({.since = "2025-10-25"}), 1U);
  EXPECT_EQ(count({.age_ms = 3'600'000}), 1U);
  EXPECT_EQ(count({.age_ms = int64_t{36'525} * 86'400'000}), 3U);
}

TEST_P(HistoryStoreTest, WritesTravelWithTheScriptsOwnTransaction) {
  create();
  run(driver_->begin_sql());
  run("CREATE TABLE t (x int)");
  for (const db::Request& request : store_.before_write(HistoryStore::SessionState::ignore)) {
    (void)db::execute(*connection_, request);
  }
  for (const db::Request& request : store_.applied(entry("a"), 1)) {
    (void)db::execute(*connection_, request);
  }
  run("ROLLBACK");
  EXPECT_TRUE(read().rows.empty());
  EXPECT_EQ(read().generation, 0);
}

TEST_P(HistoryStoreTest, RefusesANewerFormat) {
  create();
  run("UPDATE migrate_meta SET value = '2' WHERE key = 'format'");
  const Error error = error_of([&] { (void)read(); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_NE(error.diagnostics()[0].message.find("format 2"), std::string::npos);
}

TEST_P(HistoryStoreTest, RefusesANewerFormatThatItCanNotEvenRead) {
  create();
  run("UPDATE migrate_meta SET value = '7' WHERE key = 'format'");
  run("ALTER TABLE migrate_revision RENAME COLUMN direction TO way");
  const Error error = error_of([&] { (void)read(); });
  EXPECT_EQ(error.code(), ErrorCode::check);
  EXPECT_NE(error.diagnostics()[0].message.find("format 7"), std::string::npos);
}

TEST_P(HistoryStoreTest, TakesNoErrorForAnEmptyHistory) {
  create();
  write(store_.applied(entry("a"), 1));
  run("ALTER TABLE migrate_revision RENAME COLUMN direction TO way");
  EXPECT_EQ(error_of([&] { (void)read(); }).code(), ErrorCode::failed);
  run("ALTER TABLE migrate_revision RENAME COLUMN way TO direction");
  run("DROP TABLE migrate_meta");
  EXPECT_EQ(error_of([&] { (void)read(); }).code(), ErrorCode::failed);
}

TEST_P(HistoryStoreTest, RefusesAHistoryWithoutItsFormat) {
  create();
  run("DELETE FROM migrate_meta WHERE key = 'format'");
  EXPECT_EQ(error_of([&] { (void)read(); }).code(), ErrorCode::failed);
}

}  // namespace
}  // namespace migrate::history
