// migrate split: how scripts are cut, and how each statement would run.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/report/split_listing.h"
#include "lib/revision/header.h"
#include "lib/sql/segments.h"

namespace migrate::cmd {
namespace {

std::string read_standard_input() {
  std::string bytes;
  std::array<char, 1 << 16> buffer{};
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got == 0) return bytes;
    if (got > 0) {
      bytes.append(buffer.data(), static_cast<size_t>(got));
    } else if (errno != EINTR) {
      throw Error(ErrorCode::failed, "standard input can't be read");
    }
  }
}

SourceText open(const std::string& file) {
  return file == "-" ? SourceText::from_memory("-", read_standard_input())
                     : SourceText::from_file(file, file);
}

/// --dialect; else the engine that the file's name ends in (x.up.<engine>.sql); else the
/// configured database's.
const sql::Dialect& dialect_of(Context& context, const std::string& file) {
  const std::vector<std::string> engines = engine_names();
  std::string name = context.arguments().value_or("--dialect", "");
  if (name.empty()) {
    const auto named = std::find_if(engines.begin(), engines.end(), [&](const std::string& engine) {
      return file.ends_with("." + engine + ".sql");
    });
    name = named != engines.end() ? *named : context.engine();
  }
  if (const sql::Dialect* dialect = sql::find_dialect(name)) return *dialect;
  throw Error(ErrorCode::usage, "there is no dialect '" + name + "'",
              "the dialects are " + join(engines, ", "));
}

void list_file(Context& context, report::SplitListing& listing, const std::string& file) {
  const SourceText source = open(file);
  const sql::Dialect& dialect = dialect_of(context, file);
  std::vector<Diagnostic> ignored;  // any SQL may be looked at: a header is no condition
  const revision::Header header = revision::read_header(source, revision::ScriptRole::up, ignored);
  sql::Splitter splitter(source, dialect);
  sql::Segmenter segmenter(source, header.transaction);
  context.print(listing.file(file, dialect.name));
  while (const auto statement = splitter.next()) {
    const size_t segment = segmenter.add(*statement, splitter.checkpoint());
    context.print(listing.statement(*statement, segment, splitter.text()));
  }
  context.print(listing.end_file(segmenter.finish()));
}

ExitCode run(Context& context) {
  const auto listing = context.json() ? report::split_json() : report::split_text();
  context.print(listing->begin());
  for (const std::string& file : context.arguments().values("FILE")) {
    list_file(context, *listing, file);
  }
  context.print(listing->end());
  return ExitCode::done;
}

}  // namespace

const Command& split_command() {
  static const Command command = {
      .name = "split",
      .group = Group::looking,
      .summary = "show how SQL files are cut into statements",
      .description =
          "Prints every statement with its place, its kind and its segment: what runs in\n"
          "one transaction. Works on any SQL file, '-' is standard input; nothing runs.",
      .example = "migrate split --dialect postgresql versions/*.up.sql",
      .options = {{"FILE", 0, "", "the files; - is standard input",
                   OptionSpec::Count::at_least_one},
                  {"--dialect", 0, "NAME", "the SQL dialect (default: the database's)"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
