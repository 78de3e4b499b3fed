// The tool's own SQL for SQLite, from sql/sqlite/.
#pragma once

#include "lib/base/embedded.h"

namespace migrate::sqlite {

/// The files, without ".sql" in their paths; the definition is generated.
[[nodiscard]] EmbeddedFiles embedded_files();

/// The text of sql/sqlite/<name>.sql; empty when there is no such file.
[[nodiscard]] inline std::string_view embedded_sql(std::string_view name) {
  return text_of(embedded_files(), name);
}

}  // namespace migrate::sqlite
