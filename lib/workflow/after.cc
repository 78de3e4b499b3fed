#include "lib/workflow/after.h"

#include <filesystem>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/sql/include.h"
#include "lib/workflow/schema_files.h"
#include "lib/workflow/script_transaction.h"
#include "lib/workflow/shell_command.h"

namespace migrate::workflow {
namespace {

bool is_file(const std::string& entry) {
  return entry.ends_with(".sql") && entry.find(' ') == std::string::npos;
}

}  // namespace

std::vector<AfterStep> read_after(const std::vector<std::string>& entries,
                                  const std::string& directory, const db::Driver& driver) {
  std::vector<AfterStep> steps;
  std::vector<Diagnostic> problems;
  for (const std::string& entry : entries) {
    AfterStep& step = steps.emplace_back(AfterStep{entry});
    if (!is_file(entry)) continue;
    const std::filesystem::path path = variant_or_path(
        (std::filesystem::path(directory) / entry).lexically_normal().string(), driver.name());
    if (!path_exists(path.string())) {
      throw Error(ErrorCode::usage, "there is no file " + entry + ", which `after` names",
                  "its path begins beside migrate.toml; a command is any text that doesn't end in "
                  ".sql");
    }
    step.script = sql::expand_includes(SourceText::from_file(path.string(), entry),
                                       driver.dialect(), path.parent_path().string(), problems);
  }
  if (!problems.empty()) throw Error(ErrorCode::usage, std::move(problems));
  return steps;
}

void run_after(Database& database, const AfterStep& step, const AfterShell& shell) {
  if (!step.script) {
    run_shell_command("`" + step.text + "`", step.text, shell.directory, shell.environment,
                      shell.stop);
    return;
  }
  ScriptTransaction transaction(database);
  transaction.run(*step.script, "a file of `after`", ScriptTransaction::Rows::none);
  transaction.commit();
}

}  // namespace migrate::workflow
