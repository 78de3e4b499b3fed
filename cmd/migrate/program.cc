#include "cmd/migrate/program.h"

#include <algorithm>
#include <exception>

#include "cmd/migrate/context.h"
#include "cmd/migrate/diagnostic_style.h"
#include "cmd/migrate/help.h"
#include "cmd/migrate/options.h"
#include "lib/report/diagnostic_json.h"
#include "lib/report/diagnostic_text.h"

namespace migrate::cmd {
namespace {

/// Whether the failure is to be JSON: known before, and even if, the command line can be read.
Output output_of(const std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::find(words.begin(), end, "--json") == end ? Output::text : Output::json;
}

/// Shows an Error, or a run::LostLock, which has more to say in JSON.
template <typename Failure>
ExitCode show(const Failure& error, Output output, Terminal& terminal) {
  const ExitCode code = exit_code(error.code());
  if (output == Output::json) {
    const json::Value failure = report::failure_json(error, static_cast<int>(code));
    terminal.print(json::dump(failure) + "\n");
  }
  report::DiagnosticStyle style = diagnostic_style(terminal, Terminal::Stream::err);
  if (const auto limit = terminal.line_limit(Terminal::Stream::err)) style.width = *limit;
  std::string text = report::render(error.diagnostics(), style);
  if (!text.empty()) text.pop_back();  // tell() ends the line
  terminal.tell(text);
  return code;
}

ExitCode run_command(const std::vector<std::string>& words, const Environment& environment,
                     Terminal& terminal, const std::atomic<int>& interrupted) {
  const CommandLine line = parse_command_line(words);
  switch (line.act) {
    case CommandLine::Act::version:
      terminal.print(version_text());
      return ExitCode::done;
    case CommandLine::Act::help:
      terminal.print(line.command == nullptr ? program_help() : command_help(*line.command));
      return line.arguments.has("--help") ? ExitCode::done : ExitCode::usage;
    case CommandLine::Act::run:
      break;
  }
  Context context(line.arguments, terminal, environment, &interrupted);
  context.load(line.command->needs);
  return line.command->run(context);
}

/// Runs `act`; what it throws becomes its exit code.
template <typename Act>
ExitCode guarded(Output output, Terminal& terminal, const Act& act) {
  try {
    return act();
  } catch (const run::LostLock& error) {
    return show(error, output, terminal);
  } catch (const Error& error) {
    return show(error, output, terminal);
  } catch (const std::bad_alloc&) {
    return show(Error(ErrorCode::failed, "out of memory"), output, terminal);
  } catch (const std::exception& bug) {
    return show(Error(ErrorCode::failed, std::string("internal error: ") + bug.what(),
                      "this is a bug in migrate: please report it with the command that was run"),
                output, terminal);
  }
}

}  // namespace

ExitCode run_program(const std::vector<std::string>& words, const Environment& environment,
                     Terminal& terminal, const std::atomic<int>& interrupted) {
  const Output output = output_of(words);
  const ExitCode code = guarded(
      output, terminal, [&] { return run_command(words, environment, terminal, interrupted); });
  const ExitCode written = guarded(Output::text, terminal, [&] {
    terminal.flush();
    return ExitCode::done;
  });
  return code == ExitCode::done ? written : code;
}

}  // namespace migrate::cmd
