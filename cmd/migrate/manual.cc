#include "cmd/migrate/manual.h"

#include <fmt/format.h>

#include <utility>

#include "cmd/migrate/command.h"
#include "cmd/migrate/help.h"
#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

/// A term and what it means, as plain text.
using Row = std::pair<std::string_view, std::string_view>;

constexpr std::string_view kDescription =
    "migrate changes database schemas with plain SQL files, on PostgreSQL and SQLite.\n"
    "A revision is a pair of files, NAME.up.sql and NAME.down.sql, with a few comment\n"
    "lines that say which revision it stands on. Revisions form a graph with branches\n"
    "and merges.\n"
    "\n"
    "A script runs in transactions as far as its statements allow, each with its history\n"
    "row; a run that was cut off goes on where it stopped. Nothing runs before everything\n"
    "was read, checked and planned. Results go to standard output, progress and errors to\n"
    "standard error.";

constexpr Row kTargets[] = {
    {"head, heads", "the newest revision; the newest of every branch"},
    {"base", "before the first revision"},
    {"current", "what the database is at"},
    {"ID", "a revision, or any beginning of its id that no other has"},
    {"LABEL, LABEL@head, LABEL@base", "the branch with that label, its newest and first revision"},
    {"+N, -N, ID+N, ID-N, LABEL@+N", "so many revisions on or back"},
    {"A:B, A:, :B", "a range, where one is taken"},
};

constexpr Row kExitCodes[] = {
    {"0", "done, or nothing to do"},
    {"1", "failed; what was committed before stays and is listed"},
    {"2", "wrong command line or configuration"},
    {"3", "a check found something: pending revisions, several heads, a changed file"},
    {"4", "in doubt: `migrate resolve` is needed"},
    {"5", "a lock was not obtained; safe to run again"},
    {"6", "the database can't be reached, or refused the login"},
    {"7", "the revisions are invalid"},
    {"130, 143", "interrupted by SIGINT, SIGTERM"},
};

constexpr Row kEnvironment[] = {
    {"MIGRATE_URL", "the database; DATABASE_URL counts when nothing else names one"},
    {"MIGRATE_ENV", "the [env.NAME] table of the configuration"},
    {"MIGRATE_CONFIG", "the configuration file"},
    {"MIGRATE_VERSIONS", "the directory of the revisions"},
    {"MIGRATE_VAR_NAME", "the value of the variable `name` in scripts"},
    {"MIGRATE_AS, MIGRATE_NOTE, MIGRATE_ROLE, MIGRATE_WAIT, …",
     "the option or the key of the configuration with that name"},
    {"PGHOST, PGUSER, PGPASSFILE, PGSERVICE, …", "as for every program that uses libpq"},
    {"NO_COLOR, CLICOLOR_FORCE, TERM=dumb", "no colours; colours also in pipes; no live line"},
};

constexpr Row kFiles[] = {
    {"migrate.toml", "the configuration, found upwards from the working directory"},
    {"versions/", "the revisions"},
    {"DATABASE-migrate.lock", "beside an SQLite database: the lock of a run; may stay"},
};

std::string section(std::string_view title) { return fmt::format(".SH {}\n", title); }

std::string term(std::string_view bold, std::string_view text) {
  return fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(bold), roff(text));
}

template <typename Rows>
std::string terms(const Rows& rows) {
  std::string text;
  for (const auto& [bold, meaning] : rows) text += term(bold, meaning);
  return text;
}

std::string option_terms(const std::vector<OptionSpec>& specs) {
  std::string text;
  for (const OptionSpec& spec : specs) {
    std::string name = "\\fB";
    if (spec.shorthand != 0) name += roff(fmt::format("-{}", spec.shorthand)) + "\\fR, \\fB";
    name += roff(spec.name) + "\\fR";
    if (!spec.positional() && !spec.value.empty()) name += " \\fI" + roff(spec.value) + "\\fR";
    text += ".TP\n" + name + "\n" + roff(spec.help) + "\n";
  }
  return text;
}

std::string command_section(const Command& command) {
  std::string text = fmt::format(".SS {}\n", roff(usage_line(command)));
  text += roff(command.description) + "\n";
  text += option_terms(command.options);
  return text + ".PP\n.RS\n.EX\n" + roff(command.example) + "\n.EE\n.RE\n";
}

}  // namespace

std::string roff(std::string_view text) {
  std::string result;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) result += "\\&";
    const bool blank_line = line_begins && c == '\n';
    line_begins = c == '\n';
    if (blank_line) {
      result += ".PP\n";
    } else if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if (c == '\'') {
      result += "\\(aq";
    } else if (c == '`') {
      result += "\\(ga";
    } else {
      result += c;
    }
  }
  return result;
}

std::string manual_page() {
  std::string text = fmt::format(
      ".\\\" Written from the program's table of commands.\n"
      ".TH MIGRATE 1 \"\" \"migrate {}\" \"User Commands\"\n",
      roff(MIGRATE_VERSION));
  text += section("NAME") + "migrate \\- change database schemas with plain SQL files\n";
  text += section("SYNOPSIS") +
          "\\fBmigrate\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n.br\n"
          "\\fBmigrate\\fR \\fICOMMAND\\fR \\fB\\-\\-help\\fR\n";
  text += section("DESCRIPTION") + roff(kDescription) + "\n";
  text += section("COMMANDS");
  for (const Command* command : commands()) text += command_section(*command);
  text += section("OPTIONS") + "Every command takes these, before or behind its name.\n";
  text += option_terms(global_options());
  text += term("-V, --version", "the versions of the program and its libraries");
  text += section("TARGETS") + terms(kTargets);
  text += section("EXIT STATUS") + terms(kExitCodes);
  text += section("ENVIRONMENT") + terms(kEnvironment);
  text += section("FILES") + terms(kFiles);
  return text + section("SEE ALSO") + "\\fBpsql\\fR(1), \\fBsqlite3\\fR(1)\n";
}

}  // namespace migrate::cmd
