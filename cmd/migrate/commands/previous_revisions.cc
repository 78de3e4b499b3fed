#include "cmd/migrate/commands/previous_revisions.h"

#include "lib/engines.h"

namespace migrate::cmd {

std::unique_ptr<workflow::PreviousFiles> previous_revisions(Context& context) {
  const Settings& settings = context.settings();
  const workflow::Git git(settings.directory, context.environment().with_prefix(""));
  const std::string parent = context.environment().temporary_directory();
  return std::make_unique<workflow::PreviousFiles>(git, context.arguments().value_or("--base", ""),
                                                   settings.versions, context.engine(),
                                                   engine_names(), parent);
}

}  // namespace migrate::cmd
