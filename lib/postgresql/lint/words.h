// What loses data, by words alone: for statements that the parser can't read.
#pragma once

#include <string>
#include <vector>

#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {

/// What `statement`, the one at `index` of its script, drops or empties, as far as its words tell.
[[nodiscard]] std::vector<Hit> losses_by_words(const std::string& statement, size_t index);

}  // namespace migrate::postgresql::lint
