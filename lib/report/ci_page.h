// The page that reviewers of a pull request read: what the gate found, as Markdown.
#pragma once

#include <string>

#include "lib/workflow/ci.h"

namespace migrate::report {

/// A table of the checks, what failed, and the revision that is proposed with what lint says of it.
/// Nothing of the project's text can end a table's row or a block of code.
[[nodiscard]] std::string ci_page(const workflow::CiReport& report);

}  // namespace migrate::report
