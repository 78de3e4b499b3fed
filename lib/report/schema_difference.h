// Differences between schemas, and what would end them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/workflow/comparison.h"
#include "lib/workflow/declared.h"
#include "lib/workflow/drift.h"

namespace migrate::report {

/// "+ table public.orders", "- index public.i", "~ column public.orders.total: type int → bigint":
/// one line. Texts of several lines are not shown.
[[nodiscard]] std::string change_line(const schema::Change& change);

/// Renames and changes, a line each, parts of what is made or dropped whole left out.
[[nodiscard]] std::string difference_summary(const workflow::Comparison& comparison);
/// The shape "diff" of docs/json.md.
[[nodiscard]] json::Value difference_json(const workflow::Comparison& comparison,
                                          std::string_view from, std::string_view to);

/// Its "lookalikes": what could be renames, each with what --accept-rename takes.
[[nodiscard]] json::Value lookalikes_json(const workflow::Comparison& comparison);

/// [{"kind", "name"}], as in docs/json.md.
[[nodiscard]] json::Value identities_json(const std::vector<schema::Identity>& identities);

/// What `check` found: what is missing, different or more than there should be, and the statements
/// that would put it right.
[[nodiscard]] std::string drift_text(const workflow::Drift& drift, std::string_view target);
/// The same without the target and the verdict; empty where there is nothing to tell.
[[nodiscard]] std::string drift_lines(const workflow::Drift& drift);
/// What schema files and revisions make otherwise, told as fits what the files are.
[[nodiscard]] std::string declared_lines(const workflow::Declared& declared);
/// The shape "check" of docs/json.md.
[[nodiscard]] json::Value drift_json(const workflow::Drift& drift, std::string_view target);
/// Its members that tell of the difference: from "ok" on.
[[nodiscard]] json::Value drift_members(const workflow::Drift& drift);

}  // namespace migrate::report
