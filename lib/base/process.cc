#include "lib/base/process.h"

#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"

namespace migrate {
namespace {

constexpr size_t kShaDigits = 40;

/// The commit that `reference` stands at in `git_directory`; empty when it has none yet.
std::string resolve_reference(const std::string& git_directory, const std::string& reference) {
  const std::string loose = git_directory + "/" + reference;
  if (path_exists(loose)) return std::string(trim(read_file(loose)));
  const std::string packed = git_directory + "/packed-refs";
  if (!path_exists(packed)) return {};
  for (const std::string& line : split(read_file(packed), '\n')) {
    if (line.size() == kShaDigits + 1 + reference.size() && line.ends_with(" " + reference)) {
      return line.substr(0, kShaDigits);
    }
  }
  return {};
}

/// Leaves a keyboard signal to the child, as system(3) does.
class IgnoredSignal {
 public:
  explicit IgnoredSignal(int number) : number_(number) {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigemptyset(&ignore.sa_mask);
    sigaction(number_, &ignore, &before_);
  }
  ~IgnoredSignal() { sigaction(number_, &before_, nullptr); }
  IgnoredSignal(const IgnoredSignal&) = delete;
  IgnoredSignal& operator=(const IgnoredSignal&) = delete;

 private:
  int number_;
  struct sigaction before_ {};
};

/// What exec and its kin take: pointers to the texts, ended by a null.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// Starts the program with the default actions for signals that we ignore: ignoring would be
/// inherited. Returns an error number; 0: it runs as `child`.
int spawn(pid_t& child, std::vector<std::string> words, std::vector<std::string> variables) {
  posix_spawnattr_t attributes;
  if (const int failure = posix_spawnattr_init(&attributes); failure != 0) return failure;
  sigset_t defaults;
  sigemptyset(&defaults);
  for (const int number : {SIGINT, SIGQUIT, SIGPIPE}) sigaddset(&defaults, number);
  (void)posix_spawnattr_setsigdefault(&attributes, &defaults);
  (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  const int failure = posix_spawnp(&child, words[0].c_str(), nullptr, &attributes,
                                   pointers_to(words).data(), pointers_to(variables).data());
  posix_spawnattr_destroy(&attributes);
  return failure;
}

}  // namespace

std::string user_name() {
  const passwd* entry = getpwuid(geteuid());
  return entry != nullptr ? entry->pw_name : std::to_string(geteuid());
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

int process_id() { return getpid(); }

std::string git_commit(const std::string& directory) {
  namespace fs = std::filesystem;
  constexpr std::string_view kSymbolic = "ref: ";
  try {
    for (fs::path at = fs::absolute(directory);; at = at.parent_path()) {
      const std::string git = (at / ".git").string();
      if (is_directory(git)) {
        const std::string head(trim(read_file(git + "/HEAD")));
        return head.starts_with(kSymbolic) ? resolve_reference(git, head.substr(kSymbolic.size()))
                                           : head;
      }
      if (at == at.parent_path()) return {};
    }
  } catch (const Error&) {  // an unreadable checkout is as good as none
    return {};
  }
}

int run_process(const std::string& program, const std::vector<std::string>& arguments,
                const std::map<std::string, std::string>& environment) {
  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) {
    variables.push_back(name);
    variables.back().append("=").append(value);
  }

  const IgnoredSignal interrupt(SIGINT);
  const IgnoredSignal quit(SIGQUIT);
  pid_t child = 0;
  int failure = spawn(child, std::move(words), std::move(variables));
  int status = 0;
  while (failure == 0 && waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) failure = errno;
  }
  if (failure != 0) {
    throw Error(ErrorCode::failed, "cannot run " + program + ": " + std::strerror(failure));
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace migrate
