#include "lib/revision/generated.h"

#include "lib/base/text.h"

namespace migrate::revision {

namespace {

/// Which program wrote it, should the texts of another ever mean something else.
constexpr std::string_view kGenerator = "s1";
constexpr size_t kDigestDigits = 16;
/// As trim() takes it.
constexpr std::string_view kWhiteSpace = " \t\r\n\f\v";

}  // namespace

std::string generated_key(std::string_view body) {
  GeneratedKey key;
  key.add(body);
  return key.key();
}

// The digest of the body without carriage returns at line ends, trimmed.
void GeneratedKey::add(std::string_view piece) {
  std::string text;
  for (const char c : piece) {
    if (c == '\n' && space_.ends_with('\r')) space_.pop_back();
    if (kWhiteSpace.find(c) != std::string_view::npos) {
      space_ += c;
      continue;
    }
    if (begun_) text += space_;
    begun_ = true;
    space_.clear();
    text += c;
  }
  sum_.add(text);
}

std::string GeneratedKey::key() const {
  return "generated: " + std::string(kGenerator) + ":" + sum_.hex().substr(0, kDigestDigits);
}

std::string mark_line(const std::string& key) { return "-- " + key + "\n\n"; }

std::string marked(std::string_view text) {
  return mark_line(generated_key(text)) + std::string(text);
}

bool is_digest_of(std::string_view value, std::string_view body) {
  return "generated: " + std::string(trim(value)) == generated_key(body);
}

bool is_digest(std::string_view value) {
  return trim(value).starts_with(std::string(kGenerator) + ":");
}

bool is_untouched(std::string_view text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  return trim(text.substr(0, end)) == "-- " + generated_key(text.substr(end + 1));
}

}  // namespace migrate::revision
