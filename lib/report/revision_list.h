// Lists of revisions: `history`, `heads`, `branches`, and of the database's rows.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lib/report/standing.h"

namespace migrate::report {

enum class Detail { brief, full };

/// A line per revision of `indices`, in that order: id, day, state, message and marks; "current"
/// among them where the applied ones end. With Detail::full a block of fields each.
[[nodiscard]] std::string revisions_text(const View& view, const std::vector<size_t>& indices,
                                         Detail detail);
/// The shape "revisions" of docs/json.md.
[[nodiscard]] json::Value revisions_json(const View& view, const std::vector<size_t>& indices);

/// Rows of the history that no file belongs to, under a line that says so; empty without any.
[[nodiscard]] std::string unknown_text(const plan::State& state);

/// A line per row of the history, in the order of `rows`: id, time, who, message and, where the
/// applied ones end, "current". With Detail::full a block of fields each.
[[nodiscard]] std::string rows_text(const std::vector<revision::AppliedRevision>& rows,
                                    Detail detail);
/// The shape "stored" of docs/json.md.
[[nodiscard]] json::Value rows_json(const std::vector<revision::AppliedRevision>& rows,
                                    std::string_view target);

/// Every branch point with the revisions that follow it, each with the labels of the branch that
/// it is in, and every revision with a label. Newest first.
[[nodiscard]] std::string branches_text(const View& view, Detail detail);
/// The shape "branches" of docs/json.md.
[[nodiscard]] json::Value branches_json(const View& view);

}  // namespace migrate::report
