#include "lib/base/process.h"

#include <gtest/gtest.h>
#include <signal.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "tests/support/temp_dir.h"

namespace migrate {
namespace {

TEST(Process, ReturnsTheExitCodeOrTheSignal) {
  EXPECT_EQ(run_process("sh", {"-c", "exit 0"}, {}), 0);
  EXPECT_EQ(run_process("sh", {"-c", "exit 7"}, {}), 7);
  EXPECT_EQ(run_process("sh", {"-c", "kill -TERM $$"}, {}), 128 + SIGTERM);
}

TEST(Process, GetsItsArgumentsAndItsEnvironmentAlone) {
  const test::TempDir directory;
  const std::string out = directory / "out";
  EXPECT_EQ(run_process("sh", {"-c", "echo \"$1|$A|$HOME\" > \"$2\"", "sh", "a b;$c", out},
                        {{"A", "x=y"}}),
            0);
  EXPECT_EQ(read_file(out), "a b;$c|x=y|\n");
}

TEST(Process, SignalsThatWeIgnoreHaveTheirDefaultsThere) {
  const auto before = signal(SIGPIPE, SIG_IGN);
  EXPECT_EQ(run_process("sh", {"-c", "kill -PIPE $$"}, {}), 128 + SIGPIPE);
  signal(SIGPIPE, before);
}

TEST(Process, OurOwnSignalActionsComeBack) {
  const auto before = signal(SIGINT, SIG_DFL);
  EXPECT_EQ(run_process("sh", {"-c", "kill -INT $PPID"}, {}), 0);  // ignored meanwhile
  EXPECT_EQ(signal(SIGINT, before), SIG_DFL);
}

TEST(Process, AProgramThatIsNotThereIsAnError) {
  EXPECT_THROW((void)run_process("no-such-program-anywhere", {}, {}), Error);
}

}  // namespace
}  // namespace migrate
