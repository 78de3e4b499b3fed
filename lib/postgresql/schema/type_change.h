// How values of one type become values of another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// The expression for USING that turns the column `name` from the type that `before` tells into
/// that of `after`; empty where PostgreSQL converts by itself, and then rather fails than cuts a
/// value short, which a cast that is written out does.
[[nodiscard]] std::string conversion_sql(const std::string& name, const Fact& before,
                                         const Fact& after);

/// Whether values can come out of the conversion as others without an error: rounded, cut to fewer
/// digits, or without their time of day. Types are as format_type() writes them.
[[nodiscard]] bool loses_values(std::string_view before, std::string_view after);

/// "numeric(10,2)" → "numeric", "timestamp(3) without time zone" → "timestamp without time zone".
[[nodiscard]] std::string without_modifier(std::string_view type);
/// The numbers in the parentheses: "numeric(10,2)" → {10, 2}.
[[nodiscard]] std::vector<int> modifiers(std::string_view type);

}  // namespace migrate::postgresql
