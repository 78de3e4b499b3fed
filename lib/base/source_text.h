// The bytes of a script: a file read through a window, or a text in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/diagnostic.h"

namespace migrate {

/// A named, immutable text of known size. Copies share the bytes. A small file is read whole at
/// once; a large one is not kept open between reads, so thousands of them cost no descriptors. It
/// must not change while it is used: a read that finds it shorter than before throws.
class SourceText {
 public:
  SourceText() = default;
  /// A file on disk, named `name` in messages. Throws Error{failed} when it can't be opened or is
  /// no regular file.
  static SourceText from_file(const std::string& path, const std::string& name);
  /// Files of up to this many bytes are read whole.
  static constexpr uint64_t kSmallBytes = 4096;
  static SourceText from_memory(const std::string& name, std::string bytes);

  /// A run of bytes that came from another file (an include): where it begins in this text, and
  /// in which file at which line it begins there. Sorted by offset.
  struct Part {
    uint64_t offset = 0;
    std::string name;
    int64_t line = 1;
  };
  /// A text put together from several files; `parts` map its places back.
  static SourceText from_parts(const std::string& name, std::string bytes, std::vector<Part> parts);

  [[nodiscard]] const std::string& name() const { return name_; }
  /// The file's path; empty for a text in memory.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] uint64_t size() const { return size_; }

  /// The bytes of `span`, clipped to the text.
  [[nodiscard]] std::string read(Span span) const;
  [[nodiscard]] std::string read_all() const { return read({0, size_}); }

  /// File, line and column of the byte at `offset`. Reads from the start: for messages only.
  [[nodiscard]] Location locate(uint64_t offset) const;
  /// The whole line that holds the byte at `offset`, without its line end.
  [[nodiscard]] std::string line_at(uint64_t offset) const;

 private:
  friend class SourceReader;
  std::string name_;
  std::string path_;
  uint64_t size_ = 0;
  std::shared_ptr<const std::string> bytes_;
  std::vector<Part> parts_;
};

/// Reads a SourceText front to back, or from any offset; holds the file open meanwhile.
class SourceReader {
 public:
  explicit SourceReader(const SourceText& source);
  ~SourceReader();
  SourceReader(SourceReader&& other) noexcept;
  SourceReader(const SourceReader&) = delete;
  SourceReader& operator=(const SourceReader&) = delete;
  SourceReader& operator=(SourceReader&&) = delete;

  /// Copies up to `length` bytes from `offset` into `buffer`; returns how many. 0: the end.
  /// Throws Error{failed} on a read error.
  [[nodiscard]] size_t read(uint64_t offset, char* buffer, size_t length);

 private:
  SourceText source_;
  int descriptor_ = -1;
};

}  // namespace migrate
