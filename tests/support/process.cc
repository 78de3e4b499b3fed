#include "tests/support/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace migrate::test {
namespace {

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

}  // namespace

Process::Process(const std::vector<std::string>& arguments, const Options& options) {
  const int output = open(options.output.empty() ? "/dev/null" : options.output.c_str(),
                          O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (output < 0) throw std::runtime_error("can't write " + options.output);
  std::vector<char*> words;
  for (const std::string& argument : arguments)
    words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("can't fork");
  if (pid_ == 0) {
    if (options.who == RunAs::unprivileged) drop_privileges();
    prctl(PR_SET_PDEATHSIG, options.at_our_end);  // behind the change of user, which clears it
    dup2(open("/dev/null", O_RDONLY), 0);
    dup2(output, 1);
    dup2(output, 2);
    for (const std::string& entry : options.environment) putenv(const_cast<char*>(entry.c_str()));
    execvp(words[0], words.data());
    _exit(127);
  }
  close(output);
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), exit_code_(other.exit_code_) {}

Process::~Process() {
  if (pid_ < 0 || exit_code_ >= 0) return;
  kill(pid_, SIGKILL);
  wait();
}

bool Process::running() {
  if (pid_ < 0 || exit_code_ >= 0) return false;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) == 0) return true;
  exit_code_ = code_of(status);
  return false;
}

void Process::signal(int number) {
  if (running()) kill(pid_, number);
}

int Process::wait() {
  if (exit_code_ < 0) {
    int status = 0;
    waitpid(pid_, &status, 0);
    exit_code_ = code_of(status);
  }
  return exit_code_;
}

}  // namespace migrate::test
