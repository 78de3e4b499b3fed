// What the process returns: one code per kind of outcome, documented and stable.
#pragma once

#include "lib/base/error.h"

namespace migrate::cmd {

enum class ExitCode {
  done = 0,
  failed = 1,
  usage = 2,        ///< wrong command line or configuration
  check = 3,        ///< a check found something: pending, heads, a changed file
  in_doubt = 4,     ///< `migrate resolve` is needed
  locked = 5,       ///< a lock was not obtained: safe to run again
  unreachable = 6,  ///< the database, or the login was refused
  invalid = 7,      ///< the revisions are invalid
  interrupted = 130,
  terminated = 143,
};

[[nodiscard]] ExitCode exit_code(ErrorCode code);

}  // namespace migrate::cmd
