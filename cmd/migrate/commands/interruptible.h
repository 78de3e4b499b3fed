// Work that goes from one connection to the next, and that a signal stops.
#pragma once

#include "cmd/migrate/context.h"
#include "cmd/migrate/signals.h"
#include "lib/base/error.h"
#include "lib/workflow/interruption.h"

namespace migrate::cmd {

/// Returns what `work`, called with the Interruption of the command's signals, returns. Throws as
/// it does, and Error{interrupted} or Error{terminated} in place of what a signal made fail.
template <typename Work>
auto interruptible(Context& context, const Work& work) {
  workflow::Interruption interruption(context.interrupted());
  const CancelOnSignal cancel(interruption.canceller());
  try {
    return work(interruption);
  } catch (const Error&) {
    interruption.stop_if_asked();  // it may be what the signal did
    throw;
  }
}

}  // namespace migrate::cmd
