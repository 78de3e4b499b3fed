// Shows a run as it goes: the target first, one line per revision with its time, notices with their
// place; on a terminal a live line for what runs.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "cmd/migrate/settings.h"
#include "cmd/migrate/terminal.h"
#include "lib/run/observer.h"

namespace migrate::cmd {

/// A notice or warning that a statement caused, for --json.
struct StatementNotice {
  Location location;
  std::string severity;
  std::string sqlstate;
  std::string message;
};

class Progress : public run::Observer {
 public:
  /// `target`: the masked target with its environment. `terminal` must outlive this. `long_wait`:
  /// how long a statement is blocked before that is told where no live line shows it.
  Progress(Terminal& terminal, std::string target, Verbosity verbosity,
           Milliseconds long_wait = Milliseconds(5000));
  ~Progress() override;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void on(const run::Event& event) override;
  [[nodiscard]] bool looks_on() const override { return clock_.joinable(); }
  void watched(const db::Activity& activity) override;

  /// The first line of a run, "TARGET, 3 pending"; once. The first step prints it, too.
  void announce(const std::string& what);
  [[nodiscard]] const std::vector<StatementNotice>& notices() const { return notices_; }

 private:
  /// What the live line shows; an empty name: nothing runs.
  struct Running {
    std::string name;
    size_t statement = 0;  ///< 1-based
    size_t statements = 0;
    Stopwatch time;
  };
  /// What was seen last of the statement that runs; it goes stale.
  struct Seen {
    db::Activity activity;
    Stopwatch age;
  };

  void tell(const run::Event& event);
  void tell_announced(const std::string& what);
  void show_running();
  [[nodiscard]] std::string seen_state() const;
  void show_long_wait(const db::Activity& activity);
  void tell_retrying(const run::Event& event);
  void keep_live();
  void on_statement(const run::Event& event);
  void show_rows(const run::Event& event);
  void show_notices(const run::Event& event);

  Terminal& terminal_;
  std::string target_;
  Verbosity verbosity_;
  Milliseconds long_wait_;
  bool announced_ = false;
  std::vector<StatementNotice> notices_;

  /// A thread draws the live line, so that its clock goes on while a statement runs. The mutex
  /// guards everything above, and the terminal as long as something runs.
  std::mutex mutex_;
  std::condition_variable wake_;
  Running running_;
  std::optional<Seen> seen_;
  /// Since when the run has waited for others without a break, and whom of them it told of.
  std::optional<Stopwatch> blocked_;
  std::set<int64_t> told_blockers_;
  bool ended_ = false;
  std::thread clock_;
};

}  // namespace migrate::cmd
