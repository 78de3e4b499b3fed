// Files: whole reads and atomic writes. Every failure is an Error that names the path and says why.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/sink.h"

namespace migrate {

[[nodiscard]] std::string read_file(const std::string& path);
/// Writes beside `path` and renames over it, so that a reader sees the old or the new text; fsyncs.
/// A device or a pipe is written to directly.
void write_file(const std::string& path, std::string_view bytes);
/// Creates `path`, which must not exist; on a failure nothing is left behind.
void create_file(const std::string& path, std::string_view bytes);
/// A file that appears whole or not at all: bytes go into one beside it; but into a device or a
/// pipe
/// (/dev/stdout) directly.
class FileSink final : public Sink {
 public:
  enum class Readers { everyone, owner };  ///< as far as the umask allows; 0600
  FileSink(const std::string& path, Readers readers);
  /// Without commit(): removes what was written.
  ~FileSink() override;
  FileSink(const FileSink&) = delete;
  FileSink& operator=(const FileSink&) = delete;

  void write(std::string_view bytes) override;
  /// Syncs, and renames it over `path`.
  void commit();

 private:
  std::string path_;
  std::string temporary_;
  int descriptor_ = -1;
};

[[nodiscard]] bool path_exists(const std::string& path);
[[nodiscard]] bool is_directory(const std::string& path);
/// Where `path` leads, all links followed, when that is not below `directory`, itself followed, and
/// is not `directory`; none when it is. What can't be followed counts as outside.
[[nodiscard]] std::optional<std::string> target_outside(const std::string& path,
                                                        const std::string& directory);
void create_directories(const std::string& path);
void remove_file(const std::string& path);

/// Regular files below `directory` at any depth, as paths that begin with `directory`, sorted.
/// Names that begin with a dot are left out. Follows links to files, not to directories.
[[nodiscard]] std::vector<std::string> list_files(const std::string& directory);

}  // namespace migrate
