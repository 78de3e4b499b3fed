// migrate doctor: everything that is odd, with what to do.
#include "lib/report/doctor.h"

#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "cmd/migrate/diagnostic_style.h"
#include "lib/engines.h"

namespace migrate::cmd {
namespace {

ExitCode run(Context& context) {
  const Settings& settings = context.settings();
  const workflow::Examination examination =
      workflow::examine(context.driver(), context.database_options(),
                        {settings.versions, engine_names(), settings.required_keys});
  if (context.json()) {
    context.print(report::examination_json(examination, context.target()));
  } else {
    context.print(
        report::examination_text(examination, context.target(),
                                 diagnostic_style(context.terminal(), Terminal::Stream::out)));
  }
  return examination.healthy() ? ExitCode::done : ExitCode::check;
}

}  // namespace

const Command& doctor_command() {
  static const Command command = {
      .name = "doctor",
      .group = Group::checking,
      .summary = "report everything odd about files, history and database",
      .description =
          "Looks for what makes runs fail or hides damage: changed, unknown, half-run and\n"
          "missing revisions, INVALID indexes, constraints that are NOT VALID, missing\n"
          "privileges, settings, locks, clocks. Every finding says what to do. Changes\n"
          "nothing; exit 3 when there is an error or a warning.",
      .example = "migrate doctor\nmigrate doctor --json | jq '.findings[].code'",
      .options = {},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
