// Lists of revisions: `history`, `heads`, `branches`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lib/report/standing.h"

namespace migrate::report {

enum class Detail { brief, full };

/// A line per revision of `indices`, in that order: id, day, state, message and marks. With
/// Detail::full a block of fields each.
[[nodiscard]] std::string revisions_text(const View& view, const std::vector<size_t>& indices,
                                         Detail detail);
/// The shape "revisions" of docs/json.md.
[[nodiscard]] json::Value revisions_json(const View& view, const std::vector<size_t>& indices);

/// Rows of the history that no file belongs to, under a line that says so; empty without any.
[[nodiscard]] std::string unknown_text(const plan::State& state);

/// Every branch point with the revisions that follow it, and every revision with a label.
[[nodiscard]] std::string branches_text(const View& view);
/// The shape "branches" of docs/json.md.
[[nodiscard]] json::Value branches_json(const View& view);

}  // namespace migrate::report
