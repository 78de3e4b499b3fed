// Revisions tried out in scratch databases before anybody runs them: what `smoke` does.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.h"
#include "lib/base/error.h"
#include "lib/base/source_text.h"
#include "lib/revision/graph.h"
#include "lib/workflow/bench.h"
#include "lib/workflow/drift.h"
#include "lib/workflow/interruption.h"
#include "lib/workflow/row_sums.h"
#include "lib/workflow/trace.h"

namespace migrate::workflow {

enum class SmokeMode {
  fresh,                  ///< from nothing to the heads
  upgrade_from_previous,  ///< the revisions of an earlier state first, then the rest
  roundtrip,              ///< each revision up, down and up again
  stamped,                ///< the schema files, or a dump, recorded as what the revisions make
};
inline constexpr SmokeMode kSmokeModes[] = {SmokeMode::fresh, SmokeMode::upgrade_from_previous,
                                            SmokeMode::roundtrip, SmokeMode::stamped};
/// "fresh", "upgrade-from-previous", "roundtrip", "stamped".
[[nodiscard]] std::string_view to_string(SmokeMode mode);

/// The revisions as they were before a change.
struct Previous {
  std::string name;            ///< "origin/main (8ab31c2f)": for people
  std::string directory = {};  ///< that its files lie in, with a slash; empty: nowhere
  revision::RevisionGraph graph = {};
};

/// What is tried. Everything it refers to must outlive the run.
struct SmokeSubject {
  const revision::RevisionGraph& graph;
  const Previous* previous = nullptr;  ///< null: not known
  /// Run once the previous revisions are applied: rows for the later ones to work on.
  std::vector<SourceText> seed = {};
  /// A database as it is somewhere, as SQL; it takes the place of the previous revisions.
  std::optional<SourceText> dump = {};
  /// What the dump is at, where it has no history of its own: a target. Empty: at all previous
  /// revisions.
  std::string dump_at = {};
  /// Where the configuration says that databases have their history; empty: in their first schema.
  std::string history_schema = {};
  std::vector<SourceText> schema = {};        ///< schema.sql
  std::vector<std::string> drift_allow = {};  ///< of `stamped`: differences that pass
  /// Looks on at the statements of `traced`, which is `fresh` or `upgrade_from_previous` (there, of
  /// those behind the previous revisions); null: nobody does.
  const db::Tracer* tracer = nullptr;
  SmokeMode traced = SmokeMode::fresh;
  /// Sizes of another database's tables, to reckon times with; null: none.
  const TableSizes* sizes = nullptr;
};

/// A revision that `roundtrip` can't undo, or whose way back is known to lose something.
struct OneWay {
  std::string id;
  std::string message;
  std::string reason;
};

struct SmokeOutcome {
  SmokeMode mode = SmokeMode::fresh;
  enum class Verdict { passed, failed, skipped } verdict = Verdict::passed;
  /// Why it was skipped; what failed, in one line. Empty where it passed.
  std::string reason = {};
  std::string from = {};  ///< where an upgrade began: "origin/main (8ab31c2f)", a dump's name
  size_t before = 0;      ///< revisions that were there then
  size_t applied = 0;     ///< revisions applied after that, each counted once
  size_t undone = 0;
  std::vector<OneWay> not_undone = {};  ///< irreversible ones: applied, and gone on behind
  std::vector<OneWay> lossy = {};       ///< rows that differ after them were to be expected
  std::optional<OneWay> culprit = {};   ///< the revision that failed; without a reason
  std::vector<Diagnostic> findings = {};
  std::optional<Drift> difference = {};  ///< from what is to what should be
  std::vector<ChangedRows> rows = {};    ///< that a way back didn't restore
  std::optional<Trace> trace = {};       ///< without verdicts
  Milliseconds duration{0};
};

/// Whether a failure in scratch is about what was tried; else it is about what it was tried on.
[[nodiscard]] bool is_about_subject(const Error& error);

/// Runs one mode. Never fails for what is wrong with the subject: that is the outcome. Throws Error
/// for what keeps it from being tried: no scratch database can be had, the server went away, a
/// signal came; and usage for a dump of which nobody knows what it is at.
[[nodiscard]] SmokeOutcome smoke(const Bench& bench, const SmokeSubject& subject, SmokeMode mode,
                                 Interruption& interruption);

}  // namespace migrate::workflow
