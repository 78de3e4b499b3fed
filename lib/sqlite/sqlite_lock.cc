#include "lib/sqlite/sqlite_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <utility>

#include "lib/base/clock.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/process.h"
#include "lib/base/text.h"

namespace migrate::sqlite {
namespace {

Error lock_error(const std::string& path, int reason) {
  std::string hint = "see that the database's directory can be written";
  if (reason == EACCES) {
    hint =
        "the file belongs to the user who ran first: run as that user, or remove the file "
        "while no run is going on";
  }
  if (reason == ELOOP) hint = "the file is a symbolic link: remove it";
  return {ErrorCode::failed, "can't lock '" + path + "': " + std::strerror(reason), hint};
}

// What others are told is a courtesy: a full disk must not fail a lock that is held.
void write_holder(int descriptor, const std::string& text) {
  if (ftruncate(descriptor, 0) != 0) return;
  [[maybe_unused]] const ssize_t written = pwrite(descriptor, text.data(), text.size(), 0);
}

/// Whether `line` is about a process of this host that is gone: one that was killed leaves its
/// line.
bool left_behind(const std::string& line) {
  int pid = 0;
  char host[256] = "";
  if (std::sscanf(line.c_str(), "pid %d (%*[^)]) on %255[^,],", &pid, host) != 2) return false;
  return host_name() == host && kill(pid, 0) != 0 && errno == ESRCH;
}

}  // namespace

SqliteLock::SqliteLock(const std::string& database, std::string run)
    : path_(database + "-migrate.lock"), run_(std::move(run)) {}

SqliteLock::~SqliteLock() { release(); }

bool SqliteLock::try_acquire() {
  if (descriptor_ >= 0) return true;
  const int descriptor = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) throw lock_error(path_, errno);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    close(descriptor);
    if (reason == EWOULDBLOCK) return false;
    throw lock_error(path_, reason);
  }
  descriptor_ = descriptor;
  write_holder(descriptor_, fmt::format("pid {} ({}) on {}, since {}\n", process_id(), run_,
                                        host_name(), now_utc()));
  return true;
}

db::LockHolder SqliteLock::holder() {
  try {
    const std::string line = read_file(path_);
    if (left_behind(line)) return {};
    return {std::string(trim(line))};
  } catch (const Error&) {
    return {};  // gone, or not ours to read: then nothing is known
  }
}

void SqliteLock::release() {
  if (descriptor_ < 0) return;
  write_holder(descriptor_, "");
  close(std::exchange(descriptor_, -1));
}

}  // namespace migrate::sqlite
