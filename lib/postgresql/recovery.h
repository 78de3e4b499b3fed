// Statements that run alone: what an attempt leaves behind, and what became of one.
//
// CREATE INDEX CONCURRENTLY that fails or is cancelled leaves an INVALID index, which a unique one
// goes on enforcing and which IF NOT EXISTS takes for the real one. Such an index is dropped
// (concurrently) before a build and after a failed one, but never one that a session is building.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/db/driver.h"

namespace migrate::postgresql {

// See db::Driver for the contracts. Names are looked up by the session's search_path. The first and
// the last throw Error{locked} when another session goes on building the index.
std::vector<std::string> prepare_alone(db::Connection& connection, std::string_view statement);
[[nodiscard]] std::optional<Diagnostic> verify_alone(db::Connection& connection,
                                                     std::string_view statement);
std::vector<std::string> clean_up_alone(db::Connection& connection, std::string_view statement);
[[nodiscard]] db::Recovery recover(db::Connection& connection, std::string_view statement);

}  // namespace migrate::postgresql
