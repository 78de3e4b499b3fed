#include "tests/fuzz/targets.h"

namespace migrate::fuzz {

void require(bool holds, const std::string& property) {
  if (!holds) throw Violation(property);
}

const std::vector<Target>& targets() {
  static const std::vector<Target> all = {{"lexer", lexer},
                                          {"splitter", splitter},
                                          {"header", header},
                                          {"target", target},
                                          {"config", config}};
  return all;
}

}  // namespace migrate::fuzz
