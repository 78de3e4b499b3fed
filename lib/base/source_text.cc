#include "lib/base/source_text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace migrate {
namespace {

constexpr size_t kScanBlockBytes = 64 * 1024;

[[noreturn]] void fail(const std::string& what, const std::string& name) {
  throw Error(ErrorCode::failed, "cannot " + what + " " + name + ": " + std::strerror(errno));
}

/// Closes when it goes.
struct OpenFile {
  explicit OpenFile(int opened) : descriptor(opened) {}
  ~OpenFile() {
    if (descriptor >= 0) close(descriptor);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  const int descriptor;
};

}  // namespace

SourceText SourceText::from_file(const std::string& path, const std::string& name) {
  // O_NONBLOCK: opening a named pipe must not wait for its writer.
  const OpenFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.descriptor < 0) fail("open", name);
  struct stat status {};
  if (fstat(file.descriptor, &status) != 0) fail("open", name);
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorCode::failed, "cannot read " + name + ": not a regular file");
  }
  SourceText text;
  text.name_ = name;
  text.path_ = path;
  text.size_ = static_cast<uint64_t>(status.st_size);
  if (text.size_ <= kSmallBytes) {
    std::string bytes(text.size_, '\0');
    const ssize_t count = ::read(file.descriptor, bytes.data(), bytes.size());
    if (count < 0) fail("read", name);
    bytes.resize(static_cast<size_t>(count));
    text.size_ = bytes.size();
    text.bytes_ = std::make_shared<const std::string>(std::move(bytes));
  }
  return text;
}

SourceText SourceText::from_memory(const std::string& name, std::string bytes) {
  return from_parts(name, std::move(bytes), {});
}

SourceText SourceText::from_parts(const std::string& name, std::string bytes,
                                  std::vector<Part> parts) {
  SourceText text;
  text.name_ = name;
  text.size_ = bytes.size();
  text.bytes_ = std::make_shared<const std::string>(std::move(bytes));
  text.parts_ = std::move(parts);
  return text;
}

std::string SourceText::read(Span span) const {
  if (span.offset >= size_) return {};
  std::string bytes(std::min(span.length, size_ - span.offset), '\0');
  SourceReader reader(*this);
  size_t done = 0;
  while (done < bytes.size()) {
    const size_t count = reader.read(span.offset + done, bytes.data() + done, bytes.size() - done);
    if (count == 0) {
      throw Error(ErrorCode::failed, name_ + " became shorter while it was being read");
    }
    done += count;
  }
  return bytes;
}

Location SourceText::locate(uint64_t offset) const {
  offset = std::min(offset, size_);
  Location location{name_, {1, 1}};
  uint64_t from = 0;
  for (const Part& part : parts_) {
    if (part.offset > offset) break;
    from = part.offset;
    location = {part.name, {part.line, 1}};
  }
  SourceReader reader(*this);
  std::string block(kScanBlockBytes, '\0');
  while (from < offset) {
    const size_t count = reader.read(
        from, block.data(), static_cast<size_t>(std::min<uint64_t>(block.size(), offset - from)));
    if (count == 0) break;
    for (size_t i = 0; i < count; ++i) {
      const auto byte = static_cast<unsigned char>(block[i]);
      const bool byte_order_mark = from + i < 3 && block.compare(0, 3, "\xEF\xBB\xBF") == 0;
      if (byte == '\n') {
        location.position = {location.position.line + 1, 1};
      } else if ((byte & 0xC0) != 0x80 && !byte_order_mark) {
        ++location.position.column;
      }
    }
    from += count;
  }
  return location;
}

std::string SourceText::line_at(uint64_t offset) const {
  constexpr uint64_t kLongestHalfBytes = 4096;
  offset = std::min(offset, size_);
  const uint64_t from = offset > kLongestHalfBytes ? offset - kLongestHalfBytes : 0;
  const std::string around = read({from, offset - from + kLongestHalfBytes});
  const size_t middle = static_cast<size_t>(offset - from);
  size_t begin = middle == 0 ? std::string::npos : around.rfind('\n', middle - 1);
  begin = begin == std::string::npos ? 0 : begin + 1;
  if (from == 0 && begin == 0 && around.starts_with("\xEF\xBB\xBF")) begin = 3;
  size_t end = around.find('\n', middle);
  if (end == std::string::npos) end = around.size();
  if (end > begin && around[end - 1] == '\r') --end;
  return around.substr(begin, end > begin ? end - begin : 0);
}

SourceReader::SourceReader(const SourceText& source) : source_(source) {
  if (source_.bytes_ || source_.path_.empty()) return;
  descriptor_ = open(source_.path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) fail("open", source_.name_);
}

SourceReader::~SourceReader() {
  if (descriptor_ >= 0) close(descriptor_);
}

SourceReader::SourceReader(SourceReader&& other) noexcept
    : source_(std::move(other.source_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

size_t SourceReader::read(uint64_t offset, char* buffer, size_t length) {
  if (offset >= source_.size_) return 0;
  length = static_cast<size_t>(std::min<uint64_t>(length, source_.size_ - offset));
  if (source_.bytes_) {
    std::memcpy(buffer, source_.bytes_->data() + offset, length);
    return length;
  }
  while (true) {
    const ssize_t count = pread(descriptor_, buffer, length, static_cast<off_t>(offset));
    if (count >= 0) return static_cast<size_t>(count);
    if (errno != EINTR) fail("read", source_.name_);
  }
}

}  // namespace migrate
