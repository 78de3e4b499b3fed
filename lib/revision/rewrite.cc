#include "lib/revision/rewrite.h"

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/revision/header_keys.h"

namespace migrate::revision {
namespace {

constexpr std::string_view kKey = "parents";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The 1-based line `number` of `text`, as a view into it, without a byte order mark.
std::string_view line_in(std::string_view text, int64_t number) {
  if (number == 1 && text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (int64_t line = 1; line < number; ++line) text.remove_prefix(text.find('\n') + 1);
  return text.substr(0, text.find('\n'));
}

}  // namespace

std::optional<ValueEdit> parents_edit(const ScriptFile& script,
                                      const std::vector<std::string>& parents) {
  const int64_t number = script.header.line_of(kKey);
  if (number == 0) return std::nullopt;
  const std::string header = script.source.read({0, script.header.body_offset});
  const std::optional<KeyValue> pair = parse_key_line(line_in(header, number));
  if (!pair || pair->key != kKey) {
    throw Error(ErrorCode::failed, script.source.name() + " changed while it was being read");
  }
  if (parse_list(pair->value) == parents) return std::nullopt;
  ValueEdit edit;
  edit.path = script.source.path();
  edit.offset = static_cast<uint64_t>(pair->value.data() - header.data());
  edit.from = std::string(pair->value);
  edit.to = parents.empty() ? "none" : join(parents, ", ");
  return edit;
}

std::string edited(std::string_view text, const ValueEdit& edit) {
  if (edit.offset > text.size() || !text.substr(edit.offset).starts_with(edit.from)) {
    throw Error(ErrorCode::failed, edit.path + " has changed since it was read",
                "run the command again");
  }
  std::string result(text.substr(0, edit.offset));
  result += edit.to;
  result += text.substr(edit.offset + edit.from.size());
  return result;
}

ValueEdit reversed(const ValueEdit& edit) { return {edit.path, edit.offset, edit.to, edit.from}; }

}  // namespace migrate::revision
