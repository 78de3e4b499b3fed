// The options of sequences, be they free, owned or of identity columns. Facts have those that are
// not the default as attributes (increment, minimum, maximum, start, cache, cycle), and what holds
// in effect as the remarks low, high and first.
#pragma once

#include <string>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// "INCREMENT BY 2", …: what differs from the defaults of CREATE SEQUENCE.
[[nodiscard]] std::vector<std::string> sequence_options(const Fact& fact);
/// The options that bring the one to the other: "INCREMENT BY 2", "NO MAXVALUE", "RESTART".
[[nodiscard]] std::vector<std::string> changed_sequence_options(const Change& change);
/// Statements that bring the value of the sequence `name` inside its new limits before these are
/// set, which ALTER SEQUENCE demands. A value that is inside stays, so that none is given out
/// twice.
[[nodiscard]] std::vector<Statement> move_inside_limits(const Change& change,
                                                        const std::string& name);

/// The statement that makes the sequence `name`, whose values go to a column that may have some
/// already, go on after the highest. `low` is the sequence's lower limit.
[[nodiscard]] Statement go_on_after_values(const std::string& name, const Identity& column,
                                           std::string_view low, const Sides& sides);

}  // namespace migrate::postgresql
