#include "lib/base/shell_word.h"

#include "lib/base/text.h"

namespace migrate {

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,";
  const bool plain = text.find_first_not_of(kPlain) == std::string_view::npos;
  if (plain && !text.empty()) return std::string(text);
  return "'" + replace_all(text, "'", "'\\''") + "'";
}

}  // namespace migrate
