#include "lib/report/blocker_json.h"

#include <optional>
#include <string>
#include <utility>

namespace migrate::report {
namespace {

json::Value known(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

}  // namespace

void add_blocker(json::Value& out, const db::Blocker& blocker) {
  out.set("pid", blocker.pid);
  out.set("user", known(blocker.user));
  out.set("application", known(blocker.application));
  out.set("client", known(blocker.client));
  out.set("state", known(blocker.state));
  const std::optional<Milliseconds> age = blocker.transaction_age;
  out.set("transaction_age_ms", age ? json::Value(int64_t{age->count()}) : json::Value());
  out.set("query", known(blocker.query));
  out.set("mode", known(blocker.mode));
  out.set("relation", known(blocker.relation));
}

json::Value to_json(const std::vector<db::Blocker>& blockers) {
  json::Array items;
  for (const db::Blocker& blocker : blockers) {
    json::Value item = json::Object{};
    add_blocker(item, blocker);
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace migrate::report
