#include "lib/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/hash.h"
#include "lib/base/source_text.h"

namespace migrate {
namespace {

namespace fs = std::filesystem;
constexpr mode_t kFileMode = 0666;
constexpr mode_t kOwnFileMode = 0600;

[[noreturn]] void fail(const std::string& what, const std::string& path, int code) {
  throw Error(ErrorCode::failed, "cannot " + what + " " + path + ": " + std::strerror(code));
}

constexpr int kSuffixDigits = 8;

std::string temporary_for(const std::string& path) {
  return path + "." + random_hex(kSuffixDigits) + ".tmp";
}

int create_exclusively(const std::string& path, mode_t mode, const std::string& shown) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0) fail("create", shown, errno);
  return descriptor;
}

/// Returns the errno of a failure, or 0.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(descriptor, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<size_t>(count));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

/// As write_all; the descriptor is closed in any case. What can't be synced (a pipe) need not be.
int sync_and_close(int descriptor) {
  int failure = fsync(descriptor) != 0 && errno != EINVAL ? errno : 0;
  if (close(descriptor) != 0 && failure == 0) failure = errno;
  return failure;
}

/// Writes and syncs a new file; removes it again when that fails.
void write_new(const std::string& path, std::string_view bytes, const std::string& shown) {
  const int descriptor = create_exclusively(path, kFileMode, shown);
  int failure = write_all(descriptor, bytes);
  if (const int late = sync_and_close(descriptor); failure == 0) failure = late;
  if (failure != 0) {
    unlink(path.c_str());
    fail("write", shown, failure);
  }
}

/// A device, a pipe, or a link to one: there is nothing that could be renamed over it.
bool is_special(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

int open_special(const std::string& path) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) fail("write", path, errno);
  return descriptor;
}

void collect(const fs::path& directory, std::vector<std::string>& files) {
  std::error_code failure;
  fs::directory_iterator entries(directory, failure);
  if (failure) fail("read the directory", directory.string(), failure.value());
  for (const fs::directory_entry& entry : entries) {
    if (entry.path().filename().string().starts_with('.')) continue;
    if (entry.is_directory(failure)) {
      if (!entry.is_symlink(failure)) collect(entry.path(), files);
    } else {
      files.push_back(entry.path().string());
    }
  }
}

}  // namespace

std::string read_file(const std::string& path) {
  return SourceText::from_file(path, path).read_all();
}

void write_file(const std::string& path, std::string_view bytes) {
  if (is_special(path)) {
    FileSink sink(path, FileSink::Readers::everyone);
    sink.write(bytes);
    return sink.commit();
  }
  const std::string temporary = temporary_for(path);
  write_new(temporary, bytes, path);
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) {
    (void)chmod(temporary.c_str(), status.st_mode & 07777);  // best effort: keep the file's mode
  }
  if (rename(temporary.c_str(), path.c_str()) != 0) {
    const int code = errno;
    unlink(temporary.c_str());
    fail("write", path, code);
  }
}

void create_file(const std::string& path, std::string_view bytes) { write_new(path, bytes, path); }

FileSink::FileSink(const std::string& path, Readers readers)
    : path_(path),
      temporary_(is_special(path) ? "" : temporary_for(path)),
      descriptor_(temporary_.empty()
                      ? open_special(path)
                      : create_exclusively(temporary_,
                                           readers == Readers::owner ? kOwnFileMode : kFileMode,
                                           path)) {}

FileSink::~FileSink() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void FileSink::write(std::string_view bytes) {
  if (const int failure = write_all(descriptor_, bytes); failure != 0) {
    fail("write", path_, failure);
  }
}

void FileSink::commit() {
  int failure = sync_and_close(std::exchange(descriptor_, -1));
  if (temporary_.empty()) {
    if (failure != 0) fail("write", path_, failure);
    return;
  }
  if (failure == 0 && rename(temporary_.c_str(), path_.c_str()) != 0) failure = errno;
  if (failure == 0) return;
  unlink(temporary_.c_str());
  fail("write", path_, failure);
}

bool path_exists(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0;
}

bool is_directory(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::optional<std::string> target_outside(const std::string& path, const std::string& directory) {
  std::error_code failure;
  const fs::path target = fs::weakly_canonical(fs::absolute(path), failure);
  if (failure) return path;
  const fs::path root = fs::canonical(directory, failure);
  if (failure) return target.string();
  const fs::path below = target.lexically_relative(root);
  if (!below.empty() && *below.begin() != "..") return std::nullopt;
  return target.string();
}

void create_directories(const std::string& path) {
  std::error_code failure;
  fs::create_directories(path, failure);
  if (failure) fail("create the directory", path, failure.value());
}

void remove_file(const std::string& path) {
  if (unlink(path.c_str()) != 0) fail("remove", path, errno);
}

std::vector<std::string> list_files(const std::string& directory) {
  std::vector<std::string> files;
  collect(directory, files);
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace migrate
