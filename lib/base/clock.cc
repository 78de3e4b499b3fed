#include "lib/base/clock.h"

#include <fmt/format.h>

#include <charconv>
#include <ctime>
#include <utility>

#include "lib/base/text.h"

namespace migrate {
namespace {

std::string format_time(std::chrono::system_clock::time_point time, const char* format) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char buffer[32];
  return {buffer, std::strftime(buffer, sizeof buffer, format, &parts)};
}

constexpr std::pair<std::string_view, int64_t> kUnits[] = {
    {"ms", 1},       {"s", 1000},      {"sec", 1000},     {"m", 60'000},
    {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}, {"", 1000}};

}  // namespace

std::string format_utc(std::chrono::system_clock::time_point time) {
  return format_time(time, "%Y-%m-%dT%H:%M:%SZ");
}

std::string format_file_stamp(std::chrono::system_clock::time_point time) {
  return format_time(time, "%Y%m%d_%H%M");
}

std::string now_utc() { return format_utc(std::chrono::system_clock::now()); }

std::optional<Milliseconds> parse_duration(std::string_view text) {
  constexpr int64_t kMost = int64_t{1} << 40;
  int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || number < 0 || number > kMost) return std::nullopt;
  const std::string_view unit = trim(text.substr(static_cast<size_t>(end - text.data())));
  for (const auto& [name, factor] : kUnits) {
    if (unit == name) return Milliseconds(number * factor);
  }
  return std::nullopt;
}

std::string format_duration(Milliseconds duration) {
  const int64_t ms = duration.count();
  if (ms < 1000) return fmt::format("{} ms", ms);
  if (ms < 60'000) return fmt::format("{:.1f} s", static_cast<double>(ms) / 1000.0);
  if (ms < 3'600'000) return fmt::format("{} min {} s", ms / 60'000, ms / 1000 % 60);
  return fmt::format("{} h {} min", ms / 3'600'000, ms / 60'000 % 60);
}

}  // namespace migrate
