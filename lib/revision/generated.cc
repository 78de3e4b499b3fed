#include "lib/revision/generated.h"

#include "lib/base/hash.h"
#include "lib/base/text.h"

namespace migrate::revision {

namespace {

/// Which program wrote it, should the texts of another ever mean something else.
constexpr std::string_view kGenerator = "s1";
constexpr size_t kDigestDigits = 16;

}  // namespace

std::string generated_key(std::string_view body) {
  const std::string digest = sha256_hex(trim(without_carriage_returns(body)));
  return "generated: " + std::string(kGenerator) + ":" + digest.substr(0, kDigestDigits);
}

std::string marked(std::string_view text) {
  return "-- " + generated_key(text) + "\n\n" + std::string(text);
}

bool is_untouched(std::string_view text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  return trim(text.substr(0, end)) == "-- " + generated_key(text.substr(end + 1));
}

}  // namespace migrate::revision
