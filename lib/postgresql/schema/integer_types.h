// The integer types, narrowest first.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace migrate::postgresql {

struct IntegerType {
  std::string_view name;
  std::string_view least;
  std::string_view most;
};
inline constexpr IntegerType kIntegers[] = {
    {"smallint", "-32768", "32767"},
    {"integer", "-2147483648", "2147483647"},
    {"bigint", "-9223372036854775808", "9223372036854775807"}};

/// The place of `type` in kIntegers; their number for another type.
inline size_t integer_rank(std::string_view type) {
  const auto* found = std::find_if(std::begin(kIntegers), std::end(kIntegers),
                                   [&](const IntegerType& each) { return each.name == type; });
  return static_cast<size_t>(found - std::begin(kIntegers));
}

}  // namespace migrate::postgresql
