// Texts that can't become values of a type.
#pragma once

#include <string>
#include <string_view>

namespace migrate::postgresql {

/// A condition for values of the text column `name` (as SQL) that no server reads as a value of
/// `type`, "numeric(5,2)"; empty where nothing can be said. It never fails itself, and is true only
/// of values that do: where a type's input can't be told by its look, not of all of them.
/// Source: the types' input functions (numutils.c, numeric.c, uuid.c, bool.c, datetime.c, json.c,
/// network.c) of 13 to 18.
[[nodiscard]] std::string unreadable(const std::string& name, std::string_view type);

}  // namespace migrate::postgresql
