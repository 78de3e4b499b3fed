// What a change takes from people that their scripts can't bring back.
#pragma once

#include <optional>
#include <string>

#include "lib/schema/rules.h"

namespace migrate::sqlite {

/// The loss in words; none where nothing is lost.
[[nodiscard]] std::optional<std::string> loss_of(const schema::Change& change,
                                                 const schema::Sides& sides);

}  // namespace migrate::sqlite
