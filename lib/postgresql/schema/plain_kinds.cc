// Kinds whose definition is a text that the catalogs tell whole: what changes in it makes the
// object anew. Casts, collations, foreign tables, operators and their classes and families,
// statistics, text search, languages.
#include <algorithm>
#include <array>
#include <cassert>

#include "lib/base/json.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

struct Plain {
  const char* kind;
  const char* type;  ///< in DROP, COMMENT ON, ALTER … OWNER TO
  int rank;
  NameSpace name_space = NameSpace::own;
};

constexpr std::array kPlain = {
    Plain{"collation", "COLLATION", 15},
    Plain{"text search dictionary", "TEXT SEARCH DICTIONARY", 24},
    Plain{"text search configuration", "TEXT SEARCH CONFIGURATION", 25},
    Plain{"foreign table", "FOREIGN TABLE", 32, NameSpace::relations},
    Plain{"statistics", "STATISTICS", 62},
    Plain{"language", "LANGUAGE", 66},
    Plain{"cast", "CAST", 66},
    Plain{"operator", "OPERATOR", 66},
    Plain{"operator family", "OPERATOR FAMILY", 67},
    Plain{"operator class", "OPERATOR CLASS", 68},
};

const Plain& plain(const std::string& kind) {
  const auto* found = std::find_if(kPlain.begin(), kPlain.end(),
                                   [&](const Plain& row) { return row.kind == kind; });
  assert(found != kPlain.end());
  return *found;
}

Called called(const Fact& fact) {
  const Plain& row = plain(fact.identity.kind);
  return {row.type, std::string(fact.remark("called")),
          row.name_space == NameSpace::relations ? "TABLE" : ""};
}

/// The definition, then statements for what CREATE can't say.
std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&, const Sides&) {
  std::vector<Statement> result = {{"CREATE " + std::string(fact.attribute("definition"))}};
  for (const std::string& text : json::parse_texts(fact.attribute("and_then"))) {
    result.push_back({text});
  }
  append(result, dress(fact, called(fact)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides&) {
  return {{"DROP " + called(fact).type + " " + called(fact).name}};
}

std::vector<Statement> alter(const Change& change, const Sides&) {
  return redress(change, called(*change.after));
}

Treatment treatment(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr) return {};
  const bool other = change.changes("definition") || change.changes("and_then");
  return {other ? Treatment::How::replace : Treatment::How::in_place};
}

}  // namespace

std::vector<KindRules> plain_rules() {
  std::vector<KindRules> result;
  for (const Plain& row : kPlain) {
    result.push_back({.kind = row.kind,
                      .rank = row.rank,
                      .name_space = row.name_space,
                      .create = create,
                      .drop = drop,
                      .alter = alter,
                      .treatment = treatment});
  }
  return result;
}

}  // namespace migrate::postgresql
