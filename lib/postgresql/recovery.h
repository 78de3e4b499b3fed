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
#include "lib/postgresql/alone_statement.h"

namespace migrate::postgresql {

// See db::Driver for the contracts. Names are looked up by the session's search_path. The first and
// the last throw Error{locked} when another session goes on building the index, or
// running the statement.
std::vector<std::string> prepare_alone(db::Connection& connection, std::string_view statement);
[[nodiscard]] std::optional<Diagnostic> verify_alone(db::Connection& connection,
                                                     std::string_view statement);
std::vector<std::string> clean_up_alone(db::Connection& connection, std::string_view statement);
[[nodiscard]] db::Recovery recover(db::Connection& connection, std::string_view statement,
                                   db::Leftovers leftovers);
/// The query for the indexes that `statement` builds or leaves (name, whether valid, the pid of
/// another session that builds it): that of its name, those that are new since `remember_indexes`
/// where it has none, or what REINDEX leaves. None: it makes no index.
[[nodiscard]] std::optional<db::Request> indexes_request(const AloneStatement& statement);
/// Keeps the indexes that the table of `statement` has in the session, when the one it builds has
/// no name to look for.
[[nodiscard]] std::optional<db::Request> remember_request(const AloneStatement& statement);

}  // namespace migrate::postgresql
