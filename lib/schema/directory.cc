#include "lib/schema/directory.h"

#include <algorithm>

namespace migrate::schema {

namespace {

/// Whether the shorter of the two is the end of the longer one. Their last names are alike already.
bool ends_alike(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto count = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()) - 1);
  return std::equal(a.rbegin() + 1, a.rbegin() + 1 + count, b.rbegin() + 1);
}

}  // namespace

std::vector<std::string> place_of(const Identity& identity) {
  return {identity.name.begin(), identity.name.end() - 1};
}

Directory::Directory(const Catalog& catalog, const Rules& rules) : home_(catalog.home) {
  for (const auto& [identity, fact] : catalog.facts) {
    for (Named& named : rules.named(fact)) {
      auto key = std::pair(named.name, named.identity.kind);
      const auto added = things_.emplace(std::move(key), std::move(named));
      by_identity_.emplace(added->second.identity, &added->second);
    }
  }
}

std::vector<const Named*> Directory::of(const std::string& kind, const std::string& name) const {
  std::vector<const Named*> result;
  for (auto at = things_.lower_bound({name, kind}); at != things_.end() && at->first.first == name;
       ++at) {
    if (kind.empty() || at->first.second == kind) result.push_back(&at->second);
  }
  return result;
}

std::vector<const Named*> Directory::called(const std::string& kind,
                                            const std::vector<std::string>& path) const {
  std::vector<const Named*> result = of(kind, path.back());
  std::erase_if(result, [&](const Named* each) { return !ends_alike(each->identity.name, path); });
  const auto at_home = [&](const Named* each) {
    return each->identity.name.size() <= path.size() || each->identity.name.front() == home_;
  };
  if (std::any_of(result.begin(), result.end(), at_home)) {
    std::erase_if(result, [&](const Named* each) { return !at_home(each); });
  }
  return result;
}

std::vector<const Named*> Directory::beside(const Identity& identity,
                                            const std::string& name) const {
  std::vector<const Named*> result = of(identity.kind, name);
  const std::vector<std::string> place = place_of(identity);
  std::erase_if(result, [&](const Named* each) { return place_of(each->identity) != place; });
  return result;
}

const Named* Directory::find(const Identity& identity) const {
  const auto found = by_identity_.find(identity);
  return found == by_identity_.end() ? nullptr : found->second;
}

}  // namespace migrate::schema
