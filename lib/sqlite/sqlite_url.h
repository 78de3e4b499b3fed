// The URL of a database file: sqlite:path, sqlite:///path, sqlite+driver:path.
#pragma once

#include <string>

namespace migrate::sqlite {

/// The path that `url` names: "sqlite:shop.db" is relative, "sqlite:///srv/shop.db" absolute.
/// Throws Error{usage} for a URL without a path, a database in memory (each connection would see
/// another one), a host, or parameters.
[[nodiscard]] std::string path_of(const std::string& url);

}  // namespace migrate::sqlite
