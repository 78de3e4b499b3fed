#include "cmd/migrate/terminal.h"

#include <gtest/gtest.h>

#include <memory>

#include "lib/base/error.h"

namespace migrate::cmd {
namespace {

struct Close {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

std::string contents(const File& file) {
  (void)std::fflush(file.get());
  std::rewind(file.get());
  std::string text;
  for (int c = std::fgetc(file.get()); c != EOF; c = std::fgetc(file.get())) {
    text += static_cast<char>(c);
  }
  return text;
}

class TerminalTest : public testing::Test {
 protected:
  Terminal terminal(const std::map<std::string, std::string>& variables = {}) {
    return {in_.get(), out_.get(), err_.get(), Environment(variables)};
  }

  File in_{std::tmpfile()}, out_{std::tmpfile()}, err_{std::tmpfile()};
};

TEST_F(TerminalTest, PlainFilesGetPlainLines) {
  Terminal plain = terminal({{"TERM", "xterm"}});
  EXPECT_FALSE(plain.can_ask());
  EXPECT_FALSE(plain.live());
  EXPECT_FALSE(plain.line_limit(Terminal::Stream::out).has_value());
  plain.show_live("gone", ", 1 s");
  plain.tell(plain.paint("told", Terminal::Colour::red, Terminal::Stream::err));
  plain.print("result\n");
  plain.flush();
  EXPECT_EQ(contents(err_), "told\n");
  EXPECT_EQ(contents(out_), "result\n");
}

TEST(LiveLine, ShortensTheNameBeforeTheState) {
  EXPECT_EQ(live_line("… a1 add users", ", 2 s", 80), "… a1 add users, 2 s");
  EXPECT_EQ(live_line("… a1 add users", ", 2 s", 20), "… a1 add users, 2 s");
  EXPECT_EQ(live_line("… a1 add users", ", 2 s", 19), "… a1 add use…, 2 s");
  EXPECT_EQ(live_line("größer", ", 2 s", 10), "grö…, 2 s");
  EXPECT_EQ(live_line("注文注文", ", 2 s", 11), "注文…, 2 s");
  EXPECT_EQ(live_line("a1", ", 2 s", 5), ", 2…");
  EXPECT_EQ(live_line("a1", ", 2 s", 1), "");
}

TEST_F(TerminalTest, ColoursAreForcedAndForbidden) {
  const auto painted = [&](const std::map<std::string, std::string>& variables) {
    return terminal(variables).paint("x", Terminal::Colour::bold, Terminal::Stream::out);
  };
  EXPECT_EQ(painted({{"CLICOLOR_FORCE", "1"}}), "\033[1mx\033[0m");
  EXPECT_EQ(painted({{"CLICOLOR_FORCE", "0"}}), "x");
  EXPECT_EQ(painted({{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}}), "x");
}

TEST_F(TerminalTest, SaysWhenTheResultCouldNotBeWritten) {
  out_.reset(std::fopen("/dev/full", "w"));
  ASSERT_NE(out_, nullptr);
  Terminal full = terminal();
  full.print("result\n");
  EXPECT_THROW(full.flush(), Error);
}

}  // namespace
}  // namespace migrate::cmd
