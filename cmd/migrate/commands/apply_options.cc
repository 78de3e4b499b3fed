#include "cmd/migrate/commands/apply_options.h"

#include <ctime>

#include "lib/base/clock.h"
#include "lib/base/error.h"

namespace migrate::cmd {
namespace {

using SystemTime = std::chrono::system_clock::time_point;

/// The next time that the clocks here show `hour`:`minute`.
SystemTime next_at(int hour, int minute, SystemTime now) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  parts.tm_hour = hour;
  parts.tm_min = minute;
  parts.tm_sec = 0;
  parts.tm_isdst = -1;
  std::tm today = parts;
  const SystemTime time = std::chrono::system_clock::from_time_t(std::mktime(&today));
  if (time > now) return time;
  ++parts.tm_mday;
  return std::chrono::system_clock::from_time_t(std::mktime(&parts));
}

Milliseconds age_of(const std::string& text) {
  if (const auto age = parse_duration(text)) return *age;
  throw Error(ErrorCode::usage, "'" + text + "' of --kill-blockers is no duration",
              "write it as 30s, 5min or 2h");
}

}  // namespace

SystemTime moment(const std::string& text, SystemTime now) {
  std::tm parts{};
  const char* end = strptime(text.c_str(), "%H:%M", &parts);
  if (end != nullptr && *end == '\0') return next_at(parts.tm_hour, parts.tm_min, now);
  if (const auto duration = parse_duration(text)) return now + *duration;
  throw Error(ErrorCode::usage, "'" + text + "' is neither a time of the day nor a duration",
              "write it as 05:00, 90min or 2h");
}

workflow::ApplyOptions apply_options(const Context& context) {
  const Arguments& arguments = context.arguments();
  workflow::ApplyOptions options;
  options.variables = context.settings().variables;
  options.stored_script_bytes = context.settings().stored_script_bytes;
  options.interrupted = context.interrupted();
  if (arguments.has("--kill-blockers")) {
    options.kill_blockers = age_of(arguments.value_or("--kill-blockers", ""));
  }
  if (arguments.has("--single-transaction")) {
    options.transactions = run::ProgramOptions::Transactions::one;
  }
  if (arguments.has("--stop-after")) {
    const SystemTime now = std::chrono::system_clock::now();
    options.stop_after = std::chrono::steady_clock::now() +
                         (moment(arguments.value_or("--stop-after", ""), now) - now);
  }
  return options;
}

}  // namespace migrate::cmd
