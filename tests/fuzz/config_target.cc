#include "cmd/migrate/config_file.h"
#include "lib/base/error.h"
#include "tests/fuzz/targets.h"

namespace migrate::fuzz {

void config(std::string_view bytes) {
  try {
    (void)cmd::parse_config(std::string(bytes), "migrate.toml");
  } catch (const Error& error) {
    require(error.code() == ErrorCode::usage, "a bad configuration is a usage error");
    for (const Diagnostic& finding : error.diagnostics()) {
      require(finding.location.file == "migrate.toml", "a finding names the file");
    }
  }
}

}  // namespace migrate::fuzz
