// `-- check: SELECT …`: a query on the live data that must return no row before a script, or one
// statement of it, runs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/diagnostic.h"

namespace migrate::revision {

/// One check of a script.
struct Check {
  /// Byte for byte as in the script, so that places in it can be found there; the dashes at the
  /// beginning of further lines are blanks.
  std::string query;
  uint64_t offset = 0;  ///< of the query's first byte in the script
};

/// The checks in `comment`, `--` lines that begin at `offset` of their script. Each begins behind
/// `-- check:` and goes on in the lines below it that begin with `--` and at least three blanks.
[[nodiscard]] std::vector<Check> parse_checks(std::string_view comment, uint64_t offset);

/// Whether `line`, below a check's, belongs to it.
[[nodiscard]] bool continues_check(std::string_view line);

}  // namespace migrate::revision
