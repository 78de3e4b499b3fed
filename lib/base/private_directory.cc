#include "lib/base/private_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/hash.h"

namespace migrate {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kDirectoryMode = 0700;
constexpr mode_t kPrivateFileMode = 0600;
constexpr std::string_view kPartialPrefix = ".migrate-";
constexpr std::string_view kPartialSuffix = ".partial";
constexpr int kPartialDigits = 16;

[[noreturn]] void fail(const std::string& what, const std::string& path, int code) {
  throw Error(ErrorCode::failed, "cannot " + what + " " + path + ": " + std::strerror(code));
}

/// "backups/" → "backups": lstat() follows a link that a slash stands behind.
std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

bool is_partial(const std::string& name) {
  return name.starts_with(kPartialPrefix) && name.find(kPartialSuffix) != std::string::npos;
}

void make(const std::string& path) {
  const fs::path above = fs::path(path).parent_path();
  if (!above.empty()) create_directories(above.string());
  if (mkdir(path.c_str(), kDirectoryMode) != 0 && errno != EEXIST) {
    fail("create the directory", path, errno);
  }
}

void demand_safe(const std::string& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) fail("use the directory", path, errno);
  if (S_ISLNK(status.st_mode)) {
    std::error_code unknown;
    const fs::path target = fs::read_symlink(path, unknown);
    throw Error(ErrorCode::failed, path + " is a link to " + target.string(),
                "name the directory itself: whoever may change the link could lead what is "
                "written elsewhere");
  }
  if (!S_ISDIR(status.st_mode)) throw Error(ErrorCode::failed, path + " is no directory");
  if ((status.st_mode & S_IWOTH) != 0 && (status.st_mode & S_ISVTX) == 0) {
    throw Error(ErrorCode::failed, "everybody may remove and replace the files in " + path,
                "chmod 700 " + path);
  }
}

void sync_file(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail("read", path, errno);
  const int failure = fsync(descriptor) != 0 ? errno : 0;
  close(descriptor);
  if (failure != 0) fail("write", path, failure);
}

}  // namespace

PrivateDirectory::PrivateDirectory(const std::string& path) : path_(without_slash(path)) {
  make(path_);
  demand_safe(path_);
  descriptor_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor_ < 0) fail("read the directory", path_, errno);
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) remove_left_over();
  // A file system without locks (EBADF, ENOLCK on some network ones) only keeps what is left over.
  (void)flock(descriptor_, LOCK_SH);
}

PrivateDirectory::~PrivateDirectory() {
  if (descriptor_ >= 0) close(descriptor_);
}

std::vector<std::string> PrivateDirectory::names() const {
  std::vector<std::string> names;
  std::error_code failure;
  fs::directory_iterator entries(path_, failure);
  if (failure) fail("read the directory", path_, failure.value());
  for (const fs::directory_entry& entry : entries) {
    if (entry.is_regular_file(failure) && !entry.is_symlink(failure)) {
      names.push_back(entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

void PrivateDirectory::demand_writable() const { const PartialFile probe(*this); }

void PrivateDirectory::sync() const {
  // Where a directory can't be synced (EINVAL), its file system does so by itself or never.
  if (fsync(descriptor_) != 0 && errno != EINVAL) fail("write the directory", path_, errno);
}

void PrivateDirectory::remove_left_over() const {
  for (const std::string& name : names()) {
    if (is_partial(name)) (void)unlink((path_ + "/" + name).c_str());  // the next one tries again
  }
}

PartialFile::PartialFile(const PrivateDirectory& directory)
    : directory_(directory),
      name_(std::string(kPartialPrefix) + random_hex(kPartialDigits) +
            std::string(kPartialSuffix)) {
  const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
  const int descriptor = open(path().c_str(), flags, kPrivateFileMode);
  if (descriptor < 0) fail("create a file in", directory_.path(), errno);
  close(descriptor);
}

PartialFile::~PartialFile() {
  if (name_.empty()) return;
  try {
    for (const std::string& name : directory_.names()) {
      if (name.starts_with(name_)) (void)unlink((directory_.path() + "/" + name).c_str());
    }
  } catch (const Error&) {  // the directory itself is gone, or can't be read any more
  }
}

std::string PartialFile::path() const { return directory_.path() + "/" + name_; }

uint64_t PartialFile::bytes() const { return fs::file_size(path()); }

std::string PartialFile::finish(const std::string& name) {
  std::string target = directory_.path() + "/" + name;
  sync_file(path());
  if (link(path().c_str(), target.c_str()) != 0) {
    // File systems without links (EPERM, ENOTSUP) can only be trusted to have no such name yet.
    if (errno == EEXIST || rename(path().c_str(), target.c_str()) != 0)
      fail("create", target, errno);
  } else {
    (void)unlink(path().c_str());
  }
  name_.clear();
  directory_.sync();
  return target;
}

}  // namespace migrate
