#include "cmd/migrate/commands/lint_gate.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/engines.h"

namespace migrate::cmd {
namespace {

std::vector<lint::Rule> all_rules(const lint::Analyzer& analyzer) {
  std::vector<lint::Rule> rules(analyzer.rules().begin(), analyzer.rules().end());
  rules.insert(rules.end(), lint::common_rules().begin(), lint::common_rules().end());
  return rules;
}

/// The rule called `id`, or null.
const lint::Rule* find_rule(const std::vector<lint::Rule>& rules, const std::string& id) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const lint::Rule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

/// What to say behind "there is no rule".
std::string hint_for(const std::string& id, const std::vector<lint::Rule>& rules) {
  std::vector<std::string> ids;
  for (const lint::Rule& rule : rules) ids.emplace_back(rule.id);
  const auto near = nearest(id, ids);
  return near ? "did you mean '" + *near + "'?" : "'migrate lint --rules' lists them";
}

/// What [lint] and [policy] say. Throws Error{usage} with every rule that there isn't, and every
/// severity.
lint::Policy policy_of(const Settings& settings, const std::vector<lint::Rule>& rules) {
  lint::Policy policy;
  if (settings.named_approvals) policy.approvals = lint::Approvals::named;
  std::vector<Diagnostic> findings;
  for (const auto& [id, value] : settings.lint) {
    const std::optional<Severity> severity = lint::severity_named(value.text());
    if (find_rule(rules, id) == nullptr) {
      findings.push_back(
          config_finding(value, "there is no rule '" + id + "'", hint_for(id, rules)));
    } else if (!severity && value.text() != lint::kOff) {
      findings.push_back(config_finding(value, "'" + value.text() + "' is no severity",
                                        "the severities are error, warning, info and off"));
    } else {
      policy.severities[id] = severity;
    }
  }
  if (!findings.empty()) throw Error(ErrorCode::usage, std::move(findings));
  return policy;
}

}  // namespace

LintGate::LintGate(const Settings& settings, const std::string& engine)
    : analyzer_(analyzer_named(engine)),
      dialect_(*sql::find_dialect(engine)),
      rules_(all_rules(*analyzer_)),
      policy_(policy_of(settings, rules_)) {}

lint::Judging LintGate::judging() const { return {*analyzer_, dialect_, policy_}; }

const lint::Rule& LintGate::rule(const std::string& id) const {
  const lint::Rule* found = find_rule(rules_, id);
  if (found != nullptr) return *found;
  throw Error(ErrorCode::usage, "there is no rule '" + id + "'", hint_for(id, rules_));
}

void LintGate::default_to(std::string_view id, Severity severity) {
  policy_.severities.emplace(id, severity);
}

lint::Baseline read_baseline(const std::string& file) {
  if (!path_exists(file)) {
    throw Error(ErrorCode::usage, "there is no baseline " + file,
                "`migrate lint --write-baseline " + file + "` writes it");
  }
  const std::string text = read_file(file);
  try {
    return lint::read_baseline(text);
  } catch (const Error& error) {
    throw Error(ErrorCode::usage, file + " is no baseline: " + error.what(),
                "`migrate lint --write-baseline FILE` writes one");
  }
}

}  // namespace migrate::cmd
