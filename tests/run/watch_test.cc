// What a run tells of sessions that keep it waiting, and whom it ends.
#include "lib/run/watch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

#include "tests/run/run_fixture.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

db::Blocker idle_blocker() {
  db::Blocker blocker;
  blocker.pid = 4711;
  blocker.user = "alice";
  blocker.application = "psql";
  blocker.client = "10.0.0.7";
  blocker.state = "idle in transaction";
  blocker.transaction_age = Milliseconds(72'000);
  blocker.query = "SELECT 1";
  blocker.mode = "AccessShareLock";
  blocker.relation = "public.t";
  return blocker;
}

TEST(BlockerText, TellsWhatIsKnown) {
  EXPECT_EQ(db::describe(idle_blocker()),
            "pid 4711 (alice, psql, 10.0.0.7), idle in transaction for 1 min 12 s, AccessShareLock "
            "on public.t: SELECT 1");
  EXPECT_EQ(db::name_of(idle_blocker()), "pid 4711 (alice, psql, idle in transaction, 1 min 12 s)");
}

TEST(BlockerText, LeavesOutWhatIsNot) {
  db::Blocker blocker;
  EXPECT_EQ(db::describe(blocker), "a prepared transaction");
  blocker.pid = 7;
  EXPECT_EQ(db::describe(blocker), "pid 7");
  EXPECT_EQ(db::name_of(blocker), "pid 7");
  blocker.relation = "public.t";
  EXPECT_EQ(db::describe(blocker), "pid 7, a row lock on public.t");
}

TEST(WorkText, HasPerCentWhereTheTotalIsKnown) {
  EXPECT_EQ(db::describe(db::Work{"CREATE INDEX", "building index", 43, 100}),
            "CREATE INDEX: building index, 43 %");
  EXPECT_EQ(db::describe(db::Work{"COPY", "", 5, 0}), "COPY");
  EXPECT_EQ(db::describe(db::Work{"COPY", "", 7, 5}), "COPY, 100 %");
}

TEST(ActivityText, TellsTheMostTelling) {
  db::Activity activity;
  EXPECT_EQ(db::describe(activity), "");
  activity.wait_event = "IO: DataFileRead";
  EXPECT_EQ(db::describe(activity), "IO: DataFileRead");
  activity.work = db::Work{"VACUUM", "scanning heap", 1, 4};
  EXPECT_EQ(db::describe(activity), "VACUUM: scanning heap, 25 %");
  activity.blockers = {idle_blocker(), idle_blocker(), idle_blocker()};
  EXPECT_EQ(db::describe(activity),
            "waiting for pid 4711 (alice, psql, idle in transaction, 1 min 12 s) and 2 others");
}

/// A second session of the project's database, in a transaction.
class Holder {
 public:
  Holder(const Project& project, const std::string& begin, const std::string& application)
      : database_(project.open()) {
    db::Connection& connection = database_->connection();
    db::execute(connection, {.sql = "SET application_name = '" + application + "'"});
    pid_ =
        db::execute(connection, {.sql = "SELECT pg_backend_pid()"}).rows.at(0).at(0).value_or("");
    db::execute(connection, {.sql = begin});
  }
  void execute(const std::string& sql) { db::execute(database_->connection(), {.sql = sql}); }
  [[nodiscard]] db::Outcome try_execute(const std::string& sql) {
    return db::try_execute(database_->connection(), {.sql = sql});
  }
  void commit() { execute("COMMIT"); }
  [[nodiscard]] int64_t pid() const { return std::stoll(pid_); }
  /// Whether its session still answers.
  [[nodiscard]] bool alive() { return !try_execute("SELECT 1").failure; }

 private:
  std::unique_ptr<workflow::Database> database_;
  std::string pid_;
};

class WatchedRun : public testing::Test {
 protected:
  WatchedRun() {
    project_.revision("r1", "none", "CREATE TABLE t (a int); INSERT INTO t VALUES (1);");
    project_.upgrade();
    project_.observer.lines.clear();
  }

  /// The table, and the right to run, go to `role`, a login of its own.
  void give_to(const std::string& role, const std::string& options) const {
    project_.execute("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + role +
                     "') THEN CREATE ROLE " + role + " LOGIN " + options +
                     "; END IF; ALTER TABLE t OWNER TO " + role +
                     "; GRANT ALL ON SCHEMA public TO " + role +
                     "; GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role +
                     "; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO " + role + "; END $$");
  }

  [[nodiscard]] bool told(const std::string& line) const {
    const auto& lines = project_.observer.lines;
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  }

  Project project_{"postgresql"};
};

TEST_F(WatchedRun, ALostLockNamesWhoHeldIt) {
  project_.revision("r2", "r1", "INSERT INTO t VALUES (2);\nALTER TABLE t ADD b int;", "",
                    "-- lock-timeout: 800ms\n");
  Holder holder(project_, "BEGIN", "report");
  holder.execute("SELECT a,\n  a FROM t");
  std::vector<run::Event> retries;
  project_.observer.hook = [&](const run::Event& event) {
    if (event.kind != run::Event::Kind::retrying) return;
    retries.push_back(event);
    if (retries.size() == 1) holder.commit();
  };
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1 r2");
  ASSERT_EQ(retries.size(), 1U);
  EXPECT_EQ(retries[0].tries, 1);
  EXPECT_EQ(retries[0].most_tries, 20);
  ASSERT_EQ(retries[0].blockers.size(), 1U);
  const db::Blocker& blocker = retries[0].blockers[0];
  EXPECT_EQ(blocker.pid, holder.pid());
  EXPECT_EQ(blocker.user, "postgres");
  EXPECT_EQ(blocker.application, "report");
  EXPECT_EQ(blocker.client, "");
  EXPECT_EQ(blocker.state, "idle in transaction");
  EXPECT_EQ(blocker.query, "SELECT a, a FROM t");
  EXPECT_EQ(blocker.mode, "AccessShareLock");
  EXPECT_EQ(blocker.relation, "public.t");
  ASSERT_TRUE(blocker.transaction_age);
  EXPECT_GE(blocker.transaction_age->count(), 200);
}

TEST_F(WatchedRun, ARowThatSomebodyChangesHasItsTable) {
  project_.revision("r2", "r1", "UPDATE t SET a = 3;", "", "-- lock-timeout: 800ms\n");
  Holder holder(project_, "BEGIN", "report");
  holder.execute("UPDATE t SET a = 2");
  std::vector<db::Blocker> blockers;
  project_.observer.hook = [&](const run::Event& event) {
    if (event.kind != run::Event::Kind::retrying || !blockers.empty()) return;
    blockers = event.blockers;
    holder.commit();
  };
  project_.upgrade();
  ASSERT_EQ(blockers.size(), 1U);
  EXPECT_EQ(blockers[0].pid, holder.pid());
  EXPECT_EQ(blockers[0].mode, "");
  EXPECT_EQ(blockers[0].relation, "public.t");
}

TEST_F(WatchedRun, TheLastTryNamesThemToo) {
  project_.revision("r2", "r1", "ALTER TABLE t ADD b int;", "",
                    "-- lock-timeout: 800ms\n-- retry: 1\n");
  Holder holder(project_, "BEGIN", "report");
  holder.execute("SELECT * FROM t");
  const Error error = project_.upgrade_failure();
  EXPECT_EQ(error.code(), ErrorCode::locked);
  const std::vector<std::string>& notes = error.diagnostics()[0].notes;
  ASSERT_FALSE(notes.empty());
  EXPECT_EQ(notes[0].substr(0, notes[0].find(" (")),
            "blocked by pid " + std::to_string(holder.pid()));
}

TEST_F(WatchedRun, AnIdleTransactionIsEndedWhereThatWasAskedFor) {
  project_.revision("r2", "r1", "ALTER TABLE t ADD b int;", "", "-- lock-timeout: 800ms\n");
  Holder holder(project_, "BEGIN", "forgotten");
  holder.execute("SELECT * FROM t");
  project_.apply.kill_blockers = Milliseconds(100);
  project_.upgrade();
  EXPECT_EQ(project_.applied(), "r1 r2");
  EXPECT_TRUE(told("killed " + std::to_string(holder.pid())));
  EXPECT_FALSE(holder.alive());
  EXPECT_EQ(project_.scalar("SELECT revision || ' ' || substr(note, 1, length('pid ' || " +
                            std::to_string(holder.pid()) +
                            ")) || (note LIKE '%forgotten), idle in transaction for %')::text "
                            "FROM migrate_event WHERE action = 'kill-blocker'"),
            "r2 pid " + std::to_string(holder.pid()) + "true");
}

TEST_F(WatchedRun, AYoungIdleTransactionIsSpared) {
  project_.revision("r2", "r1", "ALTER TABLE t ADD b int;", "",
                    "-- lock-timeout: 800ms\n-- retry: 2\n");
  Holder holder(project_, "BEGIN", "young");
  holder.execute("SELECT * FROM t");
  project_.apply.kill_blockers = Milliseconds(3'600'000);
  EXPECT_EQ(project_.upgrade_failure().code(), ErrorCode::locked);
  EXPECT_TRUE(told("retrying r2"));
  EXPECT_TRUE(holder.alive());
}

TEST_F(WatchedRun, AWorkingSessionIsNeverEnded) {
  project_.revision("r2", "r1", "ALTER TABLE t ADD b int;", "",
                    "-- lock-timeout: 800ms\n-- retry: 2\n");
  Holder holder(project_, "BEGIN", "busy");
  holder.execute("SELECT * FROM t");
  db::Outcome slept;
  std::thread work([&] { slept = holder.try_execute("SELECT pg_sleep(60)"); });
  while (project_.scalar("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") ==
         "0") {
  }
  project_.apply.kill_blockers = Milliseconds(0);
  std::vector<db::Blocker> blockers;
  project_.observer.hook = [&](const run::Event& event) {
    if (event.kind == run::Event::Kind::retrying) blockers = event.blockers;
  };
  EXPECT_EQ(project_.upgrade_failure().code(), ErrorCode::locked);
  project_.execute("SELECT pg_cancel_backend(" + std::to_string(holder.pid()) + ")");
  work.join();
  ASSERT_EQ(blockers.size(), 1U);
  EXPECT_EQ(blockers[0].state, "active");
  ASSERT_TRUE(slept.failure);
  EXPECT_EQ(slept.failure->sqlstate, "57014") << "cancelled by the test, not ended";
  EXPECT_FALSE(told("killed " + std::to_string(holder.pid())));
}

TEST_F(WatchedRun, AnIndexBuildTellsItsPhaseAndWhoseSnapshotItWaitsFor) {
  project_.revision("r2", "r1", "CREATE INDEX CONCURRENTLY i ON t (a);");
  Holder holder(project_, "BEGIN ISOLATION LEVEL REPEATABLE READ", "dump");
  holder.execute("SELECT 1");
  std::optional<db::Activity> seen;
  project_.observer.watched_hook = [&](const db::Activity& activity) {
    if (seen || !activity.work || activity.blockers.empty()) return;
    seen = activity;
    holder.commit();
  };
  project_.upgrade();
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->work->command, "CREATE INDEX CONCURRENTLY");
  EXPECT_EQ(seen->work->phase, "waiting for old snapshots");
  EXPECT_EQ(seen->work->total, 1U);
  EXPECT_EQ(seen->blockers[0].pid, holder.pid());
  EXPECT_EQ(seen->blockers[0].application, "dump");
  EXPECT_EQ(seen->wait_event, "Lock: virtualxid");
  EXPECT_EQ(project_.applied(), "r1 r2");
}

