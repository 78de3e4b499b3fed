// Where the tables of a drawing stand.
#pragma once

#include <cstddef>
#include <vector>

#include "lib/report/schema_picture.h"

namespace migrate::report {

/// Sizes and places in pixels.
struct PlacedTable {
  size_t x = 0;
  size_t y = 0;
  size_t width = 0;
  size_t height = 0;
};

struct SchemaLayout {
  static constexpr size_t kRowHeight = 20;

  std::vector<PlacedTable> tables;  ///< as in the picture
  size_t width = 0;
  size_t height = 0;
};

/// Every table right of those that its foreign keys lead to, but for cycles; tables without any in
/// rows below the others.
[[nodiscard]] SchemaLayout lay_out(const SchemaPicture& picture);

}  // namespace migrate::report
