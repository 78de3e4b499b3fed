// The checks of a script, found while its statements stream by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/plan/plan.h"

namespace migrate::plan {

class CheckReader {
 public:
  /// Both must outlive the reader.
  CheckReader(const revision::ScriptFile& script, const sql::Dialect& dialect);

  /// Takes the checks in the comment above `statement`; all statements of the script, in order.
  void add(const sql::Statement& statement);
  /// Ends the script.
  void finish();

  /// Those of the header first.
  [[nodiscard]] std::vector<StepCheck> take_checks() { return std::move(checks_); }
  /// Checks that are no query, and those that stand above nothing.
  [[nodiscard]] std::vector<Diagnostic> take_problems() { return std::move(problems_); }

 private:
  void look_for_stray(Span gap);
  void take(size_t statement, revision::Check check);
  void report(uint64_t offset, std::string code, std::string message, std::string hint);

  const revision::ScriptFile& script_;
  const sql::Dialect& dialect_;
  std::vector<StepCheck> checks_;
  std::vector<Diagnostic> problems_;
  uint64_t behind_;  ///< the last statement
};

}  // namespace migrate::plan
