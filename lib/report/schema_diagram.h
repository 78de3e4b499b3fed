// A schema's tables in the languages of diagram programs.
#pragma once

#include <string>

#include "lib/report/schema_picture.h"

namespace migrate::report {

/// Graphviz DOT: a box per table with its columns, an arrow per foreign key to the table that it
/// leads to, dashed where its columns may be NULL.
[[nodiscard]] std::string schema_dot(const SchemaPicture& picture);

/// A Mermaid entity relationship diagram, as GitHub and GitLab render it inside a ```mermaid block.
[[nodiscard]] std::string schema_mermaid(const SchemaPicture& picture);

}  // namespace migrate::report
