#include <gtest/gtest.h>

#include <csignal>

#include "lib/base/clock.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/process.h"
#include "lib/base/shell_word.h"
#include "lib/base/temporary_directory.h"
#include "tests/support/temp_dir.h"

namespace migrate {
namespace {

TEST(Capture, KeepsBothStreamsAndTheExitCode) {
  const Captured done = capture_process("sh", {"-c", "echo out; echo err >&2; exit 7"}, {});
  EXPECT_EQ(done.out, "out\n");
  EXPECT_EQ(done.err, "err\n");
  EXPECT_EQ(done.exit_code, 7);
}

TEST(Capture, ReadsBothStreamsAtOnce) {
  // More than a pipe holds in each: who reads one to its end first waits for ever.
  const Captured done =
      capture_process("sh", {"-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero"},
                      {{"PATH", "/bin:/usr/bin"}});
  EXPECT_EQ(done.out.size(), 300000U);
  EXPECT_EQ(done.err.size(), 300000U);
}

TEST(Capture, HasNothingToRead) { EXPECT_EQ(capture_process("cat", {}, {}).out, ""); }

TEST(Capture, TellsOfSignalsAndOfProgramsThatAreNotThere) {
  EXPECT_EQ(capture_process("sh", {"-c", "kill -KILL $$"}, {}).exit_code, 128 + 9);
  EXPECT_THROW((void)capture_process("no-such-program-anywhere", {}, {}), Error);
}

TEST(CaptureUntil, EndsTheProgramAndWhatItStartedOnceItIsAsked) {
  const std::map<std::string, std::string> environment = {{"PATH", "/bin:/usr/bin"}};
  std::atomic<int> stop = 0;
  EXPECT_EQ(capture_until(&stop, "sh", {"-c", "echo out; exit 3"}, environment).out, "out\n");
  stop = SIGTERM;
  // The shell waits for a child, which has its streams: ending the shell alone would take a minute.
  const Stopwatch watch;
  const Captured ended = capture_until(&stop, "sh", {"-c", "sleep 60; echo never"}, environment);
  EXPECT_EQ(ended.exit_code, 128 + SIGTERM);
  EXPECT_EQ(ended.out, "");
  EXPECT_LT(watch.elapsed(), Milliseconds(30'000));
}

TEST(ShellWord, IsWhatAShellReadsBack) {
  EXPECT_EQ(shell_word("backups/shop_1.dump"), "backups/shop_1.dump");
  for (const char* text :
       {"", "a b", "it's", "$HOME", "`id`", "a\nb", "\\", "*", "~", "a;b", "\"q\""}) {
    const Captured said =
        capture_process("sh", {"-c", "printf %s " + shell_word(text)}, {{"HOME", "/x"}});
    EXPECT_EQ(said.out, text);
  }
}

TEST(TemporaryDirectory, IsGoneWithAllThatIsInIt) {
  const test::TempDir parent;
  std::string path;
  {
    const TemporaryDirectory directory(parent.path());
    path = directory.path();
    create_directories(path + "/a/b");
    write_file(path + "/a/b/c", "text");
    EXPECT_TRUE(path.starts_with(parent.path()));
  }
  EXPECT_FALSE(path_exists(path));
  EXPECT_TRUE(is_directory(parent.path()));
}

TEST(TemporaryDirectory, NeedsAPlace) {
  EXPECT_THROW(const TemporaryDirectory directory("/nowhere/at/all"), Error);
}

}  // namespace
}  // namespace migrate
