// The tool's own SQL for PostgreSQL, from sql/postgresql/.
#pragma once

#include "lib/base/embedded.h"

namespace migrate::postgresql {

/// The files, without ".sql" in their paths; the definition is generated.
[[nodiscard]] EmbeddedFiles embedded_files();

/// The text of sql/postgresql/<name>.sql; empty when there is no such file.
[[nodiscard]] inline std::string_view embedded_sql(std::string_view name) {
  return text_of(embedded_files(), name);
}

}  // namespace migrate::postgresql
