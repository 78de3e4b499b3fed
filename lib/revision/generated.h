// The mark of a text that the program wrote: `-- generated: s1:<digest>` in its head tells whether
// a person has edited it since.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/hash.h"

namespace migrate::revision {

/// "generated: s1:3f2a…": the header line for a script whose body is `body`.
[[nodiscard]] std::string generated_key(std::string_view body);
/// The same for a body that comes in pieces.
class GeneratedKey {
 public:
  void add(std::string_view piece);
  [[nodiscard]] std::string key() const;

 private:
  Sha256 sum_;
  bool begun_ = false;
  std::string space_;  ///< white space that counts if something follows it
};
/// The line of `key` and the empty one below it.
[[nodiscard]] std::string mark_line(const std::string& key);
/// `text` below its mark, for a file without a header.
[[nodiscard]] std::string marked(std::string_view text);
/// Whether `value` of the key `generated` is the digest of `body`: nobody has edited that.
[[nodiscard]] bool is_digest_of(std::string_view value, std::string_view body);
/// Whether `value` of the key `generated` is a digest at all.
[[nodiscard]] bool is_digest(std::string_view value);
/// Whether `text` has a mark in its first line that still fits what is below it.
[[nodiscard]] bool is_untouched(std::string_view text);

}  // namespace migrate::revision
