// The options that every command shares that runs scripts.
#pragma once

#include <chrono>
#include <string>

#include "cmd/migrate/command.h"
#include "cmd/migrate/context.h"
#include "lib/workflow/apply.h"

namespace migrate::cmd {

inline constexpr OptionSpec kLockWaitOption = {"--lock-wait", 0, "TIME",
                                               "wait this long for another run to end"};
inline constexpr OptionSpec kSingleTransactionOption = {
    "--single-transaction", 0, "", "commit everything that runs at once, or nothing"};
inline constexpr OptionSpec kStopAfterOption = {
    "--stop-after", 0, "TIME", "begin nothing more after this time: 05:00, or 2h from now"};
inline constexpr OptionSpec kKillBlockersOption = {
    "--kill-blockers", 0, "AGE",
    "before a retry, end sessions that block and idle in a transaction older than this"};

/// Those of the settings and of the options above; target and the like are the command's own.
[[nodiscard]] workflow::ApplyOptions apply_options(const Context& context);

/// When `text` is, from `now` on: a time of the day ("05:00", local, the next one) or a duration.
/// Throws Error{usage} for anything else.
[[nodiscard]] std::chrono::system_clock::time_point moment(
    const std::string& text, std::chrono::system_clock::time_point now);

}  // namespace migrate::cmd
