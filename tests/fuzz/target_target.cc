#include "lib/revision/target.h"

#include "lib/base/error.h"
#include "tests/fuzz/targets.h"

namespace migrate::fuzz {

void target(std::string_view bytes) {
  try {
    const revision::Target target = revision::parse_target(bytes);
    require(target.text == bytes, "a target keeps its text");
    std::string again = target.label.empty() ? "" : target.label + "@";
    again += target.name;
    require(bytes.starts_with(again), "label and name are the beginning of the text");
  } catch (const Error& error) {
    require(error.code() == ErrorCode::usage, "a bad target is a usage error");
  }
  try {
    const revision::Range range = revision::parse_range(bytes);
    require(range.single || bytes == range.from + ":" + range.to, "a range is its two ends");
  } catch (const Error& error) {
    require(error.code() == ErrorCode::usage, "a bad range is a usage error");
  }
}

}  // namespace migrate::fuzz
