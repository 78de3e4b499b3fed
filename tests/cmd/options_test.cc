#include "cmd/migrate/options.h"

#include <gtest/gtest.h>

#include <sstream>
#include <utility>

#include "cmd/migrate/help.h"
#include "lib/base/error.h"

namespace migrate::cmd {
namespace {

using Words = std::vector<std::string>;

/// The error of a command line that must be refused.
Diagnostic refusal(const Words& words) {
  try {
    (void)parse_command_line(words);
  } catch (Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
    return error.first();
  }
  ADD_FAILURE() << "was not refused";
  return {};
}

TEST(Options, GlobalOnesStandBeforeAndAfterTheCommand) {
  const CommandLine before = parse_command_line({"--url", "sqlite:a.db", "-v", "upgrade", "head"});
  const CommandLine after = parse_command_line({"upgrade", "head", "-v", "--url=sqlite:a.db"});
  for (const CommandLine& line : {before, after}) {
    ASSERT_NE(line.command, nullptr);
    EXPECT_EQ(line.command->name, "upgrade");
    EXPECT_EQ(line.arguments.value("TARGET"), "head");
    EXPECT_EQ(line.arguments.value("--url"), "sqlite:a.db");
    EXPECT_TRUE(line.arguments.has("--verbose"));
  }
}

TEST(Options, TargetsMayLookLikeCommandsAndOptions) {
  EXPECT_EQ(parse_command_line({"upgrade", "heads"}).arguments.value("TARGET"), "heads");
  EXPECT_EQ(parse_command_line({"downgrade", "-1"}).arguments.value("TARGET"), "-1");
  EXPECT_EQ(parse_command_line({"downgrade", "-12", "--yes"}).arguments.value("TARGET"), "-12");
  EXPECT_EQ(parse_command_line({"downgrade", "--", "-1"}).arguments.value("TARGET"), "-1");
  EXPECT_EQ(parse_command_line({"upgrade", "+2"}).arguments.value("TARGET"), "+2");
}

TEST(Options, RepeatableOnesKeepTheirOrder) {
  const CommandLine line =
      parse_command_line({"heads", "--versions", "b", "--versions", "a", "--json"});
  EXPECT_EQ(line.arguments.values("--versions"), (Words{"b", "a"}));
  const CommandLine stamp = parse_command_line({"stamp", "a1", "--yes", "b2"});
  EXPECT_EQ(stamp.arguments.values("REV"), (Words{"a1", "b2"}));
}

TEST(Options, WhatStandsBehindTwoDashesIsAnotherProgram) {
  const CommandLine line =
      parse_command_line({"deploy", "-q", "--", "server", "--json", "--", "deploy"});
  EXPECT_EQ(line.arguments.values("CMD"), (Words{"server", "--json", "--", "deploy"}));
  EXPECT_TRUE(line.arguments.has("--quiet"));
  EXPECT_FALSE(line.arguments.has("--json"));
  EXPECT_TRUE(parse_command_line({"deploy", "--"}).arguments.values("CMD").empty());
  EXPECT_EQ(refusal({"deploy", "server"}).message,
            "'migrate deploy' takes no further argument 'server'");
  EXPECT_EQ(parse_command_line({"--as", "deploy", "lint", "--", "a1"}).arguments.values("REV"),
            (Words{"a1"}));
}

TEST(Options, ADashAloneIsAFile) {
  EXPECT_EQ(parse_command_line({"split", "-"}).arguments.values("FILE"), (Words{"-"}));
}

TEST(Options, OthersAreRefusedWithTheNearestOne) {
  EXPECT_EQ(refusal({"upgrade", "--jsn"}).hint, "did you mean '--json'?");
  EXPECT_EQ(refusal({"upgrade", "--expct=x"}).message, "unknown option '--expct'");
  EXPECT_EQ(refusal({"upgarde"}).hint, "did you mean 'upgrade'?");
  EXPECT_EQ(refusal({"up"}).hint, "the command is: migrate upgrade");
  EXPECT_EQ(refusal({"upgrade", "head", "head"}).message,
            "'migrate upgrade' takes no further argument 'head'");
}

TEST(Options, ValuesAreCounted) {
  EXPECT_EQ(refusal({"upgrade", "--url"}).message, "option --url needs a value");
  EXPECT_EQ(refusal({"--yes=no", "upgrade"}).message, "option --yes takes no value");
  EXPECT_EQ(refusal({"upgrade", "--url", "a", "--url", "b"}).message,
            "option --url is given more than once");
  EXPECT_EQ(refusal({"stamp"}).message, "'migrate stamp' needs REV");
}

TEST(Options, HelpWorksOnIncompleteLines) {
  EXPECT_EQ(parse_command_line({"stamp", "--help"}).act, CommandLine::Act::help);
  const CommandLine help = parse_command_line({"help", "stamp"});
  EXPECT_EQ(help.act, CommandLine::Act::help);
  ASSERT_NE(help.command, nullptr);
  EXPECT_EQ(help.command->name, "stamp");
  EXPECT_EQ(parse_command_line({"--version"}).act, CommandLine::Act::version);
}

/// The words of a shell line up to an operator; quotes keep words together.
Words shell_words(const std::string& line) {
  Words words;
  bool quoted = false;
  bool open = false;
  for (const char c : line) {
    if (c == ' ' && !quoted) {
      open = false;
      continue;
    }
    if (!std::exchange(open, true)) words.emplace_back();
    if (c == '"' || c == '\'') {
      quoted = !quoted;
    } else {
      words.back() += c;
    }
  }
  return words;
}

TEST(Commands, ExamplesAreCommandLinesThatWork) {
  for (const Command* command : commands()) {
    std::istringstream lines{std::string(command->example)};
    int parsed = 0;
    for (std::string line; std::getline(lines, line); ++parsed) {
      Words words = shell_words(line);
      const auto program = std::find(words.begin(), words.end(), "migrate");
      ASSERT_NE(program, words.end()) << line;
      const auto end = std::find_if(program, words.end(), [](const std::string& word) {
        return word == "&&" || word == "|" || word == ">" || word == "#" || word == "<";
      });
      const CommandLine example = parse_command_line(Words(program + 1, end));
      EXPECT_EQ(example.command, command) << line;
    }
    EXPECT_GT(parsed, 0) << command->name << " has no example";
  }
}

TEST(Commands, HelpShowsEverythingOfTheTable) {
  for (const Command* command : commands()) {
    const std::string help = command_help(*command);
    EXPECT_FALSE(command->description.empty()) << command->name;
    EXPECT_NE(command->run, nullptr) << command->name;
    EXPECT_EQ(find_command(command->name), command);
    EXPECT_NE(program_help().find(std::string(command->summary)), std::string::npos);
    for (const OptionSpec& spec : command->options) {
      EXPECT_NE(help.find(std::string(spec.name)), std::string::npos) << command->name;
      EXPECT_FALSE(spec.help.empty()) << command->name << " " << spec.name;
    }
  }
}

TEST(Commands, OptionsDoNotCollide) {
  for (const Command* command : commands()) {
    std::vector<OptionSpec> all = global_options();
    all.insert(all.end(), command->options.begin(), command->options.end());
    for (size_t i = 0; i < all.size(); ++i) {
      for (size_t j = i + 1; j < all.size(); ++j) {
        EXPECT_NE(all[i].name, all[j].name) << command->name;
        EXPECT_TRUE(all[i].shorthand == 0 || all[i].shorthand != all[j].shorthand)
            << command->name << " -" << all[i].shorthand;
      }
    }
  }
}

}  // namespace
}  // namespace migrate::cmd
