#include "cmd/migrate/progress.h"

#include <gtest/gtest.h>
#include <pty.h>

#include <memory>

namespace migrate::cmd {
namespace {

using Kind = run::Event::Kind;

struct Close {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

/// Events go in, and what stderr got comes out.
class ProgressTest : public testing::Test {
 protected:
  ProgressTest() {
    step_.id = "a1";
    step_.message = "add users";
  }

  std::string told(Verbosity verbosity, const std::vector<run::Event>& events) {
    const File err(std::tmpfile());
    Terminal terminal(stdin, stdout, err.get(), Environment());
    Progress progress(terminal, "sqlite:a.db [test]", verbosity);
    for (const run::Event& event : events) progress.on(event);
    notices_ = progress.notices();
    return text_of(err.get());
  }

  static std::string text_of(std::FILE* file) {
    std::rewind(file);
    std::string text;
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
    return text;
  }

  run::Event event(Kind kind) {
    run::Event event;
    event.kind = kind;
    event.step = &step_;
    event.step_count = 3;
    event.statement = 1;
    event.statements = 2;
    event.duration = Milliseconds(12);
    return event;
  }
  run::Event statement() {
    run::Event done = event(Kind::statement_done);
    done.outcome = &outcome_;
    return done;
  }

  plan::Step step_;
  db::Outcome outcome_;
  std::vector<StatementNotice> notices_;
};

TEST_F(ProgressTest, TheTargetComesFirstAndOnce) {
  EXPECT_EQ(told(Verbosity::normal, {event(Kind::step_started), event(Kind::step_done),
                                     event(Kind::step_started), event(Kind::step_done)}),
            "sqlite:a.db [test], 3 pending\napplied a1 add users (12 ms)\n"
            "applied a1 add users (12 ms)\n");
}

TEST_F(ProgressTest, DowngradesSaySo) {
  step_.direction = plan::Direction::down;
  EXPECT_EQ(told(Verbosity::normal, {event(Kind::step_done)}),
            "sqlite:a.db [test], 3 to undo\nundone  a1 add users (12 ms)\n");
}

TEST_F(ProgressTest, NoticesHaveTheirPlaceAndAreKept) {
  outcome_.notices = {{"NOTICE", "00000", "hello", "", ""}, {"WARNING", "01000", "look", "d", "h"}};
  run::Event done = statement();
  done.location = {"a.up.sql", {7, 1}};
  EXPECT_EQ(told(Verbosity::normal, {done}),
            "sqlite:a.db [test], 3 pending\na.up.sql:7: NOTICE: hello\n"
            "a.up.sql:7: WARNING: look\n  DETAIL: d\n  HINT: h\n");
  ASSERT_EQ(notices_.size(), 2U);
  EXPECT_EQ(notices_[1].sqlstate, "01000");
}

TEST_F(ProgressTest, RowsAreCountedAndShownWithVerbose) {
  outcome_.columns = {"id", "name"};
  outcome_.rows = {{"1", std::string(50, 'x')}, {"2", std::nullopt}};
  outcome_.row_count = 2;
  EXPECT_EQ(told(Verbosity::normal, {statement()}),
            "sqlite:a.db [test], 3 pending\na1: statement 1: 2 rows\n");
  EXPECT_EQ(told(Verbosity::verbose, {statement()}),
            "sqlite:a.db [test], 3 pending\na1: statement 1: 2 rows\n  id | name\n  1 | " +
                std::string(39, 'x') + "…\n  2 | NULL\n");
}

TEST_F(ProgressTest, QuietLeavesWarnings) {
  outcome_.notices = {{"NOTICE", "", "hello", "", ""}, {"WARNING", "", "look", "", ""}};
  EXPECT_EQ(
      told(Verbosity::quiet, {event(Kind::step_started), statement(), event(Kind::step_done)}),
      "a1: statement 1: WARNING: look\n");
}

db::Activity blocked_activity() {
  db::Blocker blocker;
  blocker.pid = 4711;
  blocker.user = "alice";
  blocker.application = "psql";
  blocker.query = "SELECT 1";
  db::Activity activity;
  activity.blockers = {blocker};
  return activity;
}

TEST_F(ProgressTest, ARetryNamesWhoBlockedAndAKillWhoWasEnded) {
  run::Event retrying = event(Kind::retrying);
  retrying.text = "lock timeout";
  retrying.tries = 1;
  retrying.most_tries = 20;
  retrying.blockers = blocked_activity().blockers;
  run::Event killed = event(Kind::killed);
  killed.blockers = retrying.blockers;
  EXPECT_EQ(told(Verbosity::quiet, {retrying, killed}),
            "a1 add users: lock timeout; trying again in 12 ms (try 2 of 20)\n"
            "  blocked by pid 4711 (alice, psql): SELECT 1\n"
            "a1 add users: ended pid 4711 (alice, psql)\n");
}

TEST_F(ProgressTest, WithoutATerminalALongWaitIsToldOfOncePerBlocker) {
  const File err(std::tmpfile());
  Terminal terminal(stdin, stdout, err.get(), Environment());
  Progress progress(terminal, "sqlite:a.db [test]", Verbosity::normal, Milliseconds(1));
  progress.on(event(Kind::step_started));
  EXPECT_FALSE(progress.looks_on());
  progress.watched(blocked_activity());
  for (const Stopwatch time; time.elapsed() < Milliseconds(2);) {
  }
  progress.watched(blocked_activity());
  progress.watched(blocked_activity());
  EXPECT_EQ(text_of(err.get()),
            "sqlite:a.db [test], 3 pending\n"
            "a1 add users: waiting for pid 4711 (alice, psql): SELECT 1\n");
}

TEST_F(ProgressTest, AShortWaitIsNot) {
  const File err(std::tmpfile());
  Terminal terminal(stdin, stdout, err.get(), Environment());
  Progress progress(terminal, "sqlite:a.db [test]", Verbosity::normal);
  progress.on(event(Kind::step_started));
  progress.watched(blocked_activity());
  progress.watched(db::Activity());
  EXPECT_EQ(text_of(err.get()), "sqlite:a.db [test], 3 pending\n");
}

TEST_F(ProgressTest, ATerminalShowsTheBlockerOnTheLiveLine) {
  int master = -1;
  int slave = -1;
  ASSERT_EQ(openpty(&master, &slave, nullptr, nullptr, nullptr), 0);
  const File shown(fdopen(master, "r"));
  const File err(fdopen(slave, "w"));
  Terminal terminal(stdin, stdout, err.get(),
                    Environment(std::map<std::string, std::string>{{"TERM", "xterm"}}));
  Progress progress(terminal, "sqlite:a.db [test]", Verbosity::normal);
  EXPECT_TRUE(progress.looks_on());
  progress.on(event(Kind::step_started));
  std::string text;
  while (text.find("waiting for pid 4711 (alice, psql)") == std::string::npos) {
    const int c = std::fgetc(shown.get());
    ASSERT_NE(c, EOF) << text;
    progress.watched(blocked_activity());
    text += static_cast<char>(c);
  }
  EXPECT_NE(text.find("… a1 add users: statement 1 of 2, "), std::string::npos) << text;
}

TEST_F(ProgressTest, WaitingNamesTheHolder) {
  run::Event waiting;
  waiting.kind = Kind::waiting;
  waiting.text = "pid 12";
  EXPECT_EQ(told(Verbosity::normal, {waiting}), "waiting for the run lock, held by pid 12\n");
}

}  // namespace
}  // namespace migrate::cmd
