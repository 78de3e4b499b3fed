// Shows a run as it goes: the target first, one line per revision with its time, notices with their
// place; on a terminal a live line for what runs.
#pragma once

#include <string>
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
  /// `target`: the masked target with its environment. `terminal` must outlive this.
  Progress(Terminal& terminal, std::string target, Verbosity verbosity);

  void on(const run::Event& event) override;

  /// The first line of a run, "TARGET, 3 pending"; once. The first step prints it, too.
  void announce(const std::string& what);
  [[nodiscard]] const std::vector<StatementNotice>& notices() const { return notices_; }

 private:
  void on_statement(const run::Event& event);
  void show_rows(const run::Event& event);
  void show_notices(const run::Event& event);

  Terminal& terminal_;
  std::string target_;
  Verbosity verbosity_;
  bool announced_ = false;
  Stopwatch step_time_;
  std::vector<StatementNotice> notices_;
};

}  // namespace migrate::cmd
