// Looks at files, history and database, and tells everything that is odd. Writes nothing, takes no
// lock, and stops for nothing but a database that can't be reached.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/workflow/database.h"

namespace migrate::workflow {

/// Where the revisions are; as load_project takes it.
struct ProjectPlace {
  std::vector<std::string> directories;
  std::vector<std::string> engines;
  std::vector<std::string> required_keys;
};

struct Examination {
  db::Facts database;
  /// Of the history; `exists` false when there is none, or it can't be read (then a finding says
  /// why). `schema` empty where the engine has none.
  struct History {
    bool exists = false;
    std::string schema;
    int64_t format = 0;
  } history;
  struct Counts {
    size_t revisions = 0;  ///< in files
    size_t applied = 0;
    size_t pending = 0;
  };
  std::optional<Counts> counts;      ///< none when the files, or the history, can't be read
  std::vector<Diagnostic> findings;  ///< errors, then warnings, then notes

  [[nodiscard]] size_t count(Severity severity) const;
  /// No error and no warning.
  [[nodiscard]] bool healthy() const;
};

/// Throws Error{unreachable}, and Error{usage} for a URL that can't be read.
[[nodiscard]] Examination examine(const db::Driver& driver, const DatabaseOptions& options,
                                  const ProjectPlace& place);

}  // namespace migrate::workflow
