// What libpq returns, as values.
#pragma once

#include <string>
#include <string_view>

#include "lib/db/connection.h"
#include "lib/postgresql/handles.h"

namespace migrate::postgresql {

/// Adds what `result` says to `outcome`: rows (at most `keep_rows` kept, all counted), the rows
/// affected, or the failure with its place in `sql`. A request has several results in single-row
/// mode and in the simple protocol.
void add_result(const PGresult& result, std::string_view sql, size_t keep_rows,
                db::Outcome& outcome);

/// The failure that `result` reports. A FATAL or PANIC one says that the connection is lost.
[[nodiscard]] db::Failure failure_from(const PGresult& result, std::string_view sql);
[[nodiscard]] db::Notice notice_from(const PGresult& result);

}  // namespace migrate::postgresql
