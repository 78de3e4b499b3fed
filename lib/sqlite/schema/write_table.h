// CREATE TABLE and column definitions.
#pragma once

#include <string>
#include <vector>

#include "lib/schema/fact.h"

namespace migrate::sqlite {

/// CREATE TABLE `name` with `parts` (columns and constraints; others are passed over): in the words
/// of its author where these still tell all of it, else a column a line.
[[nodiscard]] std::string create_table(const schema::Fact& table, const std::string& name,
                                       const std::vector<const schema::Fact*>& parts);

/// A column with the constraints among `parts` that are written at it.
[[nodiscard]] std::string column_definition(const schema::Fact& column,
                                            const std::vector<const schema::Fact*>& parts);

}  // namespace migrate::sqlite
