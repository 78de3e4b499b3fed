// Findings as a stream of the terminal shows them.
#pragma once

#include "cmd/migrate/terminal.h"
#include "lib/report/diagnostic_text.h"

namespace migrate::cmd {

/// With colours where `stream` shows them; lines are not cut.
[[nodiscard]] inline report::DiagnosticStyle diagnostic_style(const Terminal& terminal,
                                                              Terminal::Stream stream) {
  report::DiagnosticStyle style;
  if (terminal.colours(stream)) style.colours = report::DiagnosticStyle::Colours::yes;
  return style;
}

}  // namespace migrate::cmd
