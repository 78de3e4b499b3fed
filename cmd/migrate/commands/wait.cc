// migrate wait: until the database answers, or stands where it should.
#include <chrono>
#include <thread>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/plan/state.h"
#include "lib/revision/target.h"
#include "lib/workflow/database.h"

namespace migrate::cmd {
namespace {

/// Without --timeout and --wait.
constexpr Milliseconds kDefaultTimeout{30'000};
/// How often the database is asked again with --at.
constexpr Milliseconds kPause{500};

/// Whether everything that `target` names is applied.
bool stands_at(Context& context, const std::string& target) {
  const revision::RevisionGraph& graph = context.graph();
  const plan::State state = plan::match(graph, context.database().history());
  const auto wanted =
      revision::resolve_target(graph, revision::parse_target(target), state.applied);
  for (const size_t index : wanted) {
    if (!state.applied[index]) return false;
  }
  return true;
}

ExitCode run(Context& context) {
  const std::optional<std::string> target = context.arguments().value("--at");
  context.wait_by_default(kDefaultTimeout);
  context.load(target ? Needs::database : Needs::connection);
  const Stopwatch watch;
  while (target && !stands_at(context, *target)) {
    if (context.interrupted() != nullptr && *context.interrupted() != 0) {
      return static_cast<ExitCode>(128 + *context.interrupted());
    }
    if (watch.elapsed() >= context.settings().connect_wait) {
      throw Error(
          ErrorCode::check,
          "the database is not at " + *target + " after " + format_duration(watch.elapsed()),
          "see 'migrate status' for what is pending");
    }
    std::this_thread::sleep_for(kPause);
    context.database().refresh();
  }
  if (context.json()) {
    context.print(json::Value(json::Object{{"version", 1},
                                           {"target", context.target()},
                                           {"at", target ? json::Value(*target) : json::Value()}}));
  } else {
    context.tell(context.target() + ", " + (target ? "at " + *target : "ready"));
  }
  return ExitCode::done;
}

}  // namespace

const Command& wait_command() {
  static const Command command = {
      .name = "wait",
      .group = Group::looking,
      .summary = "wait until the database answers, or is at a revision",
      .description =
          "Tries to connect until the database answers; with --at also until everything that\n"
          "TARGET names is applied, by whoever applies it. Gives up after --timeout (30s).",
      .example = "migrate wait --timeout 2min --at head && ./server",
      .options = {{"--timeout", 0, "TIME",
                   "give up after this long (default 30s); --wait does too"},
                  {"--at", 0, "TARGET", "head, heads, or a revision"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
