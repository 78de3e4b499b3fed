// What may stand in the last word of a command line. The shells' scripts only ask; every answer is
// made here, from the table of commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/migrate/arguments.h"
#include "cmd/migrate/command.h"
#include "lib/revision/graph.h"

namespace migrate::cmd {

/// A whole word that fits, and what it is.
struct Candidate {
  std::string value;
  std::string description;
};

/// Where the last word of a command line stands.
struct CompletionPlace {
  enum class Values {
    none,
    commands,
    options,
    choices,    ///< of `spec`: "text|dot" names them
    revisions,  ///< targets of the graph
    engines,
    environments,  ///< the [env.NAME] tables
    files,
    directories,
  };
  Values values = Values::none;
  const Command* command = nullptr;  ///< null: none was named yet
  const OptionSpec* spec = nullptr;  ///< whose value it is; null for commands and options
  std::string given;                 ///< what stays before every candidate: "--range=a:"
  std::string word;                  ///< how a candidate must begin
  Arguments arguments;               ///< what the words before it say
};

/// The place of the last of `words` (the command line without the program's name). Never fails:
/// words that nothing takes are passed over.
[[nodiscard]] CompletionPlace completion_place(const std::vector<std::string>& words);

/// The candidates that need neither configuration nor files; each begins with `place.given`.
[[nodiscard]] std::vector<Candidate> table_candidates(const CompletionPlace& place);
/// Keywords, labels and ids of `graph`, the newest first.
[[nodiscard]] std::vector<Candidate> revision_candidates(const CompletionPlace& place,
                                                         const revision::RevisionGraph& graph);
[[nodiscard]] std::vector<Candidate> named_candidates(const CompletionPlace& place,
                                                      const std::vector<std::string>& names);

/// The names of the shells that have a script.
[[nodiscard]] std::vector<std::string> completion_shells();
/// The script that makes `shell` ask the program. Precondition: one of completion_shells().
[[nodiscard]] std::string_view completion_script(std::string_view shell);

}  // namespace migrate::cmd
