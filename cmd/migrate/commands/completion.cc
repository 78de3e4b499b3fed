// migrate completion: what makes a shell complete command lines, and what it asks then.
#include "cmd/migrate/completion.h"

#include <algorithm>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/config_file.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/report/standing.h"

namespace migrate::cmd {
namespace {

using Values = CompletionPlace::Values;

constexpr std::string_view kShell = "bash|zsh|fish";

std::vector<std::string> environment_names(const Settings& settings) {
  std::vector<std::string> names;
  if (settings.config_file.empty()) return names;
  const ConfigFile file = read_config_file(settings.config_file, settings.config_file);
  for (const auto& [name, table] : file.environments) names.push_back(name);
  return names;
}

/// All candidates for `place`. What the words before it configure counts, as it will when the line
/// is run. Throws Error where the configuration or the revisions can't be read.
std::vector<Candidate> candidates_at(const CompletionPlace& place, Context& asking) {
  Context context(place.arguments, asking.terminal(), asking.environment(), asking.interrupted());
  switch (place.values) {
    case Values::revisions:
      context.load(Needs::revisions);
      return revision_candidates(place, context.graph());
    case Values::environments:
      context.load(Needs::settings);
      return named_candidates(place, environment_names(context.settings()));
    case Values::engines:
      return named_candidates(place, engine_names());
    default:
      return table_candidates(place);
  }
}

void print_candidates(Context& context, const CompletionPlace& place) {
  const std::vector<Candidate> candidates = candidates_at(place, context);
  if (context.json()) {
    json::Array list;
    for (const Candidate& candidate : candidates) {
      list.push_back(
          json::Object{{"value", candidate.value}, {"description", candidate.description}});
    }
    json::Value out = report::shape();
    out.set("candidates", std::move(list));
    context.print(out);
    return;
  }
  for (const Candidate& candidate : candidates) {
    // A message may hold a tab or, badly written, a line end; both would cut the line.
    context.print(candidate.value + "\t" + replace_all(candidate.description, "\t", " ") + "\n");
  }
  if (place.values == Values::files) context.print(std::string_view("\tfiles\n"));
  if (place.values == Values::directories) context.print(std::string_view("\tdirectories\n"));
}

ExitCode run(Context& context) {
  const std::string shell = *context.arguments().value(kShell);
  const std::vector<std::string> shells = completion_shells();
  if (std::find(shells.begin(), shells.end(), shell) == shells.end()) {
    throw Error(ErrorCode::usage, "no completion for '" + shell + "'",
                "there is one for " + join(shells, ", "));
  }
  if (context.arguments().has("WORD")) {
    print_candidates(context, completion_place(context.arguments().values("WORD")));
  } else if (context.json()) {
    json::Value out = report::shape();
    out.set("shell", shell);
    out.set("script", std::string(completion_script(shell)));
    context.print(out);
  } else {
    context.print(completion_script(shell));
  }
  return ExitCode::done;
}

}  // namespace

const Command& completion_command() {
  static const Command command = {
      .name = "completion",
      .group = Group::looking,
      .summary = "print what makes a shell complete command lines",
      .description =
          "Prints a script for bash, zsh or fish that completes commands, options, revisions,\n"
          "environments and files. An installed migrate has it in place. With WORDs, which the\n"
          "script passes behind --, prints what the last of them may become.",
      .example = "migrate completion bash > ~/.local/share/bash-completion/completions/migrate",
      .options = {{kShell, 0, "", "the shell", OptionSpec::Count::required},
                  {"WORD", 0, "", "of the command line, the last one to be completed",
                   OptionSpec::Count::any}},
      .needs = Needs::nothing,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
