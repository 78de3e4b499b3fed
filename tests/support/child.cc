#include "tests/support/child.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace migrate::test {
namespace {

const passwd& unprivileged_user() {
  for (const char* name : {"postgres", "nobody"}) {
    if (const passwd* user = getpwnam(name)) return *user;
  }
  throw std::runtime_error(
      "running as root without a user 'postgres' or 'nobody' to start servers");
}

[[noreturn]] void become(const std::vector<std::string>& arguments, RunAs who) {
  if (who == RunAs::unprivileged) drop_privileges();
  std::vector<char*> words;
  words.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments)
    words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  execvp(words[0], words.data());
  _exit(127);
}

/// A file without a name that holds `input`, read from its start.
int input_file(const std::string& input) {
  std::FILE* file = std::tmpfile();
  if (file == nullptr) throw std::runtime_error("can't create a temporary file");
  std::fwrite(input.data(), 1, input.size(), file);
  std::rewind(file);
  const int descriptor = dup(fileno(file));
  std::fclose(file);
  return descriptor;
}

}  // namespace

void drop_privileges() {
  if (geteuid() != 0) return;
  const passwd& user = unprivileged_user();
  if (setgroups(0, nullptr) != 0 || setgid(user.pw_gid) != 0 || setuid(user.pw_uid) != 0) {
    _exit(126);
  }
  if (chdir("/") != 0) _exit(126);
}

void give_to_unprivileged(const std::string& path) {
  if (geteuid() != 0) return;
  const passwd& user = unprivileged_user();
  if (chown(path.c_str(), user.pw_uid, user.pw_gid) != 0) {
    throw std::runtime_error("can't chown " + path);
  }
}

ChildResult run_child(const std::vector<std::string>& arguments, RunAs who,
                      const std::string& input) {
  const int stdin_file = input_file(input);
  int output[2];
  if (pipe2(output, O_CLOEXEC) != 0) throw std::runtime_error("can't create a pipe");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("can't fork");
  if (child == 0) {
    dup2(stdin_file, 0);
    dup2(output[1], 1);
    dup2(output[1], 2);
    become(arguments, who);
  }
  close(stdin_file);
  close(output[1]);
  ChildResult result;
  char buffer[4096];
  for (ssize_t count = 0; (count = read(output[0], buffer, sizeof buffer)) > 0;) {
    result.output.append(buffer, static_cast<size_t>(count));
  }
  close(output[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  return result;
}

}  // namespace migrate::test
