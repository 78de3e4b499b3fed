// The mark of a text that the program wrote: `-- generated: s1:<digest>` in its head tells whether
// a person has edited it since.
#pragma once

#include <string>
#include <string_view>

namespace migrate::revision {

/// "generated: s1:3f2a…": the header line for a script whose body is `body`.
[[nodiscard]] std::string generated_key(std::string_view body);
/// `text` below its mark, for a file without a header.
[[nodiscard]] std::string marked(std::string_view text);
/// Whether `text` has a mark in its first line that still fits what is below it.
[[nodiscard]] bool is_untouched(std::string_view text);

}  // namespace migrate::revision
