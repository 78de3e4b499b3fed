// Time as the program writes and reads it: UTC, ISO 8601; durations as people write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

using Milliseconds = std::chrono::milliseconds;

/// "2025-10-24T17:40:00Z".
[[nodiscard]] std::string format_utc(std::chrono::system_clock::time_point time);
/// "20251024_1740": how new revision files begin.
[[nodiscard]] std::string format_file_stamp(std::chrono::system_clock::time_point time);
[[nodiscard]] std::string now_utc();

/// "500ms", "2s", "10min", "2h", "0"; a bare number means seconds. None: not a duration.
[[nodiscard]] std::optional<Milliseconds> parse_duration(std::string_view text);
/// "12 ms", "1.3 s", "4 min 10 s".
[[nodiscard]] std::string format_duration(Milliseconds duration);

/// Measures from its construction.
class Stopwatch {
 public:
  [[nodiscard]] Milliseconds elapsed() const {
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - start_);
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace migrate
