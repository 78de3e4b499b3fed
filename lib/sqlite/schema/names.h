// Names and literals as SQLite writes and compares them.
#pragma once

#include <string>
#include <string_view>

#include "lib/schema/fact.h"

namespace migrate::sqlite {

/// `name` as SQL has to write it: quoted where it is a keyword or has odd characters.
[[nodiscard]] std::string identifier(std::string_view name);
/// `text` as a string literal.
[[nodiscard]] std::string literal(std::string_view text);

/// The name of `fact` as its author spelled it: identities are in lower case, as SQLite compares
/// names without regard to the case of ASCII letters.
[[nodiscard]] std::string spelled(const schema::Fact& fact);

}  // namespace migrate::sqlite
