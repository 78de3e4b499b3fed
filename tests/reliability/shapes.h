// Scripts of every shape, each with its way back, for the suites that break runs.
#pragma once

#include <string>
#include <vector>

namespace migrate::test {

/// A revision `r2` that stands on `r1`. Its scripts write a row into the table `ran (what text)`
/// per statement that must not run twice.
struct Shape {
  std::string name;
  std::string engine;
  std::string base;       ///< up script of r1, behind its CREATE TABLE ran
  std::string up;         ///< of r2
  std::string down;       ///< of r2
  std::string keys = {};  ///< further header lines of r2's up script, each with its newline
  /// A query of one value that must be as after an unbroken run, beside schema, history and `ran`.
  std::string probe = {};
  /// Run in another database before each case: what the script makes outside its own one.
  std::string outside = {};
  /// How the outcome of its k-th statement (`:k`, 0-based), when only a person can tell, is seen: a
  /// query that returns `1` when it happened. Empty: every outcome must be found out by the run.
  std::string happened = {};
};

/// The shapes of `engine`.
[[nodiscard]] std::vector<Shape> shapes_of(const std::string& engine);

}  // namespace migrate::test
