// What the tests of the container's files share.
#pragma once

#include <string>
#include <vector>

#include "tests/support/child.h"

namespace migrate::container {

inline const std::string kRoot = MIGRATE_SOURCE_DIR;
inline const std::string kBuild = MIGRATE_BINARY_DIR;
inline const std::string kProgram = kBuild + "/migrate";
inline const std::string kEntrypoint = kRoot + "/packaging/container/migrate-entrypoint";

/// The environment of a container: `variables` ("NAME=value") and nothing else, with programs from
/// `path` before the system's. For the start of a command line.
inline std::vector<std::string> environment(const std::vector<std::string>& variables,
                                            const std::string& path = kBuild) {
  std::vector<std::string> words = {"env", "-i", "PATH=" + path + ":/usr/local/bin:/usr/bin:/bin"};
  words.insert(words.end(), variables.begin(), variables.end());
  return words;
}

inline std::vector<std::string> operator+(std::vector<std::string> left,
                                          const std::vector<std::string>& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

/// Runs `words`; they must succeed. Returns what they printed.
std::string output_of(const std::vector<std::string>& words, test::RunAs who = test::RunAs::self);

}  // namespace migrate::container