TEST_F(WatchedRun, ARunWhoseSecondConnectionIsRefusedGoesOn) {
  give_to("single", "CONNECTION LIMIT 1");
  project_.revision("r2", "r1", "ALTER TABLE t ADD b int;", "", "-- lock-timeout: 800ms\n");
  Holder holder(project_, "BEGIN", "report");
  holder.execute("SELECT * FROM t");
  const std::string superuser = project_.url();
  project_.options.connect.url = PostgresServer::instance().url(database_of(superuser), "single");
  std::vector<run::Event> retries;
  project_.observer.hook = [&](const run::Event& event) {
    if (event.kind != run::Event::Kind::retrying) return;
    retries.push_back(event);
    if (retries.size() == 1) holder.commit();
  };
  project_.upgrade();
  EXPECT_EQ(retries.size(), 1U);
  EXPECT_TRUE(retries.at(0).blockers.empty());
  // As the superuser: the server may still count the run's session that has just been closed.
  project_.options.connect.url = superuser;
  EXPECT_EQ(project_.applied(), "r1 r2");
}

TEST_F(WatchedRun, OfOthersSessionsALoginWithoutRightsSeesTheName) {
  give_to("plain", "");
  project_.revision("r2", "r1", "ALTER TABLE t ADD b int;", "", "-- lock-timeout: 800ms\n");
  Holder holder(project_, "BEGIN", "report");
  holder.execute("SELECT * FROM t");
  project_.options.connect.url =
      PostgresServer::instance().url(database_of(project_.url()), "plain");
  project_.apply.kill_blockers = Milliseconds(0);
  std::vector<db::Blocker> blockers;
  project_.observer.hook = [&](const run::Event& event) {
    if (event.kind != run::Event::Kind::retrying || !blockers.empty()) return;
    blockers = event.blockers;
    EXPECT_TRUE(holder.alive());
    holder.commit();
  };
  project_.upgrade();
  ASSERT_EQ(blockers.size(), 1U);
  EXPECT_EQ(blockers[0].pid, holder.pid());
  EXPECT_EQ(blockers[0].user, "postgres");
  EXPECT_EQ(blockers[0].state, "");
  EXPECT_EQ(blockers[0].mode, "AccessShareLock");
  EXPECT_FALSE(told("killed " + std::to_string(holder.pid())));
}

