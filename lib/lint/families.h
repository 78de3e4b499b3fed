// Rules in families, one after the other.
#pragma once

#include <vector>

#include "lib/lint/rule.h"

namespace migrate::lint {

/// The rules of `families`, each of which has a range `rules`.
template <typename Families>
[[nodiscard]] std::vector<Rule> rules_of(const Families& families) {
  std::vector<Rule> all;
  for (const auto& family : families) {
    all.insert(all.end(), family.rules.begin(), family.rules.end());
  }
  return all;
}

}  // namespace migrate::lint
