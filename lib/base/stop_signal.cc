#include "lib/base/stop_signal.h"

#include <csignal>
#include <utility>

namespace migrate {

ErrorCode code_of_signal(int signal) {
  return signal == SIGTERM ? ErrorCode::terminated : ErrorCode::interrupted;
}

void stop_if_asked(const std::atomic<int>* signal, std::vector<std::string> notes,
                   std::string message) {
  if (signal == nullptr || *signal == 0) return;
  Diagnostic diagnostic;
  diagnostic.code = "interrupted";
  diagnostic.message = std::move(message);
  diagnostic.notes = std::move(notes);
  throw Error(code_of_signal(*signal), std::move(diagnostic));
}

}  // namespace migrate
