// Connection URLs and keyword strings as libpq reads them. Whatever is wrong with one, its password
// never comes out of here.
#pragma once

#include <string>

#include "lib/postgresql/handles.h"

namespace migrate::postgresql {

/// `url` without the `+driver` of other tools: postgresql+asyncpg://… is postgresql://….
[[nodiscard]] std::string without_driver(const std::string& url);

/// The parameters that `url` itself gives (the environment's are not among them). Throws
/// Error{usage} when libpq can't read it; the message has no part of it.
[[nodiscard]] Owned<PQconninfoOption> parse_url(const std::string& url);
/// The value of `keyword`, or empty.
[[nodiscard]] std::string value_of(const PQconninfoOption* options, const std::string& keyword);

/// `url` with another database: for one whose name needs no quotes and no percent-encoding.
[[nodiscard]] std::string with_database(const std::string& url, const std::string& name);

/// `url` without its passwords: shown as written otherwise, a keyword string in libpq's order.
/// One that can't be read is replaced as a whole.
[[nodiscard]] std::string mask(const std::string& url);

}  // namespace migrate::postgresql
