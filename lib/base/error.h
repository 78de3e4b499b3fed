// The one exception of the program: thrown by a failed act, never for wrong input that can be
// collected as diagnostics.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/diagnostic.h"

namespace migrate {

/// Why an act failed; the command line maps each to one exit code.
enum class ErrorCode {
  failed,       ///< a statement or an act failed
  usage,        ///< wrong command line or configuration
  check,        ///< a check found something: pending, drift, several heads, a changed file
  in_doubt,     ///< the outcome can't be known; `resolve` is needed
  locked,       ///< a lock was not obtained; safe to run again
  unreachable,  ///< no connection, or the login was refused
  invalid,      ///< the revisions are invalid
  interrupted,  ///< SIGINT
  terminated,   ///< SIGTERM
};

class Error : public std::runtime_error {
 public:
  /// An error with one finding: `message`, and a hint that says what to do (may be empty).
  Error(ErrorCode code, const std::string& message, std::string hint = "")
      : std::runtime_error(message), code_(code), diagnostics_(1) {
    diagnostics_[0].message = message;
    diagnostics_[0].hint = std::move(hint);
  }
  /// An error with full findings; `diagnostics` must not be empty.
  Error(ErrorCode code, std::vector<Diagnostic> diagnostics)
      : std::runtime_error(diagnostics.at(0).message),
        code_(code),
        diagnostics_(std::move(diagnostics)) {}
  Error(ErrorCode code, Diagnostic diagnostic)
      : Error(code, std::vector<Diagnostic>{std::move(diagnostic)}) {}

  [[nodiscard]] ErrorCode code() const { return code_; }
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  /// The first finding, to be completed on the way up (notes, location).
  [[nodiscard]] Diagnostic& first() { return diagnostics_[0]; }

 private:
  ErrorCode code_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace migrate
