// Finds and reads the revisions below the versions directories, headers only.
#pragma once

#include <string>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/revision/revision.h"

namespace migrate::revision {

struct Loaded {
  std::vector<Revision> revisions;  ///< in path order
  std::vector<Diagnostic> diagnostics;
};

/// `engine` ("postgresql", "sqlite") picks the variants. File names in messages are the paths below
/// the given directories, which begin with the directory as it was given. A missing or unreadable
/// directory is a diagnostic. `known_engines`: names that a variant suffix may have.
/// `required_keys`: header keys that every up script must have. `within`: a directory that no path
/// may lead out of, by a link or by `..`; empty: they may lead anywhere. What its scripts include
/// is held to it as well (ScriptFile::within).
[[nodiscard]] Loaded load_revisions(const std::vector<std::string>& directories,
                                    const std::string& engine,
                                    const std::vector<std::string>& known_engines,
                                    const std::vector<std::string>& required_keys = {},
                                    const std::string& within = {});

}  // namespace migrate::revision
