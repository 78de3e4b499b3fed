// What a deploy found and did.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/json.h"
#include "lib/report/run_log.h"
#include "lib/workflow/deploy.h"

namespace migrate::report {

/// "managed, 2 pending", "unmanaged: it stands at b2; 1 pending": the outcome of the look.
[[nodiscard]] std::string standing_text(const workflow::Standing& standing);
/// The outcome of the run, without its time: "2 revisions, 5 statements".
[[nodiscard]] std::string applied_text(const workflow::ApplyResult& result);
/// The outcome of the look for drift, in a word or two.
[[nodiscard]] std::string verdict_text(const workflow::DriftVerdict& verdict);

/// "upgrade   2 revisions, 5 statements (12 ms)": a line.
[[nodiscard]] std::string step_text(const workflow::DeployStep& step);

/// Whose schema it is that is out of sync.
enum class Where { production, elsewhere };
/// What drifted: empty where nothing did; else the verdict, the things, and what would put those
/// right that were promised.
[[nodiscard]] std::string drift_report(const workflow::DriftVerdict& verdict, Where where);

/// The last line.
[[nodiscard]] std::string deploy_text(const workflow::DeployResult& result,
                                      std::string_view target);
/// The shape "deploy" of docs/json.md.
[[nodiscard]] json::Value deploy_json(const workflow::DeployResult& result, std::string_view target,
                                      const RunLog& log);

}  // namespace migrate::report
