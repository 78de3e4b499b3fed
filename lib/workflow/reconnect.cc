#include "lib/workflow/reconnect.h"

#include <algorithm>
#include <utility>

#include "lib/base/text.h"

namespace migrate::workflow {
namespace {

using revision::AppliedRevision;

/// A standby is promoted, or a server restarted, within it.
constexpr Milliseconds kPatience{30'000};

const AppliedRevision* row_of(const plan::Step& step, const plan::History& history) {
  const auto row = std::find_if(history.rows.begin(), history.rows.end(),
                                [&](const AppliedRevision& each) { return each.id == step.id; });
  return row == history.rows.end() ? nullptr : &*row;
}

bool is_done(const plan::Step& step, const AppliedRevision* row) {
  if (step.direction == plan::Direction::down) return row == nullptr;
  return row != nullptr && row->state == AppliedRevision::State::applied;
}

/// "b2 is half-run: 1 of 3 statements done".
std::string standing_of(const plan::Step& step) {
  if (step.resume) {
    return step.id + " is half-run: " + std::to_string(step.resume->statements_done) + " of " +
           counted(step.outline.statements, "statement") + " done";
  }
  return step.id + (step.direction == plan::Direction::up ? " is not applied" : " is not undone") +
         ": nothing of it stayed";
}

/// Which step is next and how much of it is done.
std::string place_of(const plan::Plan& plan) {
  const plan::Step& step = plan.steps.front();
  return std::to_string(plan.steps.size()) + " " +
         (step.resume ? std::to_string(step.resume->statements_done) : "");
}

void tell_done(const plan::Plan& plan, size_t first, size_t end, run::Observer& observer) {
  for (size_t index = first; index < end; ++index) {
    run::Event event;
    event.kind = run::Event::Kind::step_done;
    event.step = &plan.steps[index];
    event.step_index = index;
    event.step_count = plan.steps.size();
    event.statement = event.statements = event.step->outline.statements;
    observer.on(event);
  }
}

}  // namespace

size_t take_done(plan::Plan& plan, size_t known, const plan::History& history) {
  size_t done = known;
  while (done < plan.steps.size() && is_done(plan.steps[done], row_of(plan.steps[done], history))) {
    ++done;
  }
  plan.steps.erase(plan.steps.begin(), plan.steps.begin() + static_cast<std::ptrdiff_t>(done));
  if (plan.steps.empty()) return done;
  plan::Step& next = plan.steps.front();
  next.resume.reset();
  const AppliedRevision* row = row_of(next, history);
  if (row != nullptr && row->state == AppliedRevision::State::running) next.resume = *row;
  return done;
}

Reconnection::Reconnection(Database& database)
    : database_(database), incarnation_(database.driver().incarnation(database.connection())) {}

void Reconnection::go_on(Error error, plan::Plan& plan, size_t known, run::Observer& observer) {
  if (incarnation_.empty()) throw error;
  std::string incarnation;
  try {
    database_.reconnect(std::max(kPatience, database_.options().connect_wait));
    incarnation = database_.driver().incarnation(database_.connection());
  } catch (const Error& second) {
    error.first().notes = {std::string("no new connection: ") + second.what(),
                           "once the server is back, run the same command again: it goes on there"};
    throw error;
  }
  const plan::Plan whole = plan;
  const size_t done = take_done(plan, known, database_.history());
  tell_done(whole, known, done, observer);
  if (plan.empty()) return;

  const std::string place = place_of(plan);
  const bool same_server = incarnation == std::exchange(incarnation_, incarnation);
  const bool twice = place == std::exchange(last_place_, place);
  if (same_server || twice) {
    error.first().notes = {"read on a new connection: " + counted(done, "revision") +
                               " of this run done; " + standing_of(plan.steps.front()),
                           "run the same command again: it goes on there"};
    throw error;
  }
  // libpq adds lines of guesses to what it says.
  const std::string reason = error.what();
  run::Event event;
  event.kind = run::Event::Kind::reconnected;
  event.text = "the server had gone (" + reason.substr(0, reason.find('\n')) +
               "); connected again: " + standing_of(plan.steps.front()) + "; going on";
  observer.on(event);
}

}  // namespace migrate::workflow
