// A plan as the SQL script that a person would have written.
#pragma once

#include <string>
#include <vector>

#include "lib/schema/planner.h"

namespace migrate::schema {

/// Whether the checks on live data stand above their statements.
enum class Checks { written, left_out };

/// The statements, each with its semicolon, an empty line between them. Clauses of one subject
/// that follow each other are one statement. Empty when there are none.
[[nodiscard]] std::string script_text(const std::vector<PlannedStatement>& statements,
                                      Checks checks = Checks::left_out);

/// The header lines that the script must have, without "-- ", each once.
[[nodiscard]] std::vector<std::string> script_header(
    const std::vector<PlannedStatement>& statements);

}  // namespace migrate::schema
