// What --trace and --stats ask of smoke.
#pragma once

#include <memory>
#include <optional>

#include "cmd/migrate/context.h"
#include "lib/db/tracer.h"
#include "lib/workflow/smoke.h"

namespace migrate::cmd {

class SmokeTrace {
 public:
  /// None where it is not asked for. Throws Error{usage} where it is and can't be had.
  [[nodiscard]] static std::optional<SmokeTrace> asked(Context& context);

  /// Has the statements of `mode` traced. Throws Error{usage} for a mode that has none of its own.
  /// `subject` refers to this object then.
  void look_at(workflow::SmokeSubject& subject, workflow::SmokeMode mode) const;
  /// Holds the review gate's findings against what was traced, where the outcome has a trace.
  void judge(workflow::SmokeOutcome& outcome) const;

 private:
  explicit SmokeTrace(Context& context);

  Context* context_;
  std::unique_ptr<db::Tracer> tracer_;
  std::optional<workflow::TableSizes> sizes_;
};

}  // namespace migrate::cmd
