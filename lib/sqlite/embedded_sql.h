// The tool's own SQL for SQLite, from sql/sqlite/; the definition is generated.
#pragma once

#include <string_view>

namespace migrate::sqlite {

/// The text of sql/sqlite/<name>.sql; empty when there is no such file.
[[nodiscard]] std::string_view embedded_sql(std::string_view name);

}  // namespace migrate::sqlite
