#include "lib/postgresql/schema/made_grants.h"

#include <map>

#include "lib/postgresql/schema/grants.h"

namespace migrate::postgresql {
namespace {

constexpr const char* kKind = "default privileges";

/// As ALTER DEFAULT PRIVILEGES calls them.
std::string_view objects_of(const std::string& kind) {
  static const std::map<std::string_view, std::string_view> names = {
      {"table", "TABLES"},         {"view", "TABLES"},          {"materialized view", "TABLES"},
      {"foreign table", "TABLES"}, {"sequence", "SEQUENCES"},   {"function", "FUNCTIONS"},
      {"procedure", "FUNCTIONS"},  {"aggregate", "FUNCTIONS"},  {"enum", "TYPES"},
      {"domain", "TYPES"},         {"composite type", "TYPES"}, {"range", "TYPES"},
      {"schema", "SCHEMAS"}};
  const auto found = names.find(kind);
  return found == names.end() ? std::string_view() : found->second;
}

/// Those that hold while the script runs: dropped ones go before anything is made, new ones come
/// after.
const Fact* default_privileges(const Sides& sides, std::string_view schema,
                               std::string_view objects) {
  const auto& facts = sides.before.facts;
  for (auto at = facts.lower_bound({kKind, {}}); at != facts.end() && at->first.kind == kKind;
       ++at) {
    const Fact& fact = at->second;
    if (!fact.remark("mine").empty() && fact.remark("schema") == schema &&
        fact.remark("objects") == objects && sides.after.find(at->first) != nullptr) {
      return &fact;
    }
  }
  return nullptr;
}

std::vector<Grant> granted(const Fact* fact) {
  return fact == nullptr ? std::vector<Grant>() : parse_grants(fact->attribute("grants"));
}

std::vector<Grant> usually_granted(const Fact* fact) {
  return fact == nullptr ? std::vector<Grant>() : parse_grants(fact->remark("default_grants"));
}

}  // namespace

Fact with_made_grants(Fact fact, const Sides& sides) {
  const std::string_view objects = objects_of(fact.identity.kind);
  if (objects.empty()) return fact;
  const Fact* everywhere = default_privileges(sides, "", objects);
  const Fact* here = default_privileges(sides, fact.identity.name.at(0), objects);
  if (everywhere == nullptr && here == nullptr) return fact;
  const bool has_own = fact.has("grants");
  const std::vector<Grant> usual = usually_granted(has_own ? &fact : everywhere);
  const std::vector<Grant> made = everywhere == nullptr ? usual : granted(everywhere);
  if (!has_own) fact.attributes["grants"] = grants_text(usual);
  fact.remarks["default_grants"] = grants_text(united(made, granted(here)));
  return fact;
}

}  // namespace migrate::postgresql
