// The rows behind COPY … FROM stdin, as psql reads them: raw lines up to one that is `\.` alone.
#pragma once

#include <cstddef>
#include <string_view>

namespace migrate::sql {

struct CopyScan {
  /// Bytes of rows in the text that was looked at.
  size_t data = 0;
  /// Length of the `\.` behind them; 0 while it was not found.
  size_t terminator = 0;
};

/// Whether the text that is looked at begins a line.
enum class LineStart { yes, no };
/// Whether more bytes may follow it.
enum class More { maybe, none };

/// Looks for the `\.` line in `text`. Without one, `data` is what is surely rows: all of `text`, or
/// what precedes a `\` near its end that may begin the line.
[[nodiscard]] CopyScan scan_copy_data(std::string_view text, LineStart line_start, More more);

}  // namespace migrate::sql
