#include "lib/schema/written_name.h"

#include <algorithm>
#include <utility>

#include "lib/base/text.h"

namespace migrate::schema {

size_t find_outside(std::string_view text, char wanted, size_t from) {
  bool quoted = false;
  int depth = 0;
  for (size_t at = from; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == wanted && depth == 0) return at;
    if (c == '(') ++depth;
    if (c == ')') --depth;
  }
  return std::string_view::npos;
}

std::vector<WrittenName> written_names(std::string_view path) {
  std::vector<WrittenName> result;
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(find_outside(path, '.', begin), path.size());
    std::string name(path.substr(begin, end - begin));
    const bool quoted = name.size() >= 2 && name.front() == '"' && name.back() == '"';
    if (quoted) name = replace_all(name.substr(1, name.size() - 2), "\"\"", "\"");
    result.push_back({std::move(name), quoted});
    begin = end + 1;
  }
  return result;
}

}  // namespace migrate::schema
