// What the statements of a run did to the relations that were there.
#pragma once

#include <string>

#include "lib/base/json.h"
#include "lib/workflow/trace.h"

namespace migrate::report {

/// A line for each statement that others wait for, that works while they do, or that the review
/// gate was wrong about; in the order of the run, below a line that sums up.
[[nodiscard]] std::string trace_text(const workflow::Trace& trace);
/// The member "trace" of the shape "smoke" of docs/json.md.
[[nodiscard]] json::Value trace_json(const workflow::Trace& trace);

}  // namespace migrate::report
