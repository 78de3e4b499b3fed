#include "lib/schema/difference.h"

#include <algorithm>

namespace migrate::schema {

namespace {

/// Names whose values differ, in order; a merge of two sorted maps.
std::vector<std::string> differing(const Attributes& before, const Attributes& after) {
  std::vector<std::string> result;
  auto left = before.begin();
  auto right = after.begin();
  while (left != before.end() || right != after.end()) {
    if (right == after.end() || (left != before.end() && left->first < right->first)) {
      result.push_back((left++)->first);
    } else if (left == before.end() || right->first < left->first) {
      result.push_back((right++)->first);
    } else {
      if (left->second != right->second) result.push_back(left->first);
      ++left;
      ++right;
    }
  }
  return result;
}

}  // namespace

bool Change::changes(std::string_view attribute) const {
  return std::find(attributes.begin(), attributes.end(), attribute) != attributes.end();
}

std::vector<Change> difference(const Catalog& before, const Catalog& after) {
  std::vector<Change> result;
  auto left = before.facts.begin();
  auto right = after.facts.begin();
  while (left != before.facts.end() || right != after.facts.end()) {
    if (right == after.facts.end() || (left != before.facts.end() && left->first < right->first)) {
      result.push_back({&(left++)->second, nullptr});
    } else if (left == before.facts.end() || right->first < left->first) {
      result.push_back({nullptr, &(right++)->second});
    } else {
      auto names = differing(left->second.attributes, right->second.attributes);
      if (!names.empty()) result.push_back({&left->second, &right->second, std::move(names)});
      ++left;
      ++right;
    }
  }
  return result;
}

}  // namespace migrate::schema
