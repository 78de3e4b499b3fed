// What `rebase` did, or would do.
#pragma once

#include <string>

#include "lib/base/json.h"
#include "lib/workflow/rebase.h"

namespace migrate::report {

/// A line per file, then the heads.
[[nodiscard]] std::string rebase_text(const workflow::Rebase& rebase);
/// The edits as a unified diff: what --dry-run shows. Reads the files.
[[nodiscard]] std::string rebase_diff(const workflow::Rebase& rebase);
/// `written`: false for --dry-run.
enum class Written { no, yes };
/// The shape "rebase" of docs/json.md.
[[nodiscard]] json::Value rebase_json(const workflow::Rebase& rebase, Written written);

}  // namespace migrate::report
