#include "lib/base/mount.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "lib/base/text.h"

namespace migrate {
namespace {

constexpr size_t kMountPoint = 4;  ///< which of a line's words it is

bool is_octal(char c) { return c >= '0' && c <= '7'; }

/// Blanks, tabs, ends of line and backslashes are written as "\040".
std::string unescaped(const std::string& word) {
  std::string out;
  for (size_t i = 0; i < word.size(); ++i) {
    const bool code = word[i] == '\\' && i + 3 < word.size() && is_octal(word[i + 1]) &&
                      is_octal(word[i + 2]) && is_octal(word[i + 3]);
    if (!code) {
      out += word[i];
      continue;
    }
    out += static_cast<char>(((word[i + 1] - '0') << 6) | ((word[i + 2] - '0') << 3) |
                             (word[i + 3] - '0'));
    i += 3;
  }
  return out;
}

bool lies_below(const std::string& path, const std::string& directory) {
  if (directory == "/" || path == directory) return true;
  return path.starts_with(directory) && path[directory.size()] == '/';
}

}  // namespace

std::string mount_point_in(const std::string& mountinfo, const std::string& path) {
  std::string found = "/";
  for (const std::string& line : split(mountinfo, '\n')) {
    const std::vector<std::string> words = split(line, ' ');
    if (words.size() <= kMountPoint) continue;
    const std::string point = unescaped(words[kMountPoint]);
    if (point.size() > found.size() && lies_below(path, point)) found = point;
  }
  return found;
}

std::string mount_point(const std::string& path) {
  std::error_code error;
  std::filesystem::path there =
      std::filesystem::weakly_canonical(std::filesystem::absolute(path), error);
  if (error) there = std::filesystem::absolute(path).lexically_normal();
  std::ifstream file("/proc/self/mountinfo");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return mount_point_in(text, there.string());
}

}  // namespace migrate
