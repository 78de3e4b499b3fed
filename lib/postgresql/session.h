// The state a session begins with, and how to get back to it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lib/db/driver.h"

namespace migrate::postgresql {

using Settings = std::vector<std::pair<std::string, std::string>>;

/// What connect() sets, and every reset sets again, in this order.
struct SessionStart {
  Settings settings;
  std::string role;  ///< empty: none
};

/// The settings that a run needs on a server of `version` (PQserverVersion), then those of the
/// configuration, which win.
[[nodiscard]] SessionStart session_start(const db::ConnectOptions& options, int version);

/// One statement that makes all of `settings` hold for the session. Precondition: not empty.
[[nodiscard]] db::Request set_settings(const Settings& settings);
[[nodiscard]] db::Request set_setting(const std::string& name, const std::string& value);

/// Back to `start`, for inside a transaction: a RESET in an implicit one is lost with a later error
/// of the same pipeline.
[[nodiscard]] std::vector<db::Request> reset_requests(const SessionStart& start);

/// A saved state as requests; see Driver::restore_session.
[[nodiscard]] std::vector<db::Request> restore_requests(const std::string& state);

}  // namespace migrate::postgresql
