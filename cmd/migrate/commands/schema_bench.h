// The bench of a command: scratch databases like the configured one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cmd/migrate/context.h"
#include "lib/base/temporary_directory.h"
#include "lib/workflow/bench.h"
#include "lib/workflow/renames.h"

namespace migrate::cmd {

/// A bench, and the session in the database that it copies where there is one.
struct OpenBench {
  std::unique_ptr<TemporaryDirectory> files;  ///< that its databases lie in, if they are files
  std::unique_ptr<db::Connection> like;
  std::unique_ptr<workflow::Bench> bench;
};

/// A bench of the configured database; of `driver`'s engine and without a database where none is
/// configured. A database that doesn't exist yet, or a server for scratch databases of its own
/// (dev_url), leave it out.
[[nodiscard]] OpenBench open_bench(Context& context, const db::Driver& driver);

/// The same of the database at `url`, of `driver`'s engine, which must be there.
[[nodiscard]] OpenBench open_bench_like(Context& context, const db::Driver& driver,
                                        const std::string& url);

/// The same, with room for a production's rows.
[[nodiscard]] OpenBench open_roomy_bench(Context& context, const db::Driver& driver);

/// The same, with the configured database, which must be there. Throws Error{usage} where none is
/// configured, and Error{unreachable}.
[[nodiscard]] OpenBench open_bench_of_database(Context& context, const db::Driver& driver);

/// How another database than the configured one is opened: it must be there; role and session
/// settings of the configuration are not for it.
[[nodiscard]] workflow::DatabaseOptions options_of_other(Context& context, const std::string& url);

/// A bench beside a connection that is open already.
[[nodiscard]] workflow::Bench bench_beside(Context& context, db::Connection& connection);

/// Whether the project has schema files: the first one is there.
[[nodiscard]] bool has_schema_files(const Context& context, const db::Driver& driver);

/// The schema files of the project. Throws Error{usage} where there are none.
[[nodiscard]] std::vector<SourceText> schema_files(Context& context, const db::Driver& driver);

/// What --accept-rename says, and the comments in `files`.
[[nodiscard]] workflow::RenameRequests rename_requests(const Context& context,
                                                       const std::vector<SourceText>& files,
                                                       const db::Driver& driver);

/// Says what looks like a rename, and how to make it one.
void tell_lookalikes(Context& context, const workflow::Comparison& comparison);

}  // namespace migrate::cmd
