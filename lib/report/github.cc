#include "lib/report/github.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "lib/base/text.h"
#include "lib/report/diagnostic_text.h"

namespace migrate::report {
namespace {

/// Values may not hold what ends them.
std::string escaped(std::string text) {
  text = replace_all(text, "%", "%25");
  text = replace_all(text, "\r", "%0D");
  return replace_all(text, "\n", "%0A");
}

std::string property(std::string_view name, std::string text) {
  text = replace_all(replace_all(escaped(std::move(text)), ":", "%3A"), ",", "%2C");
  return fmt::format("{}={}", name, text);
}

std::string_view command(Severity severity) {
  return severity == Severity::note ? "notice" : to_string(severity);
}

}  // namespace

std::string github_annotation(Severity severity, const Location& place, std::string_view title,
                              const std::string& message) {
  std::vector<std::string> properties;
  if (!place.file.empty()) properties.push_back(property("file", place.file));
  if (place.position.line > 0) {
    properties.push_back(fmt::format("line={}", place.position.line));
    properties.push_back(fmt::format("col={}", place.position.column));
  }
  properties.push_back(property("title", std::string(title)));
  return fmt::format("::{} {}::{}\n", command(severity), join(properties, ","), escaped(message));
}

}  // namespace migrate::report
