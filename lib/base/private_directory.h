// A directory for files that nobody but their owner should read, and files that appear in it whole
// or not at all.
//
// What is being written is called ".migrate-<random>.partial", side files of it ".partial" and what
// a library puts behind; the finished file is renamed from it. Whoever writes holds a shared
// flock(2) on the directory, so that whoever gets an exclusive one knows that every partial file
// there was left by a process that is gone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace migrate {

class PrivateDirectory {
 public:
  /// Makes it where it is missing (0700, and those above it), and removes the partial files of
  /// processes that are gone. Throws Error{failed} for what is no directory, a link, one in which
  /// nothing can be made, or one in which everybody may rename files.
  explicit PrivateDirectory(const std::string& path);
  ~PrivateDirectory();
  PrivateDirectory(const PrivateDirectory&) = delete;
  PrivateDirectory& operator=(const PrivateDirectory&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Names of the files in it, sorted.
  [[nodiscard]] std::vector<std::string> names() const;
  /// Throws Error{failed} where no file can be made in it.
  void demand_writable() const;
  /// Writes what was done in it to the disk.
  void sync() const;

 private:
  void remove_left_over() const;

  std::string path_;
  int descriptor_ = -1;
};

/// A file that is being written: removed, with its side files, unless it is finished.
class PartialFile {
 public:
  /// Makes it, empty, with mode 0600. `directory` must outlive it.
  explicit PartialFile(const PrivateDirectory& directory);
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  [[nodiscard]] std::string path() const;
  [[nodiscard]] uint64_t bytes() const;
  /// Writes it to the disk and gives it `name`; a file of that name is an Error{failed}, and stays.
  /// Returns its path.
  [[nodiscard]] std::string finish(const std::string& name);

 private:
  const PrivateDirectory& directory_;
  std::string name_;
};

}  // namespace migrate
