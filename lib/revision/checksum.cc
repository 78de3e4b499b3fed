#include "lib/revision/checksum.h"

#include <array>

#include "lib/base/hash.h"

namespace migrate::revision {
namespace {

constexpr size_t kBlockBytes = 64 * 1024;

/// Adds bytes to the sum with every CRLF as LF, also where a block ends between the two.
class Normaliser {
 public:
  explicit Normaliser(Sha256& sum) : sum_(sum) {}

  void add(std::string_view bytes) {
    if (bytes.empty()) return;
    if (held_ && bytes[0] != '\n') sum_.add("\r");
    held_ = bytes.back() == '\r';
    if (held_) bytes.remove_suffix(1);
    size_t from = 0;
    for (size_t at = bytes.find("\r\n"); at != std::string_view::npos;
         at = bytes.find("\r\n", from)) {
      sum_.add(bytes.substr(from, at - from));
      from = at + 1;
    }
    sum_.add(bytes.substr(from));
  }
  void finish() {
    if (held_) sum_.add("\r");
  }

 private:
  Sha256& sum_;
  bool held_ = false;  ///< a CR ended the last block and was not added yet
};

}  // namespace

std::string checksum(const SourceText& source, const Header& header) {
  Sha256 sum;
  sum.add(checksum_lines(header));
  Normaliser normaliser(sum);
  SourceReader reader(source);
  std::array<char, kBlockBytes> block;
  uint64_t offset = header.body_offset;
  while (const size_t count = reader.read(offset, block.data(), block.size())) {
    normaliser.add({block.data(), count});
    offset += count;
  }
  normaliser.finish();
  return "s1:" + sum.hex();
}

}  // namespace migrate::revision
