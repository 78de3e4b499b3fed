// The order of a plan's acts: a topological sort that puts first what people expect to read first,
// and breaks cycles where it may, by taking acts out of the groups that they were put into.
#pragma once

#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

#include "lib/schema/fact.h"

namespace migrate::schema {

struct Act {
  enum class Kind { create, alter, drop } kind = Kind::create;
  /// Acts whose keys are less come first where no edge says otherwise.
  std::tuple<int, std::vector<std::string>, int, int, Identity> key = {};
  /// The act that this one is carried out with: its own index where it stands alone.
  size_t group = 0;
};

struct Edge {
  size_t before = 0;
  size_t after = 0;
  enum class Strength { must, prefers } strength = Strength::must;
};

struct Order {
  /// Indices of the acts that lead a group, first to last.
  std::vector<size_t> leaders = {};
  /// Acts that wait for each other for ever; empty when all are in order. A bug in a rule.
  std::vector<size_t> stuck = {};
};

/// Orders `acts`; where a cycle can be broken by it, preferences are dropped and acts leave their
/// groups (their `group` becomes their own index).
[[nodiscard]] Order order(std::vector<Act>& acts, std::vector<Edge> edges);

}  // namespace migrate::schema
