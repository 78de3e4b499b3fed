#include "cmd/migrate/settings_layers.h"

#include <charconv>
#include <string_view>

#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

constexpr std::string_view kIndirect = "env:";

}  // namespace

Error Found::wrong(const std::string& message, const std::string& hint) const {
  if (value != nullptr) return {ErrorCode::usage, config_finding(*value, message, hint)};
  return {ErrorCode::usage, origin + ": " + message, hint};
}

std::optional<Found> Layers::find(const Names& names) const {
  if (auto found = from_flag(names)) return found;
  if (auto found = from_variable(names.variable)) return found;
  if (auto found = from_table(names)) return found;
  return from_top(names);
}

std::string Layers::text(const Names& names) const {
  const auto found = find(names);
  return found ? found->text() : "";
}

std::optional<Found> Layers::from_flag(const Names& names) const {
  if (!arguments_.has(names.flag)) return std::nullopt;
  return Found{arguments_.values(names.flag), names.flag};
}

std::optional<Found> Layers::from_variable(const std::string& name) const {
  auto value = environment_.get(name);
  if (!value) return std::nullopt;
  return Found{{std::move(*value)}, name};
}

std::optional<Found> Layers::from_table(const Names& names) const {
  return table_ == nullptr ? std::nullopt : from_value(table_->find(names.key));
}

std::optional<Found> Layers::from_top(const Names& names) const {
  return file_ == nullptr ? std::nullopt : from_value(file_->top.find(names.key));
}

std::optional<Found> Layers::from_value(const ConfigValue* value) const {
  if (value == nullptr || value->text().empty()) return std::nullopt;
  Found found{value->items,
              value->location.file + ":" + std::to_string(value->location.position.line), value,
              true};
  for (std::string& item : found.items) {
    if (!item.starts_with(kIndirect)) continue;
    const std::string name = item.substr(kIndirect.size());
    const auto variable = environment_.get(name);
    if (!variable) throw found.wrong("the variable " + name + " is not set", "set " + name);
    item = *variable;
    found.from_file = false;
  }
  return found;
}

Milliseconds duration(const Found& found) {
  const auto parsed = parse_duration(found.text());
  if (!parsed) {
    throw found.wrong("'" + found.text() + "' is no time", "write 500ms, 30s, 2min or 1h");
  }
  return *parsed;
}

void set_duration(const Layers& layers, const Names& names, Milliseconds& setting) {
  if (const auto found = layers.find(names)) setting = duration(*found);
}

size_t size_in_bytes(const Found& found) {
  struct Unit {
    std::string_view name;
    size_t bytes;
  };
  constexpr Unit kUnits[] = {{"", 1},          {"b", 1},          {"kib", 1 << 10},
                             {"kb", 1000},     {"mib", 1 << 20},  {"mb", 1000 * 1000},
                             {"gib", 1 << 30}, {"gb", 1000000000}};
  const std::string& text = found.text();
  size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string unit =
      to_lower(trim(std::string_view(end, static_cast<size_t>(text.data() + text.size() - end))));
  for (const Unit& known : kUnits) {
    if (error == std::errc() && known.name == unit && number <= SIZE_MAX / known.bytes) {
      return number * known.bytes;
    }
  }
  throw found.wrong("'" + text + "' is no size", "write bytes, or 512KiB, 1MiB");
}

std::vector<std::string> list(const Layers& layers, const Names& names) {
  const auto found = layers.find(names);
  if (!found) return {};
  std::vector<std::string> items = found->from_file ? found->items : split(found->text(), ',');
  std::erase(items, "");
  return items;
}

bool is_on(const Layers& layers, const Names& names) {
  const auto found = layers.find(names);
  if (!found || found->text() == "false" || found->text() == "0") return false;
  if (found->text() == "true" || found->text() == "1") return true;
  throw found->wrong("'" + found->text() + "' is neither true nor false", "write true or false");
}

}  // namespace migrate::cmd
