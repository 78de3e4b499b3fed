// The manual page migrate(1), in roff, from the table of commands.
#pragma once

#include <string>
#include <string_view>

namespace migrate::cmd {

/// The whole page.
[[nodiscard]] std::string manual_page();

/// `text` so that roff prints it as it stands: backslashes, hyphens that can be copied, and lines
/// that would begin with a control character. A blank line begins a paragraph.
[[nodiscard]] std::string roff(std::string_view text);

}  // namespace migrate::cmd
