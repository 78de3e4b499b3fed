#include "lib/base/process.h"

#include <fcntl.h>
#include <poll.h>
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

/// The process group that a child runs in.
enum class Group { ours, own };

/// Starts the program with the default actions for signals that we ignore: ignoring would be
/// inherited. `actions` are done to its streams; null: it has ours. Returns an error number; 0: it
/// runs as `child`.
int spawn(pid_t& child, std::vector<std::string> words, std::vector<std::string> variables,
          const posix_spawn_file_actions_t* actions = nullptr, Group group = Group::ours) {
  posix_spawnattr_t attributes;
  if (const int failure = posix_spawnattr_init(&attributes); failure != 0) return failure;
  sigset_t defaults;
  sigemptyset(&defaults);
  for (const int number : {SIGINT, SIGQUIT, SIGPIPE}) sigaddset(&defaults, number);
  (void)posix_spawnattr_setsigdefault(&attributes, &defaults);
  int flags = POSIX_SPAWN_SETSIGDEF;
  if (group == Group::own) flags |= POSIX_SPAWN_SETPGROUP;  // its number is the child's
  (void)posix_spawnattr_setflags(&attributes, static_cast<short>(flags));
  const int failure = posix_spawnp(&child, words[0].c_str(), actions, &attributes,
                                   pointers_to(words).data(), pointers_to(variables).data());
  posix_spawnattr_destroy(&attributes);
  return failure;
}

std::vector<std::string> words_of(const std::string& program,
                                  const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

std::vector<std::string> variables_of(const std::map<std::string, std::string>& environment) {
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) {
    variables.push_back(name);
    variables.back().append("=").append(value);
  }
  return variables;
}

/// Returns an error number; 0: the child has ended with `status`.
int wait_for(pid_t child, int& status) {
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

int exit_code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

Error cannot_run(const std::string& program, int failure) {
  return {ErrorCode::failed, "cannot run " + program + ": " + std::strerror(failure)};
}

/// A pipe whose ends are closed with it, and aren't inherited.
class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_, O_CLOEXEC) != 0) {
      throw Error(ErrorCode::failed, std::string("cannot make a pipe: ") + std::strerror(errno));
    }
  }
  ~Pipe() {
    close_writing();
    close(ends_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int reading() const { return ends_[0]; }
  [[nodiscard]] int writing() const { return ends_[1]; }
  void close_writing() {
    if (ends_[1] >= 0) close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  int ends_[2] = {-1, -1};
};

/// Appends what can be read now; false at the end.
bool read_some(int descriptor, std::string& text) {
  std::array<char, 1 << 16> buffer{};
  const ssize_t count = read(descriptor, buffer.data(), buffer.size());
  if (count < 0) return errno == EINTR;
  text.append(buffer.data(), static_cast<size_t>(count));
  return count > 0;
}

/// How often a child that may be stopped is looked after: another thread may have had the signal.
constexpr int kLookMilliseconds = 100;

/// Ends a group of processes once it is asked to.
class Stopper {
 public:
  Stopper(const std::atomic<int>* stop, pid_t group) : stop_(stop), group_(group) {}

  [[nodiscard]] int patience() const { return waits() ? kLookMilliseconds : -1; }
  void look() {
    if (!waits() || *stop_ == 0) return;
    (void)kill(-group_, SIGTERM);
    stop_ = nullptr;
  }

 private:
  [[nodiscard]] bool waits() const { return stop_ != nullptr; }

  const std::atomic<int>* stop_;
  pid_t group_;
};

/// Reads both until both have ended: a child that fills one while we wait for the other would hang.
void read_both(int one, std::string& one_text, int other, std::string& other_text,
               Stopper stopper) {
  std::array<pollfd, 2> open = {pollfd{one, POLLIN, 0}, pollfd{other, POLLIN, 0}};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    stopper.look();
    if (poll(open.data(), open.size(), stopper.patience()) < 0) continue;  // a signal
    if (open[0].revents != 0 && !read_some(one, one_text)) open[0].fd = -1;
    if (open[1].revents != 0 && !read_some(other, other_text)) open[1].fd = -1;
  }
}

Captured capture(const std::atomic<int>* stop, Group group, const std::string& program,
                 const std::vector<std::string>& arguments,
                 const std::map<std::string, std::string>& environment) {
  Pipe out;
  Pipe err;
  posix_spawn_file_actions_t actions;
  if (const int failure = posix_spawn_file_actions_init(&actions); failure != 0) {
    throw cannot_run(program, failure);
  }
  (void)posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  (void)posix_spawn_file_actions_adddup2(&actions, out.writing(), STDOUT_FILENO);
  (void)posix_spawn_file_actions_adddup2(&actions, err.writing(), STDERR_FILENO);
  pid_t child = 0;
  int failure =
      spawn(child, words_of(program, arguments), variables_of(environment), &actions, group);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) throw cannot_run(program, failure);

  out.close_writing();
  err.close_writing();
  Captured result;
  read_both(out.reading(), result.out, err.reading(), result.err, Stopper(stop, child));
  int status = 0;
  failure = wait_for(child, status);
  if (failure != 0) throw cannot_run(program, failure);
  result.exit_code = exit_code_of(status);
  return result;
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
  const IgnoredSignal interrupt(SIGINT);
  const IgnoredSignal quit(SIGQUIT);
  pid_t child = 0;
  int status = 0;
  int failure = spawn(child, words_of(program, arguments), variables_of(environment));
  if (failure == 0) failure = wait_for(child, status);
  if (failure != 0) throw cannot_run(program, failure);
  return exit_code_of(status);
}

void become_process(std::vector<std::string> words) {
  for (const int number : {SIGINT, SIGTERM, SIGQUIT, SIGPIPE}) {
    (void)signal(number, SIG_DFL);
  }
  execvp(words.at(0).c_str(), pointers_to(words).data());
  throw cannot_run(words[0], errno);
}

Captured capture_process(const std::string& program, const std::vector<std::string>& arguments,
                         const std::map<std::string, std::string>& environment) {
  return capture(nullptr, Group::ours, program, arguments, environment);
}

Captured capture_until(const std::atomic<int>* stop, const std::string& program,
                       const std::vector<std::string>& arguments,
                       const std::map<std::string, std::string>& environment) {
  return capture(stop, Group::own, program, arguments, environment);
}

}  // namespace migrate
