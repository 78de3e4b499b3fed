#include "lib/workflow/one_transaction.h"

#include <utility>
#include <vector>

#include "lib/base/error.h"
#include "lib/sql/segments.h"

namespace migrate::workflow {
namespace {

using Kind = sql::Segment::Kind;

Diagnostic finding(const plan::Step& step, std::string message, const char* hint) {
  Diagnostic diagnostic;
  diagnostic.code = "single-transaction";
  diagnostic.location = {step.script.source.name(), {}};
  diagnostic.message = std::move(message);
  diagnostic.hint = hint;
  return diagnostic;
}

Diagnostic finding_at(const plan::Step& step, uint64_t offset, std::string message,
                      const char* hint) {
  Diagnostic diagnostic = finding(step, std::move(message), hint);
  diagnostic.location = step.script.source.locate(offset);
  diagnostic.excerpt = step.script.source.line_at(offset);
  return diagnostic;
}

void inspect_segments(const plan::Step& step, const sql::Dialect& dialect,
                      std::vector<Diagnostic>& findings) {
  for (const sql::Segment& segment : step.outline.segments) {
    if (segment.kind == Kind::transaction) continue;
    sql::Splitter splitter(step.script.source, dialect, segment.from);
    const std::optional<sql::Statement> first = splitter.next();
    if (!first) continue;
    const bool alone = segment.kind == Kind::alone;
    findings.push_back(finding_at(
        step, first->span.offset,
        alone ? "this statement runs outside a transaction" : "this block ends its own transaction",
        alone ? "run this revision by itself, without --single-transaction"
              : "take BEGIN and COMMIT out: the run brings its own"));
  }
}

}  // namespace

void demand_one_transaction(const plan::Plan& plan, const db::Connection& connection,
                            const sql::Dialect& dialect) {
  std::vector<Diagnostic> findings;
  const bool resets_inside = !connection.reset_requests().empty();
  for (const plan::Step& step : plan.steps) {
    inspect_segments(step, dialect, findings);
    if (step.resume) {
      findings.push_back(finding(step, "revision " + step.id + " is half-run: a part is committed",
                                 "let it end first: `migrate upgrade +1`"));
    }
    const bool last = &step == &plan.steps.back();
    const bool resets = step.outline.touches_session || step.script.header.foreign_keys_off;
    if (resets && !resets_inside && (!last || step.script.header.foreign_keys_off)) {
      findings.push_back(finding(step,
                                 "this script changes its session, which can only be put back "
                                 "between transactions",
                                 "run this revision by itself, without --single-transaction"));
    }
  }
  if (!findings.empty()) throw Error(ErrorCode::usage, std::move(findings));
}

}  // namespace migrate::workflow
