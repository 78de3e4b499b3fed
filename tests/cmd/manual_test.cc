#include "cmd/migrate/manual.h"

#include <gtest/gtest.h>

#include "cmd/migrate/command.h"

namespace migrate::cmd {
namespace {

TEST(Roff, PrintsTextAsItStands) {
  EXPECT_EQ(roff("a-b \\i 'c' `d`"), "a\\-b \\ei \\(aqc\\(aq \\(gad\\(ga");
  EXPECT_EQ(roff(".env\n'x"), "\\&.env\n\\&\\(aqx");
  EXPECT_EQ(roff("a.\n\nb"), "a.\n.PP\nb");
}

TEST(ManualPage, HasEveryCommandWithItsOptions) {
  const std::string page = manual_page();
  for (const Command* command : commands()) {
    const std::string name(command->name);
    const size_t begin = page.find(".SS migrate " + roff(name));
    ASSERT_NE(begin, std::string::npos) << name;
    const std::string section = page.substr(begin, page.find("\n.S", begin) - begin);
    for (const OptionSpec& spec : command->options) {
      EXPECT_NE(section.find("\\fB" + roff(spec.name) + "\\fR"), std::string::npos)
          << name << " " << spec.name;
    }
    EXPECT_NE(section.find(roff(command->example)), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace migrate::cmd
