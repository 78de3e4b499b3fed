#include "cmd/migrate/suggestions.h"

#include <gtest/gtest.h>

#include "cmd/migrate/command.h"
#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

std::string hint_of(Error error) { return error.first().hint; }

/// The command in "the command is: migrate upgrade REV".
std::string command_in(const std::string& hint) {
  const std::vector<std::string> words = split(hint, ' ');
  if (words.size() < 5 || words[3] != "migrate") return "";
  return words[4].substr(0, words[4].find_first_of(",:"));
}

TEST(ForeignWords, AreAnsweredWithCommandsThatExist) {
  for (const char* word : {"up",
                           "migrate",
                           "apply",
                           "update",
                           "latest",
                           "db:migrate",
                           "migration:run",
                           "goto",
                           "down",
                           "rollback",
                           "revert",
                           "undo",
                           "drop",
                           "clean",
                           "new",
                           "create",
                           "make",
                           "makemigrations",
                           "generate",
                           "info",
                           "showmigrations",
                           "pending",
                           "list",
                           "sqlmigrate",
                           "version",
                           "baseline",
                           "force",
                           "fake",
                           "repair",
                           "hash",
                           "fix",
                           "setup",
                           "ping"}) {
    if (find_command(word) != nullptr) continue;
    const std::string hint = hint_of(unknown_command(word));
    EXPECT_NE(find_command(command_in(hint)), nullptr) << word << ": " << hint;
  }
}

TEST(UnknownCommand, NamesTheNearestOrTheOneThatBeginsSo) {
  EXPECT_EQ(hint_of(unknown_command("upgarde")), "did you mean 'upgrade'?");
  EXPECT_EQ(hint_of(unknown_command("satmp")), "did you mean 'stamp'?");
  EXPECT_EQ(hint_of(unknown_command("downg")), "did you mean 'downgrade'?");
  EXPECT_EQ(hint_of(unknown_command("xyzzy")), "'migrate --help' lists the commands");
}

TEST(UnknownOption, NamesOursForAnotherTools) {
  EXPECT_EQ(hint_of(unknown_option("--database-url=x", "upgrade", {"--url"})),
            "here it is --url URL");
  EXPECT_EQ(hint_of(unknown_option("--noinput", "downgrade", {"--yes"})), "here it is --yes");
}

TEST(UnknownOption, NamesTheCommandsThatTakeIt) {
  EXPECT_EQ(hint_of(unknown_option("--splice", "merge", {"--message"})),
            "it is an option of 'migrate revision'");
}

TEST(UnknownOption, NamesTheNearest) {
  EXPECT_EQ(hint_of(unknown_option("--jsno", "heads", {"--yes", "--json"})),
            "did you mean '--json'?");
  EXPECT_EQ(hint_of(unknown_option("--xyzzy", "heads", {"--json"})),
            "'migrate heads --help' lists the options");
}

}  // namespace
}  // namespace migrate::cmd
