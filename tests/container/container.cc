#include "tests/container/container.h"

#include <gtest/gtest.h>

namespace migrate::container {

std::string output_of(const std::vector<std::string>& words, test::RunAs who) {
  const test::ChildResult result = test::run_child(words, who);
  std::string command;
  for (const std::string& word : words) command += " " + word;
  EXPECT_EQ(result.exit_code, 0) << "$" << command << "\n" << result.output;
  return result.output;
}

}  // namespace migrate::container
