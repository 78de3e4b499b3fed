// Which renames are due, what is accepted from the command line, and what looks like one.
#include "lib/schema/rename.h"

#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/schema/lookalike.h"
#include "tests/schema/toy_rules.h"

namespace migrate::schema {
namespace {

const ToyRules kRules;

RenameComment comment(const std::string& description, const std::string& old_name) {
  const Fact fact = toy(description);
  return {fact.identity.kind, fact.identity.name, old_name, {}};
}

/// "table a → b", joined: the renames of one depth.
std::string text(const std::vector<Rename>& renames) {
  std::vector<std::string> lines;
  for (const Rename& rename : renames) {
    lines.push_back(describe(rename.before) + " → " + rename.after.name.back());
  }
  return join(lines, "; ");
}

std::string due(const std::vector<RenameComment>& comments, size_t depth, const Catalog& now,
                const Catalog& after) {
  return text(due_renames(wishes(comments, after, kRules), depth, now, after, kRules));
}

std::string error_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Rename, IsDueWhereTheOldNameIsThereAndTheNewOneIsNot) {
  const Catalog after = toys({toy("table b")});
  const std::vector<RenameComment> comments = {comment("table b", "a")};
  EXPECT_EQ(due(comments, 1, toys({toy("table a")}), after), "table a → b");
  EXPECT_EQ(due(comments, 1, toys({toy("table a"), toy("table b")}), after), "");
  EXPECT_EQ(due(comments, 1, toys({toy("table c")}), after), "");
  EXPECT_EQ(due(comments, 1, toys({toy("type a")}), after), "");
  EXPECT_EQ(due(comments, 2, toys({toy("table a")}), after), "");
}

TEST(Rename, OfAPartIsLookedForInTheSameWhole) {
  const Catalog after = toys({toy("table t"), toy("column t.b"), toy("table u")});
  const std::vector<RenameComment> comments = {comment("column t.b", "a")};
  EXPECT_EQ(due(comments, 2, toys({toy("table t"), toy("column t.a")}), after), "column t.a → b");
  EXPECT_EQ(due(comments, 2, toys({toy("table u"), toy("column u.a")}), after), "");
}

TEST(Rename, TakesTheOldNameThatIsThere) {
  const Catalog after = toys({toy("table c")});
  const std::vector<RenameComment> comments = {comment("table c", "a"), comment("table c", "b")};
  EXPECT_EQ(due(comments, 1, toys({toy("table b")}), after), "table b → c");
  EXPECT_EQ(error_of([&] {
              (void)due(comments, 1, toys({toy("table a"), toy("table b")}), after);
            }),
            "table c can't have been table a and table b");
}

TEST(Rename, GivesAThingOnlyOneName) {
  const Catalog after = toys({toy("table b"), toy("table c")});
  const std::vector<RenameComment> comments = {comment("table b", "a"), comment("table c", "a")};
  EXPECT_EQ(error_of([&] { (void)due(comments, 1, toys({toy("table a")}), after); }),
            "table a can't become table b and table c");
}

TEST(Rename, OfThingsInsideAFactIsDueToo) {
  const Catalog now = toys({toy("type t values=x,y")});
  const Catalog after = toys({toy("type t values=x,z")});
  EXPECT_EQ(due({comment("value t.z", "y")}, 2, now, after), "value t.y → z");
  EXPECT_EQ(due({comment("value t.z", "x")}, 2, now, after), "value t.x → z");
  EXPECT_EQ(due({comment("value t.z", "w")}, 2, now, after), "");
}

TEST(Rename, TellsRoutinesByTheirArguments) {
  const Catalog now = toys({toy("type f(a)"), toy("type f(b)")});
  EXPECT_EQ(due({comment("type g", "f")}, 1, now, toys({toy("type g(a)"), toy("type f(b)")})),
            "type f(a) → g(a)");
  // The argument's type has got a new name as well: only one can be meant.
  EXPECT_EQ(due({comment("type g", "f")}, 1, now, toys({toy("type g(c)"), toy("type f(b)")})),
            "type f(a) → g(c)");
  EXPECT_EQ(due({comment("type g", "f")}, 1, now, toys({toy("type g(c)"), toy("type g(d)")})), "");
}

TEST(Rename, OfThingsThatOthersNeedComesLast) {
  const Catalog now = toys({toy("type a"), toy("table a")});
  const Catalog after = toys({toy("type b"), toy("table b")});
  EXPECT_EQ(due({comment("type b", "a"), comment("table b", "a")}, 1, now, after),
            "table a → b; type a → b");
}

TEST(Rename, GivesANameOnThatIsGivenUp) {
  const Catalog now = toys({toy("table a"), toy("table b")});
  const Catalog after = toys({toy("table b"), toy("table c")});
  const std::vector<RenameComment> comments = {comment("table b", "a"), comment("table c", "b")};
  EXPECT_EQ(due(comments, 1, now, after), "table b → c; table a → b");
  EXPECT_EQ(due(comments, 1, after, after), "");
}

TEST(Rename, ChangesPlacesWhereThatWasNotDoneAlready) {
  const Catalog now =
      toys({toy("table a"), toy("column a.x"), toy("table b"), toy("column b.y"), toy("table c")});
  const Catalog after = toys({toy("table a"), toy("column a.y"), toy("column a.z"), toy("table b"),
                              toy("column b.x"), toy("table c")});
  const std::vector<RenameComment> comments = {comment("table b", "a"), comment("table a", "b")};
  EXPECT_EQ(due(comments, 1, now, after), "table a → a_aside; table b → a; table a → b");
  EXPECT_EQ(due(comments, 1, after, after), "");
  EXPECT_EQ(due({comment("table b", "a")}, 1, now, after), "");
}

TEST(Rename, ChangesThePlacesOfTwinsWhenItMust) {
  const Catalog twins = toys({toy("table a"), toy("table b"), toy("table b_aside")});
  EXPECT_EQ(due({comment("table b", "a"), comment("table a", "b")}, 1, twins, twins), "");
  const std::vector<RenameWish> wishes = {{{"table", {"a"}}, "b", RenameWish::Force::must_fit, {}},
                                          {{"table", {"b"}}, "a", RenameWish::Force::must_fit, {}}};
  const auto renames = due_renames(wishes, 1, twins, twins, kRules);
  EXPECT_EQ(text(renames), "table b → b_aside1; table a → b; table b → a");
  ASSERT_EQ(renames.size(), 3U);
  EXPECT_TRUE(renames[0].aside);
  EXPECT_EQ(renames[2].statements.there.text, "b_aside1 to a");
  EXPECT_EQ(renames[2].statements.back.text, "a to b_aside1");
}

TEST(Rename, IsFollowedByWhatChangesPlacesWithIt) {
  const Catalog now =
      toys({toy("table a"), toy("index a.b_idx"), toy("table b"), toy("index b.a_idx")});
  const Catalog after =
      toys({toy("table a"), toy("index a.a_idx"), toy("table b"), toy("index b.b_idx")});
  const std::vector<Rename> done = {{{"table", {"a"}}, {"table", {"a_aside"}}, {}, true},
                                    {{"table", {"b"}}, {"table", {"a"}}, {}},
                                    {{"table", {"a"}}, {"table", {"b"}}, {}}};
  EXPECT_EQ(text(following_renames(done, now, after, kRules)),
            "index a.b_idx → a_idx; index b.a_idx → b_idx");
}

TEST(Rename, RefusesACommentWhoseThingIsNotThere) {
  const Catalog after = toys({toy("table b")});
  EXPECT_EQ(error_of([&] { (void)wishes({comment("table c", "a")}, after, kRules); }),
            "the files make no table c");
}

TEST(Rename, IsFollowedByWhatIsNamedAfterIt) {
  const Catalog now = toys({toy("table people"), toy("column people.name"),
                            toy("index people.users_fullname_idx"), toy("index people.users_x")});
  const Catalog after = toys({toy("table people"), toy("column people.name"),
                              toy("index people.people_name_idx"), toy("index people.other")});
  const std::vector<Rename> done = {
      {{"table", {"users"}}, {"table", {"people"}}, {}},
      {{"column", {"people", "fullname"}}, {"column", {"people", "name"}}, {}}};
  EXPECT_EQ(text(following_renames(done, now, after, kRules)),
            "index people.users_fullname_idx → people_name_idx");
}

TEST(Rename, IsNotFollowedByWhatHoldsData) {
  const Catalog now = toys({toy("table people"), toy("column people.users_name")});
  const Catalog after = toys({toy("table people"), toy("column people.people_name")});
  const std::vector<Rename> done = {{{"table", {"users"}}, {"table", {"people"}}, {}}};
  EXPECT_EQ(text(following_renames(done, now, after, kRules)), "");
}

TEST(AcceptedRename, FindsBothSides) {
  const Catalog before =
      toys({toy("table a"), toy("column a.x"), toy("link a.x"), toy("type A.B")});
  const Catalog after = toys({toy("table a"), toy("column a.y"), toy("link a.y"), toy("type A.C")});
  const auto accept = [&](const std::string& text) {
    return accepted_rename(text, before, after, kRules);
  };
  EXPECT_EQ(describe(accept("column a.x=a.y").thing), "column a.y");
  EXPECT_EQ(accept("column a.x = A.Y").old_name, "x");
  EXPECT_EQ(describe(accept(R"("A"."B"="A"."C")").thing), "type A.C");
  EXPECT_EQ(error_of([&] { (void)accept(R"("a"."B"="A"."C")"); }),
            R"(--accept-rename "a"."B"="A"."C": what there is has no "a"."B")");
  EXPECT_EQ(error_of([&] { (void)accept("a.x=a.y"); }),
            "--accept-rename a.x=a.y: this could be column a.x to column a.y, or link a.x to link "
            "a.y");
  EXPECT_EQ(error_of([&] { (void)accept("=a"); }), "--accept-rename =a: a name is missing");
}

std::string suggested(const Catalog& before, const Catalog& after) {
  std::vector<std::string> texts;
  for (const Lookalike& pair : lookalikes(before, after, kRules)) texts.push_back(pair.accept);
  return join(texts, "; ");
}

TEST(Lookalike, IsOneThatGoesAndOneThatComes) {
  const auto with = [](const std::vector<std::string>& columns) {
    Catalog result = toys({toy("table t")});
    for (const std::string& column : columns) result.add(toy("column " + column));
    return result;
  };
  EXPECT_EQ(suggested(with({"t.a type=int"}), with({"t.b type=int"})), "t.a=t.b");
  EXPECT_EQ(suggested(with({"t.a type=int"}), with({"t.b type=text"})), "");
  EXPECT_EQ(suggested(with({"t.a type=int"}), with({"t.b type=int", "t.c type=int"})), "");
  EXPECT_EQ(suggested(with({"t.a type=int", "t.d type=int"}), with({"t.b type=int"})), "");
  EXPECT_EQ(suggested(with({"t.a type=int", "t.d"}), with({"t.b type=int", "t.D"})),
            "t.d=t.\"D\"; t.a=t.b");
}

TEST(Lookalike, HasTheSamePartsByAnotherName) {
  const Catalog before = toys({toy("table users"), toy("column users.id"),
                               toy("link users.users_id_key of=users.id"), toy("view users_v")});
  const Catalog after = toys({toy("table people"), toy("column people.id"),
                              toy("link people.people_id_key of=people.id"), toy("view people_v")});
  EXPECT_EQ(suggested(before, after), "users=people");
  const Catalog other = toys({toy("table people"), toy("column people.key"),
                              toy("link people.people_id_key of=people.id")});
  EXPECT_EQ(suggested(before, other), "");
}

TEST(Lookalike, IsAValueInTheSamePlace) {
  const auto type = [](const std::string& values) {
    return toys({toy("type t values=" + values)});
  };
  EXPECT_EQ(suggested(type("a,b,c"), type("a,x,c")), "t.b=t.x");
  EXPECT_EQ(suggested(type("a,b,c"), type("a,x,y")), "");
  EXPECT_EQ(suggested(type("a,b,c"), type("c,b,a")), "");
  EXPECT_EQ(suggested(type("a,b"), type("a,b,c")), "");
}

}  // namespace
}  // namespace migrate::schema
