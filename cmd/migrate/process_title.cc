#include "cmd/migrate/process_title.h"

#include <cstring>
#include <string_view>

namespace migrate::cmd {
namespace {

constexpr std::string_view kSecretOptions[] = {"--url", "--set", "--dev-url"};

void overwrite(char* text) { std::memset(text, '*', std::strlen(text)); }

/// `argument` names `option`: the value is the next one, or follows a '='.
void hide_value(std::string_view option, char* argument, char* next) {
  const std::string_view word(argument);
  if (!word.starts_with(option)) return;
  if (word.size() == option.size()) {
    if (next != nullptr) overwrite(next);
  } else if (word[option.size()] == '=') {
    overwrite(argument + option.size() + 1);
  }
}

}  // namespace

void hide_secrets(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    for (const std::string_view option : kSecretOptions) {
      hide_value(option, argv[i], i + 1 < argc ? argv[i + 1] : nullptr);
    }
  }
}

}  // namespace migrate::cmd
