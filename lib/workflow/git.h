// The files of a project as git keeps them: at another commit, in a directory of their own.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace migrate::workflow {

/// Diagnostic code where there is nothing to ask: no git, no checkout, or no ref named and no
/// remote.
constexpr std::string_view kNoGit = "no-git";

/// A commit, and what it is called.
struct GitCommit {
  std::string name;  ///< "origin/main"
  std::string hash;
  /// "origin/main (8ab31c2f)".
  [[nodiscard]] std::string shown() const { return name + " (" + hash.substr(0, 8) + ")"; }
};

/// The checkout around a directory. Runs `git`, never a shell; hooks of the repository don't run,
/// and nothing in it changes. Every act throws Error{usage} with what git says where it refuses.
class Git {
 public:
  /// `environment` is what git runs with. Throws Error{usage} with the code kNoGit where the
  /// directory is in no checkout, or git is not installed.
  Git(std::string directory, std::map<std::string, std::string> environment);

  /// The commit that a change is to be held against: where HEAD left `ref`, as `git diff ref...`
  /// does; `ref` itself where a shallow clone doesn't say. An empty `ref` is the branch that origin
  /// has as its default, else origin/main or origin/master. Throws with the code kNoGit where none
  /// is named and there is no remote.
  [[nodiscard]] GitCommit base(const std::string& ref) const;

  /// Writes the files below `directories`, and all .sql files of the checkout's directory that this
  /// was made with, as they are at `commit`, into `into`, which must exist and be empty: below it
  /// they lie as in the repository. Returns where each of `directories` is then; it is there even
  /// when the commit lacks it.
  std::vector<std::string> check_out(const GitCommit& commit,
                                     const std::vector<std::string>& directories,
                                     const std::string& into) const;
  /// Where `path` lies in what check_out() wrote into `into`, whether the commit has it or not.
  [[nodiscard]] std::string place_of(const std::string& path, const std::string& into) const;

 private:
  /// What git prints; its last line end is left out. Throws Error{usage} where it fails.
  [[nodiscard]] std::string run(const std::vector<std::string>& arguments) const;
  /// The same; empty where it fails.
  [[nodiscard]] std::string ask(std::vector<std::string> arguments) const;
  [[nodiscard]] std::string commit_of(const std::string& ref) const;
  [[nodiscard]] std::string default_branch() const;

  std::string directory_;
  std::map<std::string, std::string> environment_;
  std::string top_;  ///< of the work tree
};

}  // namespace migrate::workflow
