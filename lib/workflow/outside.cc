#include "lib/workflow/outside.h"

#include <map>
#include <set>

#include "lib/base/text.h"

namespace migrate::workflow {
namespace {

/// What the filter takes out of the database, by name.
std::vector<schema::Identity> ignored(const Bench& bench, db::Connection& connection) {
  const schema::Catalog all =
      bench.driver().introspect(connection, bench.driver().home_schema(connection));
  const schema::Catalog kept = schema::filtered(all, bench.filter());
  std::vector<schema::Identity> names;
  for (const auto& [identity, fact] : all.facts) {
    if (!fact.part_of && kept.find(identity) == nullptr) names.push_back(identity);
  }
  return names;
}

std::map<std::string, std::string> texts(const db::OutsideView& view, const Bench& bench,
                                         const Observed& database) {
  std::map<std::string, std::string> result;
  for (const db::OutsideText& object :
       view.read(database.options, ignored(bench, database.connection), bench.filter().without)) {
    result[object.object] += object.text;
  }
  return result;
}

}  // namespace

std::vector<OutsideDifference> outside_differences(const db::OutsideView& view, const Bench& bench,
                                                   const Observed& is, const Observed& should_be) {
  std::map<std::string, std::string> ours = texts(view, bench, is);
  std::map<std::string, std::string> theirs = texts(view, bench, should_be);
  std::set<std::string> objects;
  for (const auto& [object, text] : ours) objects.insert(object);
  for (const auto& [object, text] : theirs) objects.insert(object);
  std::vector<OutsideDifference> differences;
  for (const std::string& object : objects) {
    const std::string& text = ours[object];
    const std::string& wanted = theirs[object];
    if (text == wanted) continue;
    differences.push_back({object, unified_diff(text, wanted, "is", "should be")});
  }
  return differences;
}

}  // namespace migrate::workflow
