// A directory for one test, removed with all that is in it.
#pragma once

#include <string>

namespace migrate::test {

class TempDir {
 public:
  /// Creates an empty directory. Throws std::runtime_error when it can't.
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  /// The path of `name` below the directory.
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  /// Writes a file below the directory, with the directories above it; returns its path.
  std::string write(const std::string& name, const std::string& bytes) const;

 private:
  std::string path_;
};

}  // namespace migrate::test
