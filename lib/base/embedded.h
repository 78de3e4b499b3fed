// Files that the build puts into the program: cmake/embed_files.cmake.
#pragma once

#include <span>
#include <string_view>

namespace migrate {

struct EmbeddedFile {
  std::string_view path;  ///< below the directory that was embedded
  std::string_view text;
};

/// Sorted by path; the program's own, so that it lives as long.
using EmbeddedFiles = std::span<const EmbeddedFile>;

/// The text of the file at `path`; empty when there is no such file.
[[nodiscard]] inline std::string_view text_of(EmbeddedFiles files, std::string_view path) {
  for (const EmbeddedFile& file : files) {
    if (file.path == path) return file.text;
  }
  return {};
}

}  // namespace migrate
