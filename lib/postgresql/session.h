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

/// How long a setting holds.
using Scope = db::Driver::Scope;

/// One statement that makes all of `settings` hold. Precondition: not empty.
[[nodiscard]] db::Request set_settings(const Settings& settings, Scope scope = Scope::session);
[[nodiscard]] db::Request set_setting(const std::string& name, const std::string& value,
                                      Scope scope = Scope::session);
/// The same for the session, where it is the one of the server process `pid`; else nothing is set
/// and no row comes back.
[[nodiscard]] db::Request set_settings_of(const Settings& settings, int pid);

/// Back to `start`, for inside a transaction: a RESET in an implicit one is lost with a later error
/// of the same pipeline.
[[nodiscard]] std::vector<db::Request> reset_requests(const SessionStart& start);

/// The settings and role of `start` for the rest of a transaction.
[[nodiscard]] std::vector<db::Request> transaction_requests(const SessionStart& start);
/// What may have been left in a session that others use, too: back to how the server makes one.
[[nodiscard]] std::vector<db::Request> clean_requests();

/// `request` in a transaction of its own. In the implicit one of a pipeline its snapshot would
/// forbid the BEGIN ISOLATION LEVEL … of a script that follows.
[[nodiscard]] std::vector<db::Request> in_transaction(db::Request request);
/// A saved state as requests; see Driver::restore_session.
[[nodiscard]] std::vector<db::Request> restore_requests(const std::string& state);

}  // namespace migrate::postgresql
