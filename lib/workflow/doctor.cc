#include "lib/workflow/doctor.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "lib/base/error.h"
#include "lib/plan/findings.h"
#include "lib/workflow/locked.h"

namespace migrate::workflow {
namespace {

using revision::RevisionGraph;

constexpr const char* kApplicationName = "migrate/doctor";

class Doctor {
 public:
  Doctor(const db::Driver& driver, const DatabaseOptions& options)
      : driver_(driver),
        connection_(connect(driver, named(options.connect), options.connect_wait)),
        store_(driver, options.schema, options.actor, options.connect.role) {
    result_.database = driver.facts(*connection_);
  }

  void look_at_files(const ProjectPlace& place);
  void look_at_history();
  void compare();
  void look_at_database();
  [[nodiscard]] Examination result();

 private:
  static db::ConnectOptions named(db::ConnectOptions options) {
    options.application_name = kApplicationName;
    options.missing = db::ConnectOptions::Missing::fail;
    return options;
  }
  void add(std::vector<Diagnostic> findings) {
    std::move(findings.begin(), findings.end(), std::back_inserter(result_.findings));
  }
  void add_read_only();
  void add_lock_holder();

  const db::Driver& driver_;
  std::unique_ptr<db::Connection> connection_;
  history::HistoryStore store_;
  std::optional<RevisionGraph> graph_;    ///< none: the files are invalid
  std::optional<plan::History> history_;  ///< none: it can't be read
  bool half_run_ = false;
  Examination result_;
};

void Doctor::look_at_files(const ProjectPlace& place) {
  try {
    graph_ = load_project(place.directories, std::string(driver_.name()), place.engines,
                          place.required_keys)
                 .graph;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid) throw;
    add(error.diagnostics());
  }
}

void Doctor::look_at_history() {
  try {
    history_ = store_.read(*connection_);
    result_.history = {history_->exists, store_.schema(), history_->format};
  } catch (const Error& error) {
    if (error.code() == ErrorCode::unreachable) throw;
    Diagnostic found = error.diagnostics()[0];
    if (!found.code.starts_with("history-")) {
      if (!found.code.empty()) found.context = "SQLSTATE " + found.code;
      found.code = "history-unusable";
    }
    result_.findings.push_back(std::move(found));
  }
}

/// The files against the history, where both can be read.
void Doctor::compare() {
  if (!graph_ || !history_) return;
  const plan::State state = plan::match(*graph_, *history_);
  const auto applied = std::count(state.applied.begin(), state.applied.end(), true);
  result_.counts = {graph_->size(), static_cast<size_t>(applied), plan::waiting(*graph_, state)};
  half_run_ = !state.running.empty();
  try {
    add(plan::findings(*graph_, state, driver_.dialect()));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid) throw;
    add(error.diagnostics());
  }
}

void Doctor::look_at_database() {
  using Pending = db::Subject::Pending;
  if (result_.database.read_only) add_read_only();
  // Where files or history can't be read, something may well wait.
  const bool pending = !result_.counts || half_run_ || result_.counts->pending > 0;
  add(driver_.examine(*connection_, {store_.schema(), pending ? Pending::some : Pending::none}));
  add_lock_holder();
}

void Doctor::add_read_only() {
  Diagnostic found;
  found.severity = Severity::warning;
  found.code = "read-only";
  found.message = "the database " + result_.database.database +
                  " takes no writes: it is a standby, or a file that " + result_.database.user +
                  " may not write";
  found.hint = "aim at the primary, or at a file that can be written";
  result_.findings.push_back(std::move(found));
}

void Doctor::add_lock_holder() {
  const db::LockHolder holder =
      driver_.lock(*connection_, store_.schema(), kHistoryTable)->holder();
  if (holder.description.empty()) return;
  Diagnostic found;
  found.severity = Severity::note;
  found.code = "run-lock-held";
  found.message = "a run holds the run lock: " + holder.description;
  found.hint = "let it finish; other runs wait for it as long as --lock-wait says";
  result_.findings.push_back(std::move(found));
}

Examination Doctor::result() {
  std::stable_sort(
      result_.findings.begin(), result_.findings.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.severity < b.severity; });
  return std::move(result_);
}

}  // namespace

size_t Examination::count(Severity severity) const {
  return static_cast<size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Diagnostic& finding) { return finding.severity == severity; }));
}

bool Examination::healthy() const {
  return count(Severity::error) == 0 && count(Severity::warning) == 0;
}

Examination examine(const db::Driver& driver, const DatabaseOptions& options,
                    const ProjectPlace& place) {
  Doctor doctor(driver, options);
  doctor.look_at_files(place);
  doctor.look_at_history();
  doctor.compare();
  doctor.look_at_database();
  return doctor.result();
}

}  // namespace migrate::workflow
