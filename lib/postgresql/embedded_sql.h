// The tool's own SQL for PostgreSQL, from sql/postgresql/; the definition is generated.
#pragma once

#include <string_view>

namespace migrate::postgresql {

/// The text of sql/postgresql/<name>.sql; empty when there is no such file.
[[nodiscard]] std::string_view embedded_sql(std::string_view name);

}  // namespace migrate::postgresql
