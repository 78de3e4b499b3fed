// The revisions as a git ref has them.
#pragma once

#include <string>
#include <vector>

#include "lib/base/temporary_directory.h"
#include "lib/workflow/git.h"
#include "lib/workflow/smoke.h"

namespace migrate::workflow {

/// The files, for as long as this lives, and what they are.
class PreviousFiles {
 public:
  /// The revisions in `directories`, of the engine, as they are at git.base(ref). The files go into
  /// a directory below `parent`. Throws as Git, and as load_project() with the ref in place of that
  /// directory.
  PreviousFiles(Git git, const std::string& ref, const std::vector<std::string>& directories,
                const std::string& engine, const std::vector<std::string>& engines,
                const std::string& parent);

  [[nodiscard]] const Previous& previous() const { return previous_; }
  [[nodiscard]] const GitCommit& commit() const { return commit_; }
  /// Where the earlier state of `path`, one of the project's .sql files, lies; it may have none.
  [[nodiscard]] std::string place_of(const std::string& path) const {
    return git_.place_of(path, files_.path());
  }

 private:
  Git git_;
  GitCommit commit_;
  TemporaryDirectory files_;
  Previous previous_;
};

/// The findings with the ref's name in front of the files that lie in its directory, in place of
/// that: "origin/main (8ab31c2f):versions/a.up.sql".
[[nodiscard]] std::vector<Diagnostic> by_name(std::vector<Diagnostic> findings,
                                              const Previous& previous);

}  // namespace migrate::workflow
