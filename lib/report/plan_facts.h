// What a plan says about a step beside its statements: what its header sets, the variables that it
// uses, and its way back.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/base/json.h"
#include "lib/plan/plan.h"

namespace migrate::report {

/// A variable's value, and who gave it: "--set", "MIGRATE_VAR_TENANT", "migrate.toml:3". Secret:
/// some script says so, though others may not.
struct VariableSource {
  std::string value;
  std::string origin;
  revision::Variable::Secrecy secrecy = revision::Variable::Secrecy::shown;
};
using VariableSources = std::map<std::string, VariableSource>;

/// What the header of the step's script changes: "lock timeout 5 s", "foreign keys off". Empty:
/// nothing.
[[nodiscard]] std::vector<std::string> header_settings(const plan::Step& step);

/// "tenant = acme (--set)"; of a secret one only that it is set.
[[nodiscard]] std::vector<std::string> used_variables(const plan::Step& step,
                                                      const VariableSources& sources);

/// Of an up step its down file with what is lost on it, or why there is none; of a down step what
/// is lost, or nothing.
[[nodiscard]] std::string way_back(const plan::Step& step);

/// "1.2 kB".
[[nodiscard]] std::string format_bytes(uint64_t bytes);

/// The members "bytes", "transaction", "lock_timeout_ms", "statement_timeout_ms", "retry",
/// "foreign_keys", "variables", "down", "irreversible" and "lossy" of a step in docs/json.md.
void add_facts(json::Value& step_json, const plan::Step& step, const VariableSources& sources);

}  // namespace migrate::report
