#include "lib/base/companion.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
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

/// In the child, between fork and exec: only what is safe there.
[[noreturn]] void become(char* const* words, int input, int output) {
  setsid();
  signal(SIGPIPE, SIG_DFL);  // ignoring would be inherited
  const int nowhere = open("/dev/null", O_WRONLY);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  execv(words[0], words);
  std::_Exit(127);
}

}  // namespace

Companion::Companion(const std::string& script, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"/bin/sh", "-c", script, "sh"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  Pipe input;
  Pipe output;
  pid_ = fork();
  if (pid_ < 0) {
    throw Error(ErrorCode::failed, std::string("cannot run /bin/sh: ") + std::strerror(errno));
  }
  if (pid_ == 0) become(pointers.data(), input.read_end(), output.write_end());
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
