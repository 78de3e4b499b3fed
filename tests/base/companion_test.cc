#include "lib/base/companion.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "tests/support/temp_dir.h"

namespace migrate {
namespace {

/// Says its first argument, and writes a file when its stdin ends.
constexpr const char* kScript = "echo \"hello $1\"; cat >/dev/null; echo gone >\"$2\"";

TEST(Companion, SaysLines) {
  const test::TempDir directory;
  Companion companion("printf 'one two\\n\\nthree'", {});
  EXPECT_EQ(companion.read_line(), "one two");
  EXPECT_EQ(companion.read_line(), "");
  EXPECT_EQ(companion.read_line(), "three");
  EXPECT_EQ(companion.read_line(), "") << "it ended";
}

TEST(Companion, EndsWithItsObject) {
  const test::TempDir directory;
  const std::string file = directory / "end";
  {
    Companion companion(kScript, {"it's \"me\"", file});
    EXPECT_EQ(companion.read_line(), "hello it's \"me\"");
    EXPECT_FALSE(path_exists(file));
  }
  EXPECT_EQ(read_file(file), "gone\n") << "its end was waited for";
}

TEST(Companion, EndsWithAKilledProcess) {
  const test::TempDir directory;
  const std::string file = directory / "end";
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Companion companion(kScript, {"child", file});
    (void)companion.read_line();
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  for (int i = 0; i < 500 && !path_exists(file); ++i) usleep(10'000);
  EXPECT_TRUE(path_exists(file));
}

}  // namespace
}  // namespace migrate
