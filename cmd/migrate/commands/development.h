// What only development may do.
#pragma once

#include <string_view>

#include "cmd/migrate/context.h"

namespace migrate::cmd {

/// Throws Error{usage} unless the environment in use says mode = "development". `command`: what is
/// refused; `elsewhere`: what to do in its place. Precondition: the settings are loaded.
void demand_development(const Context& context, std::string_view command,
                        std::string_view elsewhere);

}  // namespace migrate::cmd
