// A directory that is gone when its owner is.
#pragma once

#include <string>

namespace migrate {

class TemporaryDirectory {
 public:
  /// Makes one, for the owner's eyes alone, below `parent`. Throws Error{failed} where it can't.
  explicit TemporaryDirectory(const std::string& parent);
  /// Removes it with all that is in it.
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace migrate
