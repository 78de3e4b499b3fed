#include "lib/report/plan_facts.h"

#include <fmt/format.h>

#include "lib/base/clock.h"

namespace migrate::report {
namespace {

using revision::Header;
using revision::Variable;

std::string value_of(const Header& header, std::string_view key) {
  const std::string* value = header.find(key);
  return value == nullptr ? "" : *value;
}

std::string limit(std::string_view what, Milliseconds time) {
  if (time == Milliseconds(0)) return fmt::format("no {}", what);
  return fmt::format("{} {}", what, format_duration(time));
}

/// Null unless the step goes up and has a reason why there is no way back.
std::string irreversible_reason(const plan::Step& step) {
  if (!step.down) return "there is no down script";
  return value_of(step.down->header, "irreversible");
}

/// What the way down loses, by the header of the down script.
std::string lossy(const plan::Step& step) {
  if (step.direction == plan::Direction::down) return value_of(step.script.header, "lossy");
  return step.down ? value_of(step.down->header, "lossy") : "";
}

std::string_view to_code(sql::TransactionMode mode) {
  switch (mode) {
    case sql::TransactionMode::automatic:
      return "auto";
    case sql::TransactionMode::off:
      return "off";
    case sql::TransactionMode::manual:
      break;
  }
  return "manual";
}

json::Value milliseconds(const std::optional<Milliseconds>& time) {
  return time ? json::Value(int64_t{time->count()}) : json::Value();
}

json::Value text_or_null(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

bool is_secret(const Variable& variable, const VariableSource& source) {
  constexpr auto kSecret = Variable::Secrecy::secret;
  return variable.secrecy == kSecret || source.secrecy == kSecret;
}

json::Value variables_json(const plan::Step& step, const VariableSources& sources) {
  json::Array out;
  for (const Variable& variable : step.script.header.variables) {
    const auto source = sources.find(variable.name);
    const bool known = source != sources.end();
    const bool secret = is_secret(variable, known ? source->second : VariableSource());
    out.push_back(json::Object{
        {"name", variable.name},
        {"secret", secret},
        {"value", known && !secret ? json::Value(source->second.value) : json::Value()},
        {"from", known ? json::Value(source->second.origin) : json::Value()}});
  }
  return out;
}

}  // namespace

std::vector<std::string> header_settings(const plan::Step& step) {
  const Header& header = step.script.header;
  std::vector<std::string> out;
  if (header.transaction != sql::TransactionMode::automatic) {
    out.push_back(fmt::format("transaction {}", to_code(header.transaction)));
  }
  if (header.lock_timeout) out.push_back(limit("lock timeout", *header.lock_timeout));
  if (header.statement_timeout) {
    out.push_back(limit("statement timeout", *header.statement_timeout));
  }
  if (header.retry) out.push_back(fmt::format("retry {}", *header.retry));
  if (header.foreign_keys_off) out.emplace_back("foreign keys off");
  return out;
}

std::vector<std::string> used_variables(const plan::Step& step, const VariableSources& sources) {
  std::vector<std::string> out;
  for (const Variable& variable : step.script.header.variables) {
    const auto source = sources.find(variable.name);
    if (source == sources.end()) {
      out.push_back(variable.name + " (without a value)");
    } else if (is_secret(variable, source->second)) {
      out.push_back(fmt::format("{} (secret, {})", variable.name, source->second.origin));
    } else {
      out.push_back(
          fmt::format("{} = {} ({})", variable.name, source->second.value, source->second.origin));
    }
  }
  return out;
}

std::string way_back(const plan::Step& step) {
  if (step.direction == plan::Direction::down) return lossy(step);
  const std::string lost = lossy(step);
  const std::string reason = irreversible_reason(step);
  if (!reason.empty()) return "none: " + reason;
  return step.down->source.name() + (lost.empty() ? "" : ", lossy: " + lost);
}

std::string format_bytes(uint64_t bytes) {
  constexpr uint64_t kKilo = 1000;
  if (bytes < kKilo) return fmt::format("{} bytes", bytes);
  const auto scaled = static_cast<double>(bytes);
  if (bytes < kKilo * kKilo) return fmt::format("{:.1f} kB", scaled / 1e3);
  if (bytes < kKilo * kKilo * kKilo) return fmt::format("{:.1f} MB", scaled / 1e6);
  return fmt::format("{:.1f} GB", scaled / 1e9);
}

void add_facts(json::Value& step_json, const plan::Step& step, const VariableSources& sources) {
  const Header& header = step.script.header;
  const bool up = step.direction == plan::Direction::up;
  step_json.set("bytes", step.script.source.size());
  step_json.set("transaction", to_code(header.transaction));
  step_json.set("lock_timeout_ms", milliseconds(header.lock_timeout));
  step_json.set("statement_timeout_ms", milliseconds(header.statement_timeout));
  step_json.set("retry", header.retry ? json::Value(*header.retry) : json::Value());
  step_json.set("foreign_keys", header.foreign_keys_off ? "off" : "on");
  step_json.set("variables", variables_json(step, sources));
  step_json.set("down", up && step.down ? json::Value(step.down->source.name()) : json::Value());
  step_json.set("irreversible", up ? text_or_null(irreversible_reason(step)) : json::Value());
  step_json.set("lossy", text_or_null(lossy(step)));
}

}  // namespace migrate::report
