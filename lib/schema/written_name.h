// Names as people write them on a command line: app.orders, "Orders", orders_*.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate::schema {

/// A name of a path; in quotes it is taken as it is.
struct WrittenName {
  std::string name;
  bool quoted = false;
};

/// Where `wanted` first stands outside quotes and parentheses, or npos.
[[nodiscard]] size_t find_outside(std::string_view text, char wanted, size_t from = 0);
/// The names between the dots of `path`, without their quotes.
[[nodiscard]] std::vector<WrittenName> written_names(std::string_view path);

}  // namespace migrate::schema
