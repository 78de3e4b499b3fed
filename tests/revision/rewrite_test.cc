#include "lib/revision/rewrite.h"

#include <gtest/gtest.h>

#include <random>

#include "lib/base/error.h"
#include "lib/revision/checksum.h"

namespace migrate::revision {
namespace {

ScriptFile script_of(const std::string& text, ScriptRole role = ScriptRole::up) {
  std::vector<Diagnostic> problems;
  ScriptFile script;
  script.source = SourceText::from_memory("a.up.sql", text);
  script.header = read_header(script.source, role, problems);
  for (const Diagnostic& problem : problems) ADD_FAILURE() << problem.message;
  return script;
}

std::string with_parents(const std::string& text, const std::vector<std::string>& parents) {
  const std::optional<ValueEdit> edit = parents_edit(script_of(text), parents);
  return edit ? edited(text, *edit) : text;
}

TEST(Rewrite, ChangesTheValueAlone) {
  EXPECT_EQ(with_parents("-- revision: b\n-- parents: a\n-- message: m\n\nSELECT 1;\n", {"c"}),
            "-- revision: b\n-- parents: c\n-- message: m\n\nSELECT 1;\n");
  EXPECT_EQ(with_parents("--parents:none\n--revision:b\nSELECT 1;", {"c", "d"}),
            "--parents:c, d\n--revision:b\nSELECT 1;");
  EXPECT_EQ(with_parents("-- revision: b\n-- parents: a", {}), "-- revision: b\n-- parents: none");
}

TEST(Rewrite, KeepsByteOrderMarkLineEndsAndSpacing) {
  EXPECT_EQ(with_parents("\xEF\xBB\xBF-- parents:\t a \t\r\n-- revision: b\r\n\r\nSELECT 1;\r\n",
                         {"longer"}),
            "\xEF\xBB\xBF-- parents:\t longer \t\r\n-- revision: b\r\n\r\nSELECT 1;\r\n");
  EXPECT_EQ(with_parents("\n  \n-- revision: b\n  --   parents:   a\n\nSELECT 1;", {"c"}),
            "\n  \n-- revision: b\n  --   parents:   c\n\nSELECT 1;");
}

TEST(Rewrite, LeavesTheSameTextInTheBodyAlone) {
  EXPECT_EQ(with_parents("-- revision: b\n-- parents: a\n\n-- parents: a\nSELECT '-- parents: a';",
                         {"c"}),
            "-- revision: b\n-- parents: c\n\n-- parents: a\nSELECT '-- parents: a';");
}

TEST(Rewrite, HasNothingToDoWithoutTheKeyOrWithTheSameParents) {
  EXPECT_FALSE(parents_edit(script_of("DROP TABLE t;", ScriptRole::down), {"c"}));
  EXPECT_FALSE(parents_edit(script_of("-- revision: b\n-- parents: a,b\n"), {"a", "b"}));
  EXPECT_TRUE(parents_edit(script_of("-- revision: b\n-- parents: a,b\n"), {"b", "a"}));
}

TEST(Rewrite, RefusesATextThatChangedMeanwhile) {
  const ValueEdit edit = *parents_edit(script_of("-- parents: a\n-- revision: b\n"), {"c"});
  EXPECT_THROW((void)edited("-- parents: x\n-- revision: b\n", edit), Error);
  EXPECT_THROW((void)edited("", edit), Error);
}

// Whatever a file looks like: all other bytes and the checksum stay, and the edit can be taken
// back.
TEST(Rewrite, KeepsEveryOtherByteOfAnyFile) {
  std::mt19937 random(20260101);  // NOLINT: the same files in every run
  const auto pick = [&](const std::vector<std::string>& choices) {
    return choices[random() % choices.size()];
  };
  for (int i = 0; i < 500; ++i) {
    const std::string end = pick({"\n", "\r\n"});
    std::string before = pick({"", "\xEF\xBB\xBF"});
    std::string after;
    before +=
        pick({"", end, " " + end}) + pick({"", "-- a note" + end, "-- transaction: off" + end});
    before += pick({"--", "-- ", "  --\t"}) + "parents" + pick({":", ": ", ":   "});
    after = pick({"", " ", "\t"}) + pick({"", end + "-- revision: b" + pick({"", end})});
    after += pick({"", end + "SELECT 'parents: x';", end + end + "-- parents: q" + end});
    const std::string old_value = pick({"none", "a", "a,b", "a, b ,c"});
    const std::vector<std::string> parents =
        random() % 2 == 0 ? std::vector<std::string>{"x"} : std::vector<std::string>{"x", "yy"};
    const std::string text = before + old_value + after;
    const ScriptFile script = script_of(text);
    const std::optional<ValueEdit> edit = parents_edit(script, parents);
    ASSERT_TRUE(edit) << text;
    const std::string now = edited(text, *edit);
    EXPECT_EQ(now, before + (parents.size() == 1 ? "x" : "x, yy") + after);
    EXPECT_EQ(edited(now, reversed(*edit)), text);
    const ScriptFile moved = script_of(now);
    EXPECT_EQ(parse_list(*moved.header.find("parents")), parents);
    EXPECT_EQ(checksum(moved.source, moved.header), checksum(script.source, script.header));
  }
}

}  // namespace
}  // namespace migrate::revision
