// Values for the variables that scripts declare.
#pragma once

#include <map>
#include <string>

#include "lib/plan/plan.h"

namespace migrate::plan {

/// By name.
using VariableValues = std::map<std::string, std::string>;

/// Throws Error{usage} with a finding for every variable that a script of `plan` declares and that
/// has no value, before anything runs.
void demand_values(const Plan& plan, const VariableValues& values);

}  // namespace migrate::plan
