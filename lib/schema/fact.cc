#include "lib/schema/fact.h"

#include <algorithm>
#include <cassert>

#include "lib/base/text.h"

namespace migrate::schema {

namespace {

std::string_view value(const Attributes& attributes, std::string_view name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

int Identity::compare(const Identity& other) const {
  if (const int order = kind.compare(other.kind); order != 0) return order;
  const size_t shared = std::min(name.size(), other.name.size());
  for (size_t i = 0; i < shared; ++i) {
    if (const int order = name[i].compare(other.name[i]); order != 0) return order;
  }
  if (name.size() == other.name.size()) return 0;
  return name.size() < other.name.size() ? -1 : 1;
}

std::string describe(const Identity& identity) {
  return identity.kind + " " + join(identity.name, ".");
}

std::string_view Fact::attribute(std::string_view name) const { return value(attributes, name); }

std::string_view Fact::remark(std::string_view name) const { return value(remarks, name); }

void Catalog::add(Fact fact) {
  Identity identity = fact.identity;
  const bool added = facts.emplace(std::move(identity), std::move(fact)).second;
  assert(added && "two facts with one identity");
  (void)added;
}

const Fact* Catalog::find(const Identity& identity) const {
  const auto found = facts.find(identity);
  return found == facts.end() ? nullptr : &found->second;
}

Parts::Parts(const Catalog& catalog) {
  for (const auto& [identity, fact] : catalog.facts) {
    if (fact.part_of) parts_[*fact.part_of].push_back(&fact);
  }
}

const std::vector<const Fact*>& Parts::of(const Identity& whole) const {
  static const std::vector<const Fact*> none;
  const auto found = parts_.find(whole);
  return found == parts_.end() ? none : found->second;
}

const Fact& outermost(const Catalog& catalog, const Fact& fact) {
  const Fact* current = &fact;
  while (current->part_of) {
    const Fact* whole = catalog.find(*current->part_of);
    if (whole == nullptr) break;
    current = whole;
  }
  return *current;
}

}  // namespace migrate::schema
