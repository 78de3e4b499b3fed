// Keeps scratch databases from publishers. A subscription that is tried in one must not make, take
// or drop the slot of the real one, which may be of the same name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace migrate::postgresql {

/// What to run in a scratch database in place of `statement`; none: the statement itself. The same
/// subscription comes of it, but nothing connects: it is created with connect = false, never
/// enabled or refreshed, and dropped without its slot. A change that only the publisher's slot can
/// take becomes a statement that fails and says so. Statements inside functions are not seen.
[[nodiscard]] std::optional<std::string> without_publisher(std::string_view statement);

}  // namespace migrate::postgresql
