// A revision's files again, from what the history of a database keeps.
#pragma once

#include <string>

#include "lib/revision/revision.h"

namespace migrate::revision {

/// The up file of `row`, from the text kept under its checksum: that text byte for byte, unless its
/// header is not this row's (scripts with equal bodies are kept once, and a header may have been
/// edited between two upgrades): then the row's header and that body. The edges are the row's.
[[nodiscard]] std::string restored_up(const AppliedRevision& row, const std::string& kept);
/// The down file, the same way. Of a header kept with another revision only the id is set right.
[[nodiscard]] std::string restored_down(const AppliedRevision& row, const std::string& kept);

/// "20251024_1740_5cd038a8f131_initial_schema": what `revision` would have called the files, by the
/// header's `created:`, else by the time of application.
[[nodiscard]] std::string restored_name(const AppliedRevision& row);

}  // namespace migrate::revision
