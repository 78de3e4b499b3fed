// Texts as words of a shell's command line.
#pragma once

#include <string>
#include <string_view>

namespace migrate {

/// `text` as one word of a POSIX shell: as it is where nothing in it is special, else in single
/// quotes.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace migrate
