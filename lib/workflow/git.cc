#include "lib/workflow/git.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/process.h"

namespace migrate::workflow {

namespace {

namespace fs = std::filesystem;

/// They say which repository git works on; a hook that runs us has them set for its own.
constexpr const char* kRepositoryVariables[] = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE",
                                                "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"};
/// No code of the repository's runs, and paths mean themselves.
const std::vector<std::string> kPlain = {"-c", "core.hooksPath=/dev/null", "-c",
                                         "core.fsmonitor=false", "--literal-pathspecs"};
constexpr const char* kDefaultBranches[] = {"origin/main", "origin/master"};

Captured run_git(const std::string& directory, std::vector<std::string> arguments,
                 const std::map<std::string, std::string>& environment) {
  std::vector<std::string> words = {"-C", directory};
  words.insert(words.end(), kPlain.begin(), kPlain.end());
  std::move(arguments.begin(), arguments.end(), std::back_inserter(words));
  return capture_process("git", words, environment);
}

std::string without_line_end(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

Error no_git(const std::string& message, const std::string& detail, const std::string& hint) {
  Diagnostic diagnostic;
  diagnostic.code = kNoGit;
  diagnostic.message = message;
  diagnostic.detail = detail;
  diagnostic.hint = hint;
  return {ErrorCode::usage, std::move(diagnostic)};
}

Error refused(const std::vector<std::string>& arguments, const std::string& said) {
  Diagnostic diagnostic;
  diagnostic.message = "git " + arguments.front() + " fails";
  diagnostic.detail = without_line_end(said);
  return {ErrorCode::usage, std::move(diagnostic)};
}

/// `path` as the repository names it. Throws Error{usage} where it lies outside.
std::string in_repository(const std::string& path, const std::string& top) {
  const fs::path relative =
      fs::weakly_canonical(fs::absolute(path)).lexically_relative(fs::weakly_canonical(top));
  std::string text = relative.string();
  if (!text.empty() && !text.starts_with("..")) return text;
  throw Error(ErrorCode::usage, path + " lies outside of the git checkout " + top);
}

bool is_below(const std::string& path, const std::string& directory) {
  return directory == "." || path.starts_with(directory + "/");
}

/// The names in what `git … -z` prints.
std::vector<std::string> names_in(const std::string& text) {
  std::vector<std::string> names;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\0', begin), text.size());
    names.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

}  // namespace

Git::Git(std::string directory, std::map<std::string, std::string> environment)
    : directory_(std::move(directory)), environment_(std::move(environment)) {
  for (const char* name : kRepositoryVariables) environment_.erase(name);
  environment_["LC_ALL"] = "C";
  Captured found;
  try {
    found = run_git(directory_, {"rev-parse", "--show-toplevel"}, environment_);
  } catch (const Error& error) {
    throw no_git("git can't be run", error.what(), "install git; it finds the previous revisions");
  }
  top_ = without_line_end(found.out);
  if (found.exit_code == 0 && !top_.empty()) return;
  throw no_git("the project is in no git checkout", without_line_end(found.err),
               "previous revisions are those of a git ref");
}

std::string Git::run(const std::vector<std::string>& arguments) const {
  const Captured done = run_git(directory_, arguments, environment_);
  if (done.exit_code != 0) throw refused(arguments, done.err);
  return without_line_end(done.out);
}

std::string Git::ask(std::vector<std::string> arguments) const {
  const Captured done = run_git(directory_, std::move(arguments), environment_);
  return done.exit_code == 0 ? without_line_end(done.out) : "";
}

std::string Git::commit_of(const std::string& ref) const {
  if (ref.starts_with('-')) return {};  // would be an option
  return ask({"rev-parse", "--verify", "--quiet", ref + "^{commit}"});
}

std::string Git::default_branch() const {
  std::string head = ask({"symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"});
  if (!head.empty() && !commit_of(head).empty()) return head;
  for (const char* name : kDefaultBranches) {
    if (!commit_of(name).empty()) return name;
  }
  if (ask({"remote"}).empty()) {
    throw no_git("the git checkout has no remote", "", "--base REF names the previous revisions");
  }
  throw Error(ErrorCode::usage, "git knows no default branch of origin",
              "--base REF names what the change is held against; in a clone without it: git fetch "
              "--depth=1 origin main:refs/remotes/origin/main");
}

GitCommit Git::base(const std::string& ref) const {
  GitCommit commit{ref.empty() ? default_branch() : ref, ""};
  const std::string tip = commit_of(commit.name);
  if (tip.empty()) {
    const bool shallow = ask({"rev-parse", "--is-shallow-repository"}) == "true";
    throw Error(ErrorCode::usage, "git knows no commit '" + commit.name + "'",
                shallow ? "this clone is shallow: git fetch --depth=1 origin BRANCH gets one "
                          "(FETCH_HEAD is its name then), git fetch --unshallow all of it"
                        : "`git fetch` may bring it; `git branch -a` lists the branches");
  }
  const std::string left_at = ask({"merge-base", tip, "HEAD"});
  commit.hash = left_at.empty() ? tip : left_at;
  return commit;
}

std::vector<std::string> Git::check_out(const GitCommit& commit,
                                        const std::vector<std::string>& directories,
                                        const std::string& into) const {
  std::vector<std::string> wanted;
  for (const std::string& directory : directories) wanted.push_back(in_repository(directory, top_));
  const std::string project = in_repository(directory_, top_);
  std::string list;
  for (const std::string& name :
       names_in(run({"ls-tree", "-r", "-z", "--full-tree", "--name-only", commit.hash}))) {
    const bool of_wanted = std::any_of(wanted.begin(), wanted.end(), [&](const auto& directory) {
      return is_below(name, directory);
    });
    if (of_wanted || (name.ends_with(".sql") && is_below(name, project))) list += name + '\0';
  }
  const std::string tree = into + "/tree";
  create_directories(tree);
  if (!list.empty()) {
    write_file(into + "/names", list);
    // An index and a work tree of its own: those of the repository stay as they are.
    std::map<std::string, std::string> environment = environment_;
    environment["GIT_INDEX_FILE"] = into + "/index";
    environment["GIT_DIR"] = run({"rev-parse", "--absolute-git-dir"});
    environment["GIT_WORK_TREE"] = tree;
    const std::vector<std::string> arguments = {"checkout", "--quiet", commit.hash,
                                                "--pathspec-from-file=" + into + "/names",
                                                "--pathspec-file-nul"};
    const Captured done = run_git(tree, arguments, environment);
    if (done.exit_code != 0) throw refused(arguments, done.err);
  }
  std::vector<std::string> result;
  for (const std::string& directory : directories) {
    result.push_back(place_of(directory, into));
    create_directories(result.back());
  }
  return result;
}

std::string Git::place_of(const std::string& path, const std::string& into) const {
  return (fs::path(into) / "tree" / in_repository(path, top_)).lexically_normal().string();
}

}  // namespace migrate::workflow
