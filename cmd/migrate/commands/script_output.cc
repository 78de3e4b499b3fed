#include "cmd/migrate/commands/script_output.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/report/script_summary.h"
#include "lib/revision/target.h"

namespace migrate::cmd {
namespace {

bool is_range(const std::string& target) { return target.find(':') != std::string::npos; }

/// The one range among `targets`, if there is one.
std::optional<revision::Range> range_in(const std::vector<std::string>& targets) {
  for (const std::string& target : targets) {
    if (!is_range(target)) continue;
    if (targets.size() > 1) {
      throw Error(ErrorCode::usage, "a range stands alone: " + target,
                  "write one script for each range");
    }
    return revision::parse_range(target);
  }
  return std::nullopt;
}

void assume(Context& context, const std::string& from) {
  context.load(Needs::revisions);
  context.assume_database(workflow::history_at(context.graph(), from));
}

void read_database(Context& context) {
  try {
    context.load(Needs::empty_database);
  } catch (Error& error) {
    if (error.code() != ErrorCode::unreachable) throw;
    if (error.first().code == db::kNoSuchDatabase) return assume(context, "base");
    error.first().notes.emplace_back(
        "a script needs no database when it is said where that one stands: base:head, or ID:head");
    throw;
  }
}

/// What says how a run goes has no meaning for a script.
void refuse_run_options(const Context& context) {
  struct RunOption {
    const char* name;
    const char* hint;
  };
  constexpr RunOption kOptions[] = {
      {"--expect", "a script has its own guard: it stops where the database is not as it was"},
      {"--single-transaction", "a script commits each revision with its history row"},
      {"--stop-after", "a script runs until its end"},
      {"--kill-blockers", "a script tries once: it fails where it loses a lock"}};
  for (const RunOption& option : kOptions) {
    if (!context.arguments().has(option.name)) continue;
    throw Error(ErrorCode::usage, std::string(option.name) + " goes with a run, not with --sql",
                option.hint);
  }
}

}  // namespace

bool wants_script(const Context& context, const std::vector<std::string>& targets) {
  const Arguments& arguments = context.arguments();
  if (arguments.has("--sql")) {
    if (context.json() && !arguments.has("--output")) {
      throw Error(ErrorCode::usage, "--sql prints SQL, so --json has no place to go",
                  "write the script into a file: --sql --output FILE --json");
    }
    return true;
  }
  for (const char* option : {"--output", "--offline", "--idempotent", "--annotate"}) {
    if (arguments.has(option)) {
      throw Error(ErrorCode::usage, std::string(option) + " goes with --sql", "add --sql");
    }
  }
  for (const std::string& target : targets) {
    if (is_range(target)) {
      throw Error(ErrorCode::usage, "a range goes with --sql: " + target,
                  "a run begins where the database stands: give only where it is to end");
    }
  }
  return false;
}

ScriptTarget open_for_script(Context& context, const std::string& command,
                             const std::vector<std::string>& targets) {
  refuse_run_options(context);
  ScriptTarget result;
  result.targets = targets;
  if (const std::optional<revision::Range> range = range_in(targets)) {
    assume(context, range->from.empty() ? "base" : range->from);
    result.targets = {range->to};
  } else if (context.arguments().has("--offline")) {
    assume(context, "base");
  } else {
    read_database(context);
  }
  result.request.command = command;
  result.request.database = context.database().assumed()
                                ? "any " + context.engine() + " database that stands there"
                                : context.target();
  result.request.variables =
      workflow::without_secrets(context.graph(), context.settings().variables);
  if (context.arguments().has("--idempotent")) {
    result.request.steps = run::ScriptOptions::Steps::missing;
  }
  if (context.arguments().has("--annotate")) {
    result.request.annotations = run::ScriptOptions::Annotations::statements;
  }
  return result;
}

ScriptSink::ScriptSink(Context& context)
    : context_(context), path_(context.arguments().value_or("--output", "")) {
  if (!path_.empty()) file_.emplace(path_, FileSink::Readers::owner);
}

void ScriptSink::write(std::string_view bytes) {
  if (file_) {
    file_->write(bytes);
  } else {
    context_.print(bytes);
  }
}

void ScriptSink::finish(const workflow::WrittenScript& script) {
  if (!file_) return;
  file_->commit();
  if (context_.json()) {
    context_.print(report::script_json(script, path_));
  } else {
    context_.tell(report::script_text(script, path_));
  }
}

}  // namespace migrate::cmd
