// What a command changed: `upgrade`, `downgrade`, `stamp`, `resolve`; and what `validate` found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/report/run_log.h"
#include "lib/workflow/apply.h"
#include "lib/workflow/record.h"

namespace migrate::report {

/// One line: how many revisions went which way in which time; or that `target`, the masked URL, is
/// at `at` already.
[[nodiscard]] std::string run_text(const workflow::ApplyResult& result, std::string_view target,
                                   plan::Direction direction, std::string_view at);
/// The shape "run" of docs/json.md.
[[nodiscard]] json::Value run_json(const workflow::ApplyResult& result, std::string_view target,
                                   plan::Direction direction, const RunLog& log);

/// One line: how many revisions went down and up again.
[[nodiscard]] std::string redo_text(const workflow::ApplyResult& result);
/// The shape "run" of docs/json.md with the direction "redo".
[[nodiscard]] json::Value redo_json(const workflow::ApplyResult& result, std::string_view target,
                                    const RunLog& log);

/// What was recorded, one line each, and that the schema was not compared.
[[nodiscard]] std::string stamp_text(const workflow::StampResult& result);
/// The shape "stamp" of docs/json.md.
[[nodiscard]] json::Value stamp_json(const workflow::StampResult& result, std::string_view target);

/// What was recorded and what the next run does.
[[nodiscard]] std::string resolve_text(const workflow::ResolveResult& result,
                                       workflow::Resolution resolution);
/// The shape "resolve" of docs/json.md.
[[nodiscard]] json::Value resolve_json(const workflow::ResolveResult& result,
                                       workflow::Resolution resolution, std::string_view target);

/// Each changed file with both checksums, and how many files were compared. The other problems are
/// diagnostics, printed as such.
[[nodiscard]] std::string validation_text(const workflow::Validation& validation);
/// The shape "validation" of docs/json.md.
[[nodiscard]] json::Value validation_json(const workflow::Validation& validation,
                                          std::string_view target);
/// Nothing is wrong; a changed down file alone is a warning.
[[nodiscard]] bool valid(const workflow::Validation& validation);

[[nodiscard]] std::string accept_text(const std::vector<std::string>& accepted);
/// The shape "accept" of docs/json.md.
[[nodiscard]] json::Value accept_json(const std::vector<std::string>& accepted,
                                      std::string_view target);

}  // namespace migrate::report
