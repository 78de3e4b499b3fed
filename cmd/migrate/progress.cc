#include "cmd/migrate/progress.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

constexpr Milliseconds kRedraw{250};
/// The database is looked at twice a second: what is older than two looks is over.
constexpr Milliseconds kSeenFor{1200};
constexpr size_t kShownRows = 20;
constexpr size_t kShownValueWidth = 40;

using Colour = Terminal::Colour;
using Stream = Terminal::Stream;

std::string revision_name(const plan::Step& step) {
  return step.message.empty() ? step.id : step.id + " " + step.message;
}

/// "file:line: ", or where the place was not worth finding, the statement's number.
std::string place(const run::Event& event) {
  if (event.location.file.empty()) {
    return fmt::format("{}: statement {}: ", event.step->id, event.statement);
  }
  return fmt::format("{}:{}: ", event.location.file, event.location.position.line);
}

bool is_down(const plan::Step& step) { return step.direction == plan::Direction::down; }

std::string shown(const db::Value& value) {
  if (!value) return "NULL";
  const std::string one_line = replace_all(*value, "\n", " ");
  if (code_points(one_line) <= kShownValueWidth) return one_line;
  return one_line.substr(0, code_point_offset(one_line, kShownValueWidth - 1)) + "…";
}

}  // namespace

Progress::Progress(Terminal& terminal, std::string target, Verbosity verbosity,
                   Milliseconds long_wait)
    : terminal_(terminal),
      target_(std::move(target)),
      verbosity_(verbosity),
      long_wait_(long_wait) {
  if (terminal_.live() && verbosity_ != Verbosity::quiet) {
    clock_ = std::thread([this] { keep_live(); });
  }
}

Progress::~Progress() {
  {
    const std::lock_guard guard(mutex_);
    ended_ = true;
  }
  wake_.notify_all();
  if (clock_.joinable()) clock_.join();
}

void Progress::keep_live() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kRedraw, [this] { return ended_; })) show_running();
}

void Progress::show_running() {
  if (running_.name.empty()) return;
  std::string state;
  if (running_.statements > 0) {
    state = fmt::format(": statement {} of {}", running_.statement, running_.statements);
  }
  terminal_.show_live("… " + running_.name,
                      state + ", " + format_duration(running_.time.elapsed()) + seen_state());
}

/// ", waiting for pid 4711 (…)", ", CREATE INDEX: …, 43 %", or nothing.
std::string Progress::seen_state() const {
  if (!seen_ || seen_->age.elapsed() > kSeenFor) return "";
  const std::string state = db::describe(seen_->activity);
  return state.empty() ? "" : ", " + state;
}

void Progress::watched(const db::Activity& activity) {
  const std::lock_guard guard(mutex_);
  seen_ = Seen{activity, Stopwatch()};
  if (!terminal_.live() && verbosity_ != Verbosity::quiet) show_long_wait(activity);
}

/// One line per blocker, however long it takes.
void Progress::show_long_wait(const db::Activity& activity) {
  if (activity.blockers.empty()) {
    blocked_.reset();
    return;
  }
  if (!blocked_) blocked_.emplace();
  if (blocked_->elapsed() < long_wait_) return;
  for (const db::Blocker& blocker : activity.blockers) {
    if (!told_blockers_.insert(blocker.pid).second) continue;
    terminal_.tell(fmt::format("{}: waiting for {}", running_.name, db::describe(blocker)));
  }
}

void Progress::tell_retrying(const run::Event& event) {
  terminal_.tell(fmt::format("{}: {}; trying again in {} (try {} of {})",
                             revision_name(*event.step), event.text,
                             format_duration(event.duration), event.tries + 1, event.most_tries));
  for (const db::Blocker& blocker : event.blockers) {
    terminal_.tell("  blocked by " + db::describe(blocker));
  }
}

void Progress::announce(const std::string& what) {
  const std::lock_guard guard(mutex_);
  tell_announced(what);
}

