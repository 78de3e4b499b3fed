#include "cmd/migrate/commands/seed_files.h"

#include <filesystem>

#include "lib/engines.h"

namespace migrate::cmd {

std::string seed_directory(const Context& context) {
  const std::filesystem::path path =
      std::filesystem::path(context.settings().directory) / "sql/seed";
  return path.lexically_proximate(std::filesystem::current_path()).string();
}

std::vector<workflow::SeedFile> seed_files(Context& context) {
  return workflow::read_seed_files(seed_directory(context), context.settings().environment,
                                   context.driver(), engine_names());
}

}  // namespace migrate::cmd
