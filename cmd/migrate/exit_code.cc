#include "cmd/migrate/exit_code.h"

namespace migrate::cmd {

ExitCode exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::failed:
      return ExitCode::failed;
    case ErrorCode::usage:
      return ExitCode::usage;
    case ErrorCode::check:
      return ExitCode::check;
    case ErrorCode::in_doubt:
      return ExitCode::in_doubt;
    case ErrorCode::locked:
      return ExitCode::locked;
    case ErrorCode::unreachable:
      return ExitCode::unreachable;
    case ErrorCode::invalid:
      return ExitCode::invalid;
    case ErrorCode::interrupted:
      return ExitCode::interrupted;
    case ErrorCode::terminated:
      return ExitCode::terminated;
  }
  return ExitCode::failed;
}

}  // namespace migrate::cmd
