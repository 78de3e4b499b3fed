#include "cmd/migrate/suggestions.h"

#include <algorithm>
#include <string_view>

#include "cmd/migrate/command.h"
#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

struct ForeignWord {
  std::string_view word;
  std::string_view ours;
};

constexpr std::string_view kUpgrade = "migrate upgrade";
constexpr std::string_view kUpgradeTo = "migrate upgrade REV";
constexpr std::string_view kDowngrade = "migrate downgrade";
constexpr std::string_view kDowngradeTo = "migrate downgrade REV";
constexpr std::string_view kDowngradeAll = "migrate downgrade base";
constexpr std::string_view kRevision = "migrate revision -m MESSAGE";
constexpr std::string_view kStatus = "migrate status";
constexpr std::string_view kPlan = "migrate plan";
constexpr std::string_view kHistory = "migrate history";
constexpr std::string_view kShow = "migrate show REV --sql";
constexpr std::string_view kStamp = "migrate stamp REV";
constexpr std::string_view kBaseline =
    "migrate stamp REV, or migrate revision --from-schema FILE for a first revision";
constexpr std::string_view kRepair =
    "migrate validate --accept REV for changed files, migrate resolve REV for a half-run revision";
constexpr std::string_view kUpOrDown = "migrate upgrade REV, or migrate downgrade REV";
constexpr std::string_view kVersion = "migrate current, or migrate --version for the program's";

/// Words of Alembic, Flyway, dbmate, goose, golang-migrate, Liquibase, sqitch, Rails, Django,
/// Atlas, Prisma, Knex. A word that becomes a command of ours must leave.
constexpr ForeignWord kForeignWords[] = {
    {"up", kUpgrade},
    {"migrate", kUpgrade},
    {"apply", kUpgrade},
    {"update", kUpgrade},
    {"run", kUpgrade},
    {"latest", kUpgrade},
    {"exec", kUpgrade},
    {"execute", kUpgrade},
    {"forward", kUpgrade},
    {"db:migrate", kUpgrade},
    {"db:setup", kUpgrade},
    {"migrate:latest", kUpgrade},
    {"migration:run", kUpgrade},
    {"up-to", kUpgradeTo},
    {"update-to-tag", kUpgradeTo},
    {"db:migrate:up", kUpgradeTo},
    {"up-by-one", "migrate upgrade +1"},
    {"next", "migrate upgrade +1"},
    {"db:forward", "migrate upgrade +1"},
    {"update-one", "migrate upgrade +1"},
    {"update-count", "migrate upgrade +N"},
    {"goto", kUpOrDown},
    {"to", kUpOrDown},
    {"down", kDowngrade},
    {"rollback", kDowngrade},
    {"revert", kDowngrade},
    {"undo", kDowngrade},
    {"unapply", kDowngrade},
    {"db:rollback", kDowngrade},
    {"migrate:rollback", kDowngrade},
    {"migration:revert", kDowngrade},
    {"down-to", kDowngradeTo},
    {"rollback-to", kDowngradeTo},
    {"db:migrate:down", kDowngradeTo},
    {"rollback-count", "migrate downgrade -N"},
    {"drop", kDowngradeAll},
    {"clean", kDowngradeAll},
    {"drop-all", kDowngradeAll},
    {"db:drop", kDowngradeAll},
    {"zero", kDowngradeAll},
    {"new", kRevision},
    {"create", kRevision},
    {"add", kRevision},
    {"make", kRevision},
    {"generate", kRevision},
    {"gen", kRevision},
    {"makemigrations", kRevision},
    {"migrate:make", kRevision},
    {"migration:create", kRevision},
    {"migration:generate", kRevision},
    {"changeset", kRevision},
    {"info", kStatus},
    {"st", kStatus},
    {"state", kStatus},
    {"showmigrations", kStatus},
    {"db:migrate:status", kStatus},
    {"migrate:status", kStatus},
    {"pending", kPlan},
    {"preview", kPlan},
    {"dry-run", kPlan},
    {"dryrun", kPlan},
    {"update-sql", kPlan},
    {"updatesql", kPlan},
    {"list", kHistory},
    {"ls", kHistory},
    {"sqlmigrate", kShow},
    {"cat", kShow},
    {"version", kVersion},
    {"db:version", kVersion},
    {"baseline", kBaseline},
    {"adopt", kBaseline},
    {"inspect", "migrate revision --from-schema FILE: from a pg_dump of the schema"},
    {"generate-changelog", "migrate revision --from-schema FILE: from a pg_dump of the schema"},
    {"force", kStamp},
    {"fake", kStamp},
    {"mark", kStamp},
    {"set", kStamp},
    {"changelog-sync", kStamp},
    {"mark-next-changeset-ran", "migrate stamp +1"},
    {"repair", kRepair},
    {"hash", "migrate validate: it compares checksums made from the files"},
    {"clear-checksums", "migrate validate --accept REV"},
    {"fix", "migrate merge: order comes from the graph, not from the files' names"},
    {"setup", "migrate init"},
    {"configure", "migrate init"},
    {"bootstrap", "migrate init"},
    {"ping", "migrate wait"},
};

