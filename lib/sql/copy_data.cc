#include "lib/sql/copy_data.h"

#include <cstring>

namespace migrate::sql {
namespace {

constexpr size_t kTerminatorBytes = 2;  // `\.`
constexpr size_t kLongestLineEndBytes = 2;

bool ends_line(std::string_view behind) {
  return behind.empty() || behind[0] == '\n' || behind.substr(0, 2) == "\r\n" || behind == "\r";
}

}  // namespace

CopyScan scan_copy_data(std::string_view text, LineStart line_start, More more) {
  for (size_t at = 0; at < text.size(); ++at) {
    const void* hit = std::memchr(text.data() + at, '\\', text.size() - at);
    if (hit == nullptr) break;
    at = static_cast<size_t>(static_cast<const char*>(hit) - text.data());
    const bool at_line_start = at == 0 ? line_start == LineStart::yes : text[at - 1] == '\n';
    if (!at_line_start) continue;
    if (more == More::maybe && text.size() - at < kTerminatorBytes + kLongestLineEndBytes) {
      return {at, 0};
    }
    if (text.substr(at, kTerminatorBytes) == "\\." &&
        ends_line(text.substr(at + kTerminatorBytes))) {
      return {at, kTerminatorBytes};
    }
  }
  return {text.size(), 0};
}

}  // namespace migrate::sql
