// `--sql`: a script in place of a run, as upgrade, downgrade and stamp write it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cmd/migrate/command.h"
#include "cmd/migrate/context.h"
#include "lib/base/file.h"
#include "lib/workflow/offline.h"

namespace migrate::cmd {

/// The options that every command with `--sql` takes; the last two where it runs scripts.
constexpr OptionSpec kSqlOption = {"--sql", 0, "", "write the script that psql or sqlite3 runs"};
constexpr OptionSpec kOutputOption = {"--output", 'o', "FILE", "with --sql: into this file, 0600"};
constexpr OptionSpec kOfflineOption = {"--offline", 0, "",
                                       "with --sql: never connect; an empty database is assumed"};
constexpr OptionSpec kAnnotateOption = {"--annotate", 0, "",
                                        "with --sql: say above each statement how it runs"};

/// Whether a script is wanted. Throws Error{usage} when an option or a range (`A:B`) says so
/// without
/// `--sql`, and for `--json` without a file to write to.
[[nodiscard]] bool wants_script(const Context& context, const std::vector<std::string>& targets);

/// What a script is for, once the context has its database: one that was read, or an assumed one.
struct ScriptTarget {
  std::vector<std::string> targets;  ///< without the beginning of a range
  workflow::ScriptRequest request;
};
/// Opens the database, or assumes one: for a range `A:B` it stands at A (empty: `from`), with
/// `--offline` at base, and so does one that doesn't exist yet. Throws Error{unreachable} that
/// names the range to give in place of a database.
[[nodiscard]] ScriptTarget open_for_script(Context& context, const std::string& command,
                                           const std::vector<std::string>& targets);

/// Where the script goes: standard output, or the file of `--output`, which appears once it is
/// whole; then what is said about it.
class ScriptSink final : public Sink {
 public:
  explicit ScriptSink(Context& context);
  void write(std::string_view bytes) override;
  void finish(const workflow::WrittenScript& script);

 private:
  Context& context_;
  std::string path_;
  std::optional<FileSink> file_;
};

}  // namespace migrate::cmd