void Progress::tell_announced(const std::string& what) {
  if (announced_) return;
  announced_ = true;
  if (verbosity_ == Verbosity::quiet) return;
  terminal_.tell(terminal_.paint(target_, Colour::bold, Stream::err) + ", " + what);
}

void Progress::on(const run::Event& event) {
  const std::lock_guard guard(mutex_);
  if (event.step != nullptr) {
    tell_announced(
        fmt::format("{} {}", event.step_count, is_down(*event.step) ? "to undo" : "pending"));
  }
  tell(event);
}

void Progress::tell(const run::Event& event) {
  using Kind = run::Event::Kind;
  seen_.reset();
  blocked_.reset();
  switch (event.kind) {
    case Kind::waiting:
      if (verbosity_ != Verbosity::quiet) {
        terminal_.tell("waiting for the run lock" +
                       (event.text.empty() ? std::string() : ", held by " + event.text));
      }
      break;
    case Kind::retrying:
      tell_retrying(event);
      break;
    case Kind::killed:
      terminal_.tell(fmt::format("{}: ended {}", revision_name(*event.step),
                                 db::name_of(event.blockers.at(0))));
      break;
    case Kind::resumed:
      if (verbosity_ != Verbosity::quiet) {
        terminal_.tell(fmt::format("{}: {} done before, going on behind",
                                   revision_name(*event.step),
                                   counted(event.statement, "statement")));
      }
      break;
    case Kind::step_started:
      running_ = {revision_name(*event.step), 1, event.statements, Stopwatch()};
      break;
    case Kind::statement_done:
      on_statement(event);
      break;
    case Kind::traced:  // for whoever asked for it
      break;
    case Kind::recovered:
    case Kind::reconnected:
      terminal_.tell(event.text);
      break;
    case Kind::step_done:
      running_ = {};
      if (verbosity_ != Verbosity::quiet) {
        const std::string_view verb = is_down(*event.step) ? "undone " : "applied";
        terminal_.tell(fmt::format("{} {} ({})", terminal_.paint(verb, Colour::green, Stream::err),
                                   revision_name(*event.step), format_duration(event.duration)));
      }
      break;
  }
}

void Progress::on_statement(const run::Event& event) {
  if (event.outcome != nullptr) {
    show_notices(event);
    if (!event.outcome->columns.empty()) show_rows(event);
  }
  running_.statement = std::min(event.statement + 1, event.statements);
  running_.statements = event.statements;
}

void Progress::show_notices(const run::Event& event) {
  for (const db::Notice& notice : event.outcome->notices) {
    notices_.push_back({event.location, notice.severity, notice.sqlstate, notice.message});
    const bool warning = notice.severity == "WARNING";
    if (verbosity_ == Verbosity::quiet && !warning) continue;
    terminal_.tell(fmt::format(
        "{}{}: {}", place(event),
        terminal_.paint(notice.severity, warning ? Colour::yellow : Colour::cyan, Stream::err),
        notice.message));
    if (!notice.detail.empty()) terminal_.tell("  DETAIL: " + notice.detail);
    if (!notice.hint.empty()) terminal_.tell("  HINT: " + notice.hint);
  }
}

void Progress::show_rows(const run::Event& event) {
  if (verbosity_ == Verbosity::quiet) return;
  const db::Outcome& outcome = *event.outcome;
  terminal_.tell(place(event) +
                 fmt::format("{} row{}", outcome.row_count, outcome.row_count == 1 ? "" : "s"));
  if (verbosity_ != Verbosity::verbose) return;
  terminal_.tell("  " + join(outcome.columns, " | "));
  for (size_t row = 0; row < std::min(kShownRows, outcome.rows.size()); ++row) {
    std::vector<std::string> values;
    for (const db::Value& value : outcome.rows[row]) values.push_back(shown(value));
    terminal_.tell("  " + join(values, " | "));
  }
}

}  // namespace migrate::cmd
