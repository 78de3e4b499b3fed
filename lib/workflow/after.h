// What must pass behind a deploy: SQL files, and commands of the shell.
#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/source_text.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

struct AfterStep {
  std::string text;                       ///< as the configuration has it
  std::optional<SourceText> script = {};  ///< of a file; none: `text` is a command
};

/// An entry that ends in ".sql" and has no blank is a file, relative to `directory`, with its
/// includes in place; one for the driver's engine alone ("after.sqlite.sql") goes first. Throws
/// Error{usage} for one that can't be read.
[[nodiscard]] std::vector<AfterStep> read_after(const std::vector<std::string>& entries,
                                                const std::string& directory,
                                                const db::Driver& driver);

/// What a command gets.
struct AfterShell {
  std::string directory;                           ///< that it runs in
  std::map<std::string, std::string> environment;  ///< values by name
  const std::atomic<int>* stop = nullptr;          ///< not 0: the command is ended by a SIGTERM
};

/// Runs one: a file as one transaction, in which no statement may return a row, since rows say what
/// is wrong; a command by /bin/sh, whose exit code has to be 0. Throws Error: failed, with what it
/// said; unreachable when the connection is lost.
void run_after(Database& database, const AfterStep& step, const AfterShell& shell);

}  // namespace migrate::workflow
