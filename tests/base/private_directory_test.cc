#include "lib/base/private_directory.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <optional>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "tests/support/temp_dir.h"

namespace migrate {
namespace {

namespace fs = std::filesystem;

unsigned mode_of(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

/// What is said of `path`; empty: it is a good directory.
std::string refusal(const std::string& path) {
  try {
    const PrivateDirectory directory(path);
    directory.demand_writable();
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::failed);
    return error.what();
  }
}

TEST(PrivateDirectory, IsMadeForItsOwnerAlone) {
  const test::TempDir parent;
  const PrivateDirectory directory(parent / "a/b/");
  EXPECT_EQ(directory.path(), parent / "a/b");
  EXPECT_EQ(mode_of(parent / "a/b"), 0700U);
}

TEST(PrivateDirectory, OneThatIsThereKeepsItsMode) {
  const test::TempDir parent;
  fs::create_directory(parent / "a");
  chmod((parent / "a").c_str(), 0750);
  EXPECT_EQ(refusal(parent / "a"), "");
  EXPECT_EQ(mode_of(parent / "a"), 0750U);
}

TEST(PrivateDirectory, IsNoLinkAndNoFileAndNotEverybodys) {
  const test::TempDir parent;
  fs::create_directory(parent / "there");
  fs::create_symlink(parent / "there", parent / "link");
  EXPECT_EQ(refusal(parent / "link"), parent / "link is a link to " + parent.path() + "/there");
  EXPECT_EQ(refusal(parent / "link/"), parent / "link is a link to " + parent.path() + "/there");
  parent.write("file", "");
  EXPECT_EQ(refusal(parent / "file"), parent / "file is no directory");
  fs::create_directory(parent / "open");
  chmod((parent / "open").c_str(), 0777);
  EXPECT_EQ(refusal(parent / "open"),
            "everybody may remove and replace the files in " + parent.path() + "/open");
  chmod((parent / "open").c_str(), 01777);
  EXPECT_EQ(refusal(parent / "open"), "");
}

TEST(PartialFile, IsGoneWithItsSideFilesUnlessItIsFinished) {
  const test::TempDir parent;
  const PrivateDirectory directory(parent / "d");
  {
    const PartialFile file(directory);
    EXPECT_EQ(mode_of(file.path()), 0600U);
    write_file(file.path() + "-journal", "x");
    EXPECT_EQ(directory.names().size(), 2U);
  }
  EXPECT_EQ(directory.names(), std::vector<std::string>());
  PartialFile file(directory);
  write_file(file.path(), "whole");
  EXPECT_EQ(file.bytes(), 5U);
  EXPECT_EQ(file.finish("name"), parent / "d/name");
  EXPECT_EQ(directory.names(), std::vector<std::string>{"name"});
  EXPECT_EQ(read_file(parent / "d/name"), "whole");
  EXPECT_EQ(mode_of(parent / "d/name"), 0600U);
}

TEST(PartialFile, NeverTakesThePlaceOfAnother) {
  const test::TempDir parent;
  const PrivateDirectory directory(parent / "d");
  write_file(parent / "d/name", "first");
  {
    PartialFile file(directory);
    EXPECT_THROW((void)file.finish("name"), Error);
  }
  EXPECT_EQ(read_file(parent / "d/name"), "first");
  EXPECT_EQ(directory.names(), std::vector<std::string>{"name"});
}

TEST(PrivateDirectory, ClearsAwayWhatDeadProcessesLeftAndNothingElse) {
  const test::TempDir parent;
  const std::string path = parent / "d";
  const pid_t child = fork();
  if (child == 0) {
    const PrivateDirectory directory(path);
    const PartialFile file(directory);
    write_file(file.path() + "-wal", "x");
    _exit(0);  // no destructor runs
  }
  waitpid(child, nullptr, 0);
  write_file(path + "/.migrate-notes", "mine");
  write_file(path + "/kept.partial", "mine");
  EXPECT_EQ(std::distance(fs::directory_iterator(path), {}), 4);
  const PrivateDirectory directory(path);
  EXPECT_EQ(directory.names(), (std::vector<std::string>{".migrate-notes", "kept.partial"}));
}

TEST(PrivateDirectory, LeavesAloneWhatAnotherOneWrites) {
  const test::TempDir parent;
  const PrivateDirectory first(parent / "d");
  std::optional<PartialFile> file(first);
  const PrivateDirectory second(parent / "d");
  EXPECT_EQ(second.names().size(), 1U);
  file.reset();
  EXPECT_EQ(second.names().size(), 0U);
}

}  // namespace
}  // namespace migrate