// The watch itself, over a watcher made up.

class CountingWatcher final : public db::Watcher {
 public:
  explicit CountingWatcher(std::atomic<int>& looks) : looks_(looks) {}
  [[nodiscard]] db::Activity look() override {
    if (++looks_ % 2 == 0) throw Error(ErrorCode::unreachable, "refused");
    db::Activity activity;
    activity.blockers = {idle_blocker()};
    activity.work = db::Work{"COPY", "", 10, 0};
    return activity;
  }
  Ending end_idle(const db::Blocker&, Milliseconds) override { return Ending::spared; }

 private:
  std::atomic<int>& looks_;
};

TEST(Watch, LeavesQuickWaitsAlone) {
  std::atomic<int> looks{0};
  RecordingObserver observer;
  run::Watch watch(std::make_unique<CountingWatcher>(looks), observer);
  for (const Stopwatch time; time.elapsed() < Milliseconds(700);) {
    const run::Watch::Waiting waiting(watch);
    std::this_thread::sleep_for(Milliseconds(5));
  }
  EXPECT_EQ(looks, 0);
  EXPECT_TRUE(watch.take_blockers().empty());
}

TEST(Watch, LooksAtALongOneAndOutlivesWhatGoesWrong) {
  std::atomic<int> looks{0};
  RecordingObserver observer;
  uint64_t total = 0;
  observer.watched_hook = [&](const db::Activity& activity) { total = activity.work->total; };
  {
    run::Watch watch(std::make_unique<CountingWatcher>(looks), observer);
    const run::Watch::Waiting waiting(watch, 40);
    while (looks < 2) std::this_thread::yield();
    const std::vector<db::Blocker> blockers = watch.take_blockers();
    ASSERT_EQ(blockers.size(), 1U);
    EXPECT_EQ(blockers[0].pid, 4711);
    EXPECT_TRUE(watch.take_blockers().empty());
  }
  EXPECT_EQ(total, 40U);
}

TEST(Watch, NeedsNoWatcher) {
  RecordingObserver observer;
  run::Watch watch(nullptr, observer);
  const run::Watch::Waiting waiting(watch);
  EXPECT_TRUE(watch.take_blockers().empty());
}

}  // namespace
}  // namespace migrate::test
