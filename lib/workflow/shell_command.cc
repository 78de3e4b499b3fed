#include "lib/workflow/shell_command.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/base/process.h"
#include "lib/base/text.h"

namespace migrate::workflow {
namespace {

constexpr const char* kShell = "/bin/sh";

}  // namespace

void run_shell_command(const std::string& name, const std::string& command,
                       const std::string& directory,
                       const std::map<std::string, std::string>& environment,
                       const std::atomic<int>* stop) {
  // The directory comes as $0: the command's text is the configuration's alone.
  const Captured said =
      capture_until(stop, kShell, {"-c", "cd \"$0\" || exit\n" + command, directory}, environment);
  if (said.exit_code == 0) return;
  Diagnostic diagnostic;
  diagnostic.message = name + " failed: exit code " + std::to_string(said.exit_code);
  for (const std::string* stream : {&said.err, &said.out}) {
    for (std::string& line : split(trim(*stream), '\n')) {
      diagnostic.notes.push_back(std::move(line));
    }
  }
  throw Error(ErrorCode::failed, std::move(diagnostic));
}

}  // namespace migrate::workflow
