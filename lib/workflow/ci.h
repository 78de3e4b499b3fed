// What the gate of a pull request asks about a change, and what came of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.h"
#include "lib/base/diagnostic.h"
#include "lib/lint/lint.h"
#include "lib/plan/change.h"
#include "lib/workflow/declared.h"
#include "lib/workflow/smoke.h"

namespace migrate::workflow {

/// In the order in which they are asked.
enum class CiStep {
  edited,  ///< no earlier revision is another one now
  count,   ///< one revision for a change of the schema
  heads,   ///< one head
  lint,    ///< nothing risky that nobody approved in what was added
  fresh,   ///< the smoke modes of these names
  upgrade_from_previous,
  roundtrip,
  schema,  ///< the schema files say what the revisions make
};
inline constexpr CiStep kCiSteps[] = {CiStep::edited,    CiStep::count,
                                      CiStep::heads,     CiStep::lint,
                                      CiStep::fresh,     CiStep::upgrade_from_previous,
                                      CiStep::roundtrip, CiStep::schema};
/// "edited", "upgrade-from-previous".
[[nodiscard]] std::string_view to_string(CiStep step);
[[nodiscard]] std::optional<CiStep> ci_step_named(std::string_view name);
/// The smoke mode that a step is; none: it is something else.
[[nodiscard]] std::optional<SmokeMode> smoke_mode_of(CiStep step);

struct CiCheck {
  CiStep step = CiStep::edited;
  SmokeOutcome::Verdict verdict = SmokeOutcome::Verdict::passed;
  std::string reason = {};  ///< what was found, or why it was skipped, in one line; may be empty
  std::vector<Diagnostic> findings = {};
  Milliseconds duration{0};
};

struct CiReport {
  std::string base;                ///< what the change is held against: "origin/main (8ab31c2f)"
  std::vector<std::string> added;  ///< ids of the new revisions
  std::vector<CiCheck> checks = {};
  lint::Report lint = {};                 ///< of `lint`
  std::vector<SmokeOutcome> smoke = {};   ///< of the steps that are smoke modes
  std::optional<Declared> declared = {};  ///< of `schema`
  lint::Report proposal_lint = {};        ///< of the revision that `schema` proposes

  [[nodiscard]] size_t count(SmokeOutcome::Verdict verdict) const;
  /// What came of the smoke mode that `step` is; null: it is none, or was skipped.
  [[nodiscard]] const SmokeOutcome* outcome_of(CiStep step) const;
  [[nodiscard]] bool passed() const { return count(SmokeOutcome::Verdict::failed) == 0; }
};

[[nodiscard]] CiCheck check_edited(const plan::Change& change);
/// Merges don't count. `limit`: how many revisions a change may have; none: any number.
[[nodiscard]] CiCheck check_count(const revision::RevisionGraph& graph, const plan::Change& change,
                                  std::optional<size_t> limit);
[[nodiscard]] CiCheck check_heads(const revision::RevisionGraph& graph);
/// Fails for what counts as an error.
[[nodiscard]] CiCheck check_lint(const lint::Report& report);
[[nodiscard]] CiCheck check_smoke(CiStep step, const SmokeOutcome& outcome);
[[nodiscard]] CiCheck check_schema(const Declared& declared);

}  // namespace migrate::workflow
