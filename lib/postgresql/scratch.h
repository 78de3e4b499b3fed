// Temporary databases on a server: template0, tagged, swept when an earlier run left them behind.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lib/db/scratch.h"

namespace migrate::postgresql {

/// What the names of all scratch databases begin with, and no others.
inline constexpr std::string_view kScratchPrefix = "migrate_scratch_";

/// As db::Driver::scratch().
[[nodiscard]] std::unique_ptr<db::Scratch> make_scratch(db::Connection* like,
                                                        const db::ConnectOptions& options,
                                                        const std::string& server);

}  // namespace migrate::postgresql
