#include "cmd/migrate/commands/development.h"

#include <string>

#include "lib/base/error.h"

namespace migrate::cmd {

void demand_development(const Context& context, std::string_view command,
                        std::string_view elsewhere) {
  if (context.settings().mode == Mode::development) return;
  const std::string& environment = context.settings().environment;
  throw Error(ErrorCode::usage,
              std::string(command) + " is for development: " +
                  (environment.empty() ? "the configuration" : "[env." + environment + "]") +
                  " doesn't say mode = \"development\"",
              "choose such an environment with --env NAME; elsewhere " + std::string(elsewhere));
}

}  // namespace migrate::cmd
