// What the command line said, once parsed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::cmd {

/// Values by the name of their option ("--message") or positional argument ("TARGET"). A flag that
/// was given has one value, "true".
class Arguments {
 public:
  [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
  /// The value of an option that may be given once.
  [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
  [[nodiscard]] std::string value_or(std::string_view name, std::string fallback) const;
  /// All values, in the order given; none when it was not given.
  [[nodiscard]] std::vector<std::string> values(std::string_view name) const;

  void add(const std::string& name, std::string value) {
    values_[name].push_back(std::move(value));
  }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

}  // namespace migrate::cmd
