// The versions of the program and of what it is built on. Those of the configuration and JSON
// libraries come from the build: their headers are slow to compile.
#include <fmt/core.h>
#include <fmt/format.h>
#include <openssl/crypto.h>

#include <CLI/Version.hpp>

#include "cmd/migrate/help.h"
#include "lib/engines.h"

namespace migrate::cmd {

std::string version_text() {
  std::string text = fmt::format("migrate {}\n", MIGRATE_VERSION);
  for (const std::string& engine : engine_names()) {
    text += driver_named(engine)->library_version() + "\n";
  }
  text += fmt::format("fmt {}.{}.{}\n", FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
                      FMT_VERSION % 100);
  text += fmt::format("CLI11 {}\n", CLI11_VERSION);
  text += "toml++ " MIGRATE_TOML_VERSION "\n";
  text += "nlohmann-json " MIGRATE_JSON_VERSION "\n";
  text += fmt::format("{}\n", OpenSSL_version(OPENSSL_VERSION));
  return text;
}

}  // namespace migrate::cmd
