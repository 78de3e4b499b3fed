// The seed files of the project.
#pragma once

#include <string>
#include <vector>

#include "cmd/migrate/context.h"
#include "lib/workflow/seed.h"

namespace migrate::cmd {

/// Where they are, beside the configuration, as messages show it.
[[nodiscard]] std::string seed_directory(const Context& context);

/// Those for the environment in use; none where there are none. Throws as read_seed_files().
[[nodiscard]] std::vector<workflow::SeedFile> seed_files(Context& context);

}  // namespace migrate::cmd
