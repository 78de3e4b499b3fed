// pg_dump as an observer of schemas; see db::OutsideView for the contract.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/db/outside_view.h"

namespace migrate::postgresql {

/// Throws Error{failed} where this machine has no pg_dump that is new enough for `server_version`.
[[nodiscard]] std::unique_ptr<db::OutsideView> make_outside_view(
    const std::string& server_version, const std::map<std::string, std::string>& environment);

/// What pg_dump wrote, cut into its objects, without what depends on the order they came in.
[[nodiscard]] std::vector<db::OutsideText> objects_of_dump(std::string_view dump);

}  // namespace migrate::postgresql
