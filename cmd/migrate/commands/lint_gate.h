// What judges the project's scripts: the engine's rules, how much each counts, what is known.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cmd/migrate/context.h"
#include "lib/lint/baseline.h"
#include "lib/lint/lint.h"

namespace migrate::cmd {

class LintGate {
 public:
  /// As [lint] and [policy] say. Throws Error{usage} with every rule of theirs that there isn't,
  /// and every severity; and as analyzer_named().
  LintGate(const Settings& settings, const std::string& engine);

  /// It must not outlive this.
  [[nodiscard]] lint::Judging judging() const;
  [[nodiscard]] const std::vector<lint::Rule>& rules() const { return rules_; }
  [[nodiscard]] const lint::Policy& policy() const { return policy_; }
  /// Throws Error{usage} with what comes near for an id that no rule has.
  [[nodiscard]] const lint::Rule& rule(const std::string& id) const;
  /// How much a rule counts from now on, unless the configuration says so itself.
  void default_to(std::string_view id, Severity severity);

 private:
  std::unique_ptr<lint::Analyzer> analyzer_;
  const sql::Dialect& dialect_;
  std::vector<lint::Rule> rules_;
  lint::Policy policy_;
};

/// Throws Error{usage} for a file that is not there, or no baseline.
[[nodiscard]] lint::Baseline read_baseline(const std::string& file);

}  // namespace migrate::cmd