/// Options of other tools, and what is meant by them here.
constexpr ForeignWord kForeignOptions[] = {
    {"--database", "--url URL"},
    {"--database-url", "--url URL"},
    {"--db", "--url URL"},
    {"--db-url", "--url URL"},
    {"--dsn", "--url URL"},
    {"--source", "--versions DIR"},
    {"--path", "--versions DIR"},
    {"--dir", "--versions DIR"},
    {"--migrations-dir", "--versions DIR"},
    {"--locations", "--versions DIR"},
    {"--name", "-m TEXT"},
    {"--target", "the target as an argument: 'migrate upgrade REV'"},
    {"--to", "the target as an argument: 'migrate upgrade REV'"},
    {"--revision", "the revision as an argument: 'migrate show REV'"},
    {"--count", "+N or -N as an argument: 'migrate upgrade +1'"},
    {"--steps", "+N or -N as an argument: 'migrate downgrade -1'"},
    {"--fake", "'migrate stamp REV'"},
    {"--force", "--yes"},
    {"--no-input", "--yes"},
    {"--noinput", "--yes"},
    {"--assume-yes", "--yes"},
    {"--auto-approve", "--yes"},
    {"--silent", "--quiet"},
    {"--debug", "--verbose"},
    {"--placeholder", "--set NAME=VALUE"},
    {"--var", "--set NAME=VALUE"},
    {"--environment", "--env NAME"},
};

/// The one name that begins with `word`, or the nearest one; empty: none.
std::string meant(const std::string& word, const std::vector<std::string>& names) {
  std::string begins;
  size_t matches = 0;
  for (const std::string& name : names) {
    if (word.size() < 3 || !name.starts_with(word)) continue;
    begins = name;
    ++matches;
  }
  if (matches == 1) return begins;
  return nearest(word, names).value_or("");
}

/// The commands that take the option `name`, as "'migrate upgrade'".
std::vector<std::string> commands_with(const std::string& name) {
  std::vector<std::string> owners;
  for (const Command* command : commands()) {
    for (const OptionSpec& spec : command->options) {
      if (spec.name == name) owners.push_back("'migrate " + std::string(command->name) + "'");
    }
  }
  return owners;
}

}  // namespace

Error unknown_command(const std::string& word) {
  for (const ForeignWord& foreign : kForeignWords) {
    if (foreign.word == word) {
      return {ErrorCode::usage, "'" + word + "' is no command here",
              "the command is: " + std::string(foreign.ours)};
    }
  }
  std::vector<std::string> names;
  for (const Command* command : commands()) names.emplace_back(command->name);
  const std::string near = meant(word, names);
  return {ErrorCode::usage, "unknown command '" + word + "'",
          near.empty() ? "'migrate --help' lists the commands" : "did you mean '" + near + "'?"};
}

Error unknown_option(const std::string& option, const std::string& command,
                     const std::vector<std::string>& known) {
  const std::string name = option.substr(0, option.find('='));
  const std::string message = "unknown option '" + name + "'";
  for (const ForeignWord& foreign : kForeignOptions) {
    if (foreign.word == name)
      return {ErrorCode::usage, message, "here it is " + std::string(foreign.ours)};
  }
  const std::vector<std::string> owners = commands_with(name);
  if (!owners.empty()) {
    return {ErrorCode::usage, message, "it is an option of " + join(owners, ", ")};
  }
  const std::string near = meant(name, known);
  const std::string owner = command.empty() ? "migrate" : "migrate " + command;
  return {
      ErrorCode::usage, message,
      near.empty() ? "'" + owner + " --help' lists the options" : "did you mean '" + near + "'?"};
}

}  // namespace migrate::cmd
