// Temporary databases on a server: template0, tagged, swept when an earlier run left them behind.
#pragma once

#include <memory>
#include <string>

#include "lib/db/scratch.h"

namespace migrate::postgresql {

/// As db::Driver::scratch().
[[nodiscard]] std::unique_ptr<db::Scratch> make_scratch(db::Connection* like,
                                                        const db::ConnectOptions& options,
                                                        const std::string& server);

}  // namespace migrate::postgresql
