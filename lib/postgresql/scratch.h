// Temporary databases on a server: template0, tagged, swept when an earlier run left them behind.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lib/db/scratch.h"

namespace migrate::postgresql {

/// What the names of all scratch databases begin with, and no others.
inline constexpr std::string_view kScratchPrefix = "migrate_scratch_";

/// A name that no other scratch database has.
[[nodiscard]] std::string new_scratch_name();
/// Lets later runs sweep the scratch database `name`, should this one be killed.
void tag_as_scratch(db::Connection& maintenance, const std::string& name);

/// As db::Driver::scratch().
[[nodiscard]] std::unique_ptr<db::Scratch> make_scratch(db::Connection* like,
                                                        const db::ConnectOptions& options,
                                                        const std::string& server);

}  // namespace migrate::postgresql
