#include "lib/plan/variables.h"

#include <utility>
#include <vector>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace migrate::plan {

void demand_values(const Plan& plan, const VariableValues& values) {
  std::vector<Diagnostic> findings;
  for (const Step& step : plan.steps) {
    const revision::Header& header = step.script.header;
    for (const revision::Variable& variable : header.variables) {
      if (values.contains(variable.name)) continue;
      Diagnostic& finding = findings.emplace_back();
      finding.code = "no-value";
      finding.message =
          "the variable '" + variable.name + "' of revision " + step.id + " has no value";
      finding.location = {step.script.source.name(), {header.line_of("variables"), 1}};
      finding.hint = "give it with --set " + variable.name +
                     "=VALUE, in [variables] of the "
                     "configuration, or as MIGRATE_VAR_" +
                     to_upper(variable.name);
    }
  }
  if (!findings.empty()) throw Error(ErrorCode::usage, std::move(findings));
}

}  // namespace migrate::plan
