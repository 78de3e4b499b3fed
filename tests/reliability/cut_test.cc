// Every shape of script, up and down, cut at every call that a run makes to its database, in every
// way that a cut can come: the next run converges, and nothing runs twice.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <iostream>

#include "lib/base/error.h"
#include "tests/reliability/stage.h"

namespace migrate::test {
namespace {

using plan::Direction;

struct Case {
  Shape shape;
  Direction direction = Direction::up;
  size_t number = 0;
};

/// One way to break a run.
struct Way {
  Cut cut = Cut::kill;
  Cuts::Pace pace = Cuts::Pace::stepwise;
};

/// The run in a process of its own, which the cut kills. False: it came to its end.
bool killed(Stage& stage) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      stage.run();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "the child failed: %s\n", error.what());
      _exit(3);
    }
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
  return WIFSIGNALED(status);
}

/// The run with a broken connection, in this process. False: there were fewer calls.
bool cut(Stage& stage) {
  try {
    stage.run();
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): what the cut was for
  }
  return stage.cuts.happened();
}

std::string name_of(Cut cut) {
  switch (cut) {
    case Cut::kill:
      return "kill";
    case Cut::end_backend:
      return "end_backend";
    case Cut::lose_before:
      return "lose_before";
    case Cut::lose_after:
      return "lose_after";
    case Cut::fail:
      return "fail";
  }
  return "";
}

std::string name_of(const Way& way) {
  return name_of(way.cut) + (way.pace == Cuts::Pace::stepwise ? "" : ", pipelined");
}

std::string full_name(const Case& tested) {
  std::string name = tested.shape.engine + "_" + tested.shape.name +
                     (tested.direction == Direction::up ? "_up" : "_down");
  for (char& c : name) c = c == ' ' ? '_' : c;
  return name;
}

std::vector<Case> cases() {
  std::vector<Case> cases;
  for (const std::string engine : {"postgresql", "sqlite"}) {
    for (const Shape& shape : shapes_of(engine)) {
      for (const Direction direction : {Direction::up, Direction::down}) {
        cases.push_back({shape, direction, cases.size()});
      }
    }
  }
  return cases;
}

/// A file has no connection that could be lost, and no pipeline.
std::vector<Way> all_ways(const std::string& engine) {
  if (engine == "sqlite") return {{Cut::kill}, {Cut::fail}};
  return {{Cut::kill},        {Cut::kill, Cuts::Pace::pipelined},
          {Cut::end_backend}, {Cut::lose_before},
          {Cut::lose_after},  {Cut::lose_after, Cuts::Pace::pipelined},
          {Cut::fail}};
}

/// All ways, or two of them, other ones for the next test, so that together they meet all.
std::vector<Way> ways(const std::string& engine, size_t test) {
  const std::vector<Way> all = all_ways(engine);
  if (long_run()) return all;
  return {all[2 * test % all.size()], all[(2 * test + 1) % all.size()]};
}

/// The calls to cut at, of a run that makes `calls`: all of them, or a share that differs from test
/// to test, so that together they meet many.
std::vector<int> calls_to_cut(const std::string& test, int calls) {
  std::vector<int> chosen;
  if (long_run()) {
    for (int call = 1; call <= calls; ++call) chosen.push_back(call);
  } else {
    chosen.push_back(1 +
                     static_cast<int>(std::hash<std::string>()(test) % static_cast<size_t>(calls)));
  }
  return chosen;
}

class CutAnywhere : public testing::TestWithParam<Case> {};

TEST_P(CutAnywhere, Converges) {
  const Case& tested = GetParam();
  Stage stage(tested.shape, tested.direction);
  std::string unbroken;
  int cuts = 0;
  for (const Way& way : ways(tested.shape.engine, tested.number)) {
    stage.cuts.pace = way.pace;
    stage.begin_case();
    stage.cuts.arm(way.cut, INT_MAX);
    stage.run();
    if (unbroken.empty()) unbroken = stage.state();
    if (long_run()) std::cout << name_of(way) << ": " << stage.cuts.calls << " calls" << std::endl;
    for (const int call : calls_to_cut(full_name(tested) + name_of(way), stage.cuts.calls)) {
      SCOPED_TRACE(name_of(way) + " at call " + std::to_string(call));
      stage.begin_case();
      stage.cuts.arm(way.cut, call);
      ASSERT_TRUE(way.cut == Cut::kill ? killed(stage) : cut(stage)) << "there was no such call";
      ++cuts;
      ASSERT_NO_THROW(stage.finish());
      ASSERT_EQ(stage.state(), unbroken);
    }
  }
  RecordProperty("cuts", cuts);
}

INSTANTIATE_TEST_SUITE_P(Shapes, CutAnywhere, testing::ValuesIn(cases()),
                         [](const auto& test) { return full_name(test.param); });

}  // namespace
}  // namespace migrate::test
