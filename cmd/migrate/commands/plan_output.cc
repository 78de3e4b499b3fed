#include "cmd/migrate/commands/plan_output.h"

#include "cmd/migrate/diagnostic_style.h"
#include "lib/report/diagnostic_text.h"
#include "lib/report/plan_listing.h"

namespace migrate::cmd {

namespace {

/// What the configuration sets for every script.
std::vector<std::pair<std::string, std::string>> session_of(const Settings& settings) {
  std::vector<std::pair<std::string, std::string>> out;
  const bool limited = settings.lock_timeout > Milliseconds(0);
  out.emplace_back("lock timeout", limited ? format_duration(settings.lock_timeout) : "none");
  if (!settings.role.empty()) out.emplace_back("role", settings.role);
  out.insert(out.end(), settings.session.begin(), settings.session.end());
  return out;
}

report::VariableSources sources_of(const Settings& settings, const plan::Plan& plan) {
  report::VariableSources out;
  for (const auto& [name, value] : settings.variables) {
    out[name] = {value, settings.variable_origins.at(name)};
  }
  constexpr auto kSecret = revision::Variable::Secrecy::secret;
  for (const plan::Step& step : plan.steps) {
    for (const revision::Variable& variable : step.script.header.variables) {
      const auto source = out.find(variable.name);
      if (source != out.end() && variable.secrecy == kSecret) source->second.secrecy = kSecret;
    }
  }
  return out;
}

}  // namespace

void print_plan(Context& context, const plan::Plan& plan) {
  const plan::State state = plan::match(context.graph(), context.database().history());
  report::PlanListing listing{context.target(),
                              plan,
                              {},
                              plan::digest(plan, state),
                              session_of(context.settings()),
                              sources_of(context.settings(), plan)};
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
  std::string text =
      report::render(warnings, diagnostic_style(context.terminal(), Terminal::Stream::err));
  if (!text.empty() && text.back() == '\n') text.pop_back();
  context.tell(text);
}

}  // namespace migrate::cmd
