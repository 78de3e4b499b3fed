#include "lib/schema/digest.h"

#include "lib/base/hash.h"

namespace migrate::schema {
namespace {

/// Which reading of the catalogs it is over, should another ever mean something else.
constexpr const char* kReading = "s1:";
constexpr size_t kDigits = 16;

/// Each text with its length: no two lists of texts are alike.
void add(Sha256& sum, std::string_view text) {
  sum.add(std::to_string(text.size()));
  sum.add(":");
  sum.add(text);
}

void add(Sha256& sum, const Fact& fact) {
  add(sum, fact.identity.kind);
  sum.add(std::to_string(fact.identity.name.size()));
  for (const std::string& part : fact.identity.name) add(sum, part);
  sum.add(std::to_string(fact.attributes.size()));
  for (const auto& [name, value] : fact.attributes) {
    add(sum, name);
    add(sum, value);
  }
}

std::string shown(const Sha256& sum) { return kReading + sum.hex().substr(0, kDigits); }

}  // namespace

Digests digests(const Catalog& catalog) {
  Sha256 whole;
  std::map<std::string, Sha256> kinds;
  for (const auto& [identity, fact] : catalog.facts) {
    add(whole, fact);
    add(kinds[identity.kind], fact);
  }
  Digests result;
  result.whole = shown(whole);
  for (const auto& [kind, sum] : kinds) result.kinds[kind] = shown(sum);
  return result;
}

}  // namespace migrate::schema
