#include "cmd/migrate/commands/plan_output.h"

#include "lib/report/diagnostic_text.h"
#include "lib/report/plan_listing.h"

namespace migrate::cmd {

void print_plan(Context& context, const plan::Plan& plan) {
  const plan::State state = plan::match(context.graph(), context.database().history());
  report::PlanListing listing{context.target(), plan, {}, plan::digest(plan, state)};
  for (const plan::Step& step : plan.steps) {
    listing.statements.push_back(report::planned_statements(step, context.driver().dialect()));
  }
  show_warnings(context, plan.warnings);
  if (context.json()) {
    context.print(report::plan_json(listing));
    return;
  }
  const bool each = context.settings().verbosity == Verbosity::verbose;
  context.tell(context.target() + ", " + std::to_string(plan.steps.size()) + " to run");
  context.print(
      report::plan_text(listing, each ? report::Statements::each : report::Statements::summed_up));
}

void show_warnings(Context& context, const std::vector<Diagnostic>& warnings) {
  if (warnings.empty()) return;
  report::DiagnosticStyle style;
  if (context.terminal().colours(Terminal::Stream::err)) {
    style.colours = report::DiagnosticStyle::Colours::yes;
  }
  std::string text = report::render(warnings, style);
  if (!text.empty() && text.back() == '\n') text.pop_back();
  context.tell(text);
}

}  // namespace migrate::cmd
