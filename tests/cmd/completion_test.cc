#include "cmd/migrate/completion.h"

#include <gtest/gtest.h>

namespace migrate::cmd {
namespace {

using Values = CompletionPlace::Values;
using Words = std::vector<std::string>;

Words values(const std::vector<Candidate>& candidates) {
  Words result;
  for (const Candidate& candidate : candidates) result.push_back(candidate.value);
  return result;
}

TEST(CompletionPlace, IsACommandUntilOneWasNamed) {
  EXPECT_EQ(completion_place({""}).values, Values::commands);
  EXPECT_EQ(completion_place({"--yes", "--url", "sqlite:a", "up"}).values, Values::commands);
  EXPECT_EQ(completion_place({"help", "up"}).values, Values::commands);
  EXPECT_EQ(completion_place({"upgrade", ""}).values, Values::revisions);
}

TEST(CompletionPlace, IsAValueBehindItsOption) {
  EXPECT_EQ(completion_place({"--config", ""}).values, Values::files);
  EXPECT_EQ(completion_place({"--versions=x"}).values, Values::directories);
  EXPECT_EQ(completion_place({"upgrade", "--env", "l"}).values, Values::environments);
  EXPECT_EQ(completion_place({"revision", "-m", ""}).values, Values::none);
  EXPECT_EQ(completion_place({"upgrade", "--yes", ""}).values, Values::revisions);
  EXPECT_EQ(completion_place({"upgrade", "--yes="}).values, Values::none);
  EXPECT_EQ(completion_place({"split", "a.sql", ""}).values, Values::files);
}

TEST(CompletionPlace, CompletesTheEndOfARange) {
  const CompletionPlace place = completion_place({"history", "--range=a1:b"});
  EXPECT_EQ(place.values, Values::revisions);
  EXPECT_EQ(place.given, "--range=a1:");
  EXPECT_EQ(place.word, "b");
}

TEST(CompletionPlace, KnowsWhatThePreviousWordsConfigure) {
  const CompletionPlace place =
      completion_place({"--versions", "a", "--versions=b", "--json", "show", "--env", "x", ""});
  EXPECT_EQ(place.arguments.values("--versions"), (Words{"a", "b"}));
  EXPECT_EQ(place.arguments.value("--env"), "x");
  EXPECT_TRUE(place.arguments.has("--json"));
}

TEST(CompletionPlace, EndsOptionsAtTwoDashes) {
  EXPECT_EQ(completion_place({"downgrade", "--", "-"}).values, Values::revisions);
  EXPECT_EQ(completion_place({"downgrade", "-"}).values, Values::options);
}

TEST(CompletionPlace, HasNoPlaceForWordsThatNothingTakes) {
  EXPECT_EQ(completion_place({"upgrade", "a", "b"}).values, Values::none);
  EXPECT_EQ(completion_place({"upgrade", "--nothing=b"}).values, Values::none);
}

TEST(TableCandidates, BeginWithTheWord) {
  EXPECT_EQ(values(table_candidates(completion_place({"val"}))), Words{"validate"});
  EXPECT_EQ(values(table_candidates(completion_place({"completion", ""}))),
            (Words{"bash", "zsh", "fish"}));
  EXPECT_EQ(values(table_candidates(completion_place({"upgrade", "--exp"}))), Words{"--expect"});
}

TEST(TableCandidates, LeaveOutWhatMayNotComeTwice) {
  EXPECT_EQ(values(table_candidates(completion_place({"--json", "--js"}))), Words{});
  EXPECT_EQ(values(table_candidates(completion_place({"--versions", "a", "--vers"}))),
            Words{"--versions"});
}

TEST(CompletionScript, IsThereForEveryShell) {
  for (const std::string& shell : completion_shells()) {
    EXPECT_NE(completion_script(shell).find("completion " + shell + " --"), std::string::npos);
  }
}

}  // namespace
}  // namespace migrate::cmd
