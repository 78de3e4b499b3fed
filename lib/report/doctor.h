// What `doctor` found.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/json.h"
#include "lib/report/diagnostic_text.h"
#include "lib/workflow/doctor.h"

namespace migrate::report {

/// What was looked at, then every finding with what to do, then how many there are.
[[nodiscard]] std::string examination_text(const workflow::Examination& examination,
                                           std::string_view target, const DiagnosticStyle& style);
/// The shape "doctor" of docs/json.md.
[[nodiscard]] json::Value examination_json(const workflow::Examination& examination,
                                           std::string_view target);

}  // namespace migrate::report
