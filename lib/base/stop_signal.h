// The end of a run that a signal asks for.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "lib/base/error.h"

namespace migrate {

/// ErrorCode::terminated for SIGTERM, else ErrorCode::interrupted.
[[nodiscard]] ErrorCode code_of_signal(int signal);

/// Throws Error of code_of_signal() once `*signal` is not 0; a null `signal` never asks. `notes`:
/// what stands then; `message`: what was going on.
void stop_if_asked(const std::atomic<int>* signal, std::vector<std::string> notes,
                   std::string message = "interrupted");

}  // namespace migrate
