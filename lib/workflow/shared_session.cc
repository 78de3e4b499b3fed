#include "lib/workflow/shared_session.h"

#include <utility>
#include <vector>

#include "lib/base/error.h"

namespace migrate::workflow {

void demand_no_session_state(const plan::Plan& plan, const db::Connection& connection) {
  if (connection.transaction_start().empty()) return;
  std::vector<Diagnostic> findings;
  for (const plan::Step& step : plan.steps) {
    if (!step.outline.journalled() || !step.outline.touches_session) continue;
    Diagnostic diagnostic;
    diagnostic.code = "shared-session";
    diagnostic.location = {step.script.source.name(), {}};
    diagnostic.message =
        "this script needs its session for more than one transaction (it may change it, or builds "
        "an index without a name), but the proxy hands the session on after each (it pools "
        "transactions)";
    diagnostic.hint =
        "connect to the server itself, or to a pool of sessions; or name the index; or divide the "
        "script, so that what changes the session is alone in a revision";
    findings.push_back(std::move(diagnostic));
  }
  if (!findings.empty()) throw Error(ErrorCode::usage, std::move(findings));
}

}  // namespace migrate::workflow
