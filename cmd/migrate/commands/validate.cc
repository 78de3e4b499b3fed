// migrate validate: files against what was applied.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/plan_output.h"
#include "cmd/migrate/context.h"
#include "lib/report/summary.h"
#include "lib/workflow/record.h"

namespace migrate::cmd {
namespace {

ExitCode accept(Context& context, const std::vector<std::string>& revisions) {
  const std::vector<std::string> accepted =
      workflow::accept(context.database(), context.graph(), revisions,
                       context.settings().stored_script_bytes, context.progress());
  if (context.json()) {
    context.print(report::accept_json(accepted, context.target()));
  } else {
    context.print(report::accept_text(accepted));
  }
  return ExitCode::done;
}

ExitCode run(Context& context) {
  const std::vector<std::string> accepted = context.arguments().values("--accept");
  if (!accepted.empty()) return accept(context, accepted);
  const workflow::Validation validation = workflow::validate(context.database(), context.graph());
  show_warnings(context, validation.problems);
  if (context.json()) {
    context.print(report::validation_json(validation, context.target()));
  } else {
    context.print(report::validation_text(validation));
  }
  return report::valid(validation) ? ExitCode::done : ExitCode::check;
}

}  // namespace

const Command& validate_command() {
  static const Command command = {
      .name = "validate",
      .group = Group::checking,
      .summary = "compare the applied revisions with their files",
      .description =
          "Reads every applied revision's scripts and compares their checksums with those\n"
          "in the history; exit 3 when an up script changed, or the history does not fit\n"
          "the files. --accept takes the file as what was applied: nothing runs, the event\n"
          "log keeps who did it.",
      .example = "migrate validate\nmigrate validate --accept 5cd038a8f131 --note CHG-1234",
      .options = {{"--accept", 0, "REV", "take this revision's files as they are (repeatable)",
                   OptionSpec::Count::any},
                  {"--lock-wait", 0, "TIME", "with --accept: wait this long for another run"}},
      .needs = Needs::database,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
