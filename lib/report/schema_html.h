// A schema, or the difference between two, as one HTML page that needs nothing else.
#pragma once

#include <string>
#include <string_view>

#include "lib/report/schema_picture.h"
#include "lib/workflow/comparison.h"

namespace migrate::report {

/// The tables as boxes, each right of those that its foreign keys lead to; `title` names the
/// database. Light and dark follow the reader's setting.
[[nodiscard]] std::string schema_html(const SchemaPicture& picture, std::string_view title);

/// Both sides as such drawings with what differs marked, then every change with its values, then
/// the SQL that leads from one to the other.
[[nodiscard]] std::string difference_html(const workflow::Comparison& comparison,
                                          std::string_view from, std::string_view to);

}  // namespace migrate::report
