#include "lib/base/companion.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "lib/base/error.h"

namespace migrate {
namespace {

/// A pipe that no other child of ours inherits.
class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0) {
      throw Error(ErrorCode::failed, std::string("cannot make a pipe: ") + std::strerror(errno));
    }
  }
  ~Pipe() {
    for (const int end : ends_) {
      if (end >= 0) close(end);
    }
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int read_end() const { return ends_[0]; }
  [[nodiscard]] int write_end() const { return ends_[1]; }
  [[nodiscard]] int release(size_t end) {
    const int result = ends_.at(end);
    ends_.at(end) = -1;
    return result;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// Returns an error number; 0: it runs as `child`.
int spawn(pid_t& child, std::vector<std::string> words, int input, int output) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  if (const int failure = posix_spawn_file_actions_init(&actions); failure != 0) return failure;
  (void)posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  (void)posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  (void)posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  int failure = posix_spawnattr_init(&attributes);
  if (failure == 0) {
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);  // ignoring would be inherited
    (void)posix_spawnattr_setsigdefault(&attributes, &defaults);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    failure = posix_spawn(&child, pointers[0], &actions, &attributes, pointers.data(), environ);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

}  // namespace

Companion::Companion(const std::string& script, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"/bin/sh", "-c", script, "sh"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  Pipe input;
  Pipe output;
  if (const int failure = spawn(pid_, std::move(words), input.read_end(), output.write_end());
      failure != 0) {
    throw Error(ErrorCode::failed, std::string("cannot run /bin/sh: ") + std::strerror(failure));
  }
  stdin_ = input.release(1);
  stdout_ = output.release(0);
}

Companion::~Companion() {
  close(stdin_);
  close(stdout_);
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
}

std::string Companion::read_line() {
  std::string line;
  for (char c = 0;;) {
    const ssize_t count = read(stdout_, &c, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0 || c == '\n') return line;
    line += c;
  }
}

}  // namespace migrate
