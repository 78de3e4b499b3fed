#include "lib/workflow/dump.h"

#include <algorithm>
#include <map>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/revision/generated.h"
#include "lib/schema/filter.h"
#include "lib/schema/order.h"
#include "lib/schema/planner.h"
#include "lib/schema/script.h"
#include "lib/schema/written_name.h"

namespace migrate::workflow {

namespace {

using schema::Act;
using schema::Catalog;
using schema::Edge;
using schema::Fact;
using schema::Identity;
using schema::WrittenName;

/// Takes text only for its mark.
class MarkSink final : public Sink {
 public:
  void write(std::string_view bytes) override { key_.add(bytes); }
  [[nodiscard]] std::string line() const { return revision::mark_line(key_.key()); }

 private:
  revision::GeneratedKey key_;
};

/// Names in schemas keep their case, and a bare one means the lower case; where there are no
/// schemas, case doesn't count at all.
bool is_name(const std::string& name, const WrittenName& written, bool in_schema) {
  if (written.quoted && in_schema) return name == written.name;
  return schema::matches(name, to_lower(written.name));
}

bool is_called(const Identity& identity, const std::vector<WrittenName>& path,
               const std::string& home) {
  const std::vector<std::string>& names = identity.name;
  const bool in_schema = names.size() > 1;
  if (path.size() > names.size()) return false;
  if (!is_name(names.back(), path.back(), in_schema)) return false;
  if (path.size() < names.size()) return names.front() == home;
  return !in_schema || is_name(names.front(), path.front(), in_schema);
}

/// As a command line has to have it: app."Teams".
std::string written(const Identity& table, const std::string& home) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyz0123456789_";
  std::vector<std::string> parts;
  for (const std::string& name : table.name) {
    const bool plain = name.find_first_not_of(kPlain) == std::string::npos;
    parts.push_back(plain ? name : '"' + replace_all(name, "\"", "\"\"") + '"');
  }
  if (parts.size() > 1 && table.name.front() == home) parts.erase(parts.begin());
  return join(parts, ".");
}

Error no_such_table(const Catalog& schema, const std::string& name,
                    const std::vector<WrittenName>& path) {
  std::map<std::string, const Identity*> tables;  // by the name alone, in lower case
  for (const auto& [identity, fact] : schema.facts) {
    if (fact.part_of) continue;
    if (identity.kind == "table") tables.emplace(to_lower(identity.name.back()), &identity);
    if (is_called(identity, path, schema.home)) {
      return {ErrorCode::usage, describe(identity) + " is no table: it has no rows to dump"};
    }
  }
  std::vector<std::string> candidates;
  for (const auto& [last, identity] : tables) candidates.push_back(last);
  const auto near = nearest(to_lower(path.back().name), candidates);
  return {ErrorCode::usage, "the schema that is dumped has no table " + name,
          near ? "there is " + written(*tables.at(*near), schema.home) : ""};
}

/// The tables that `child`'s foreign key refers to.
std::vector<Identity> parents(const Catalog& schema, const Fact& foreign_key) {
  std::vector<Identity> result;
  for (const auto* needs : {&foreign_key.needs, &foreign_key.prefers}) {
    for (const Identity& need : *needs) {
      const Fact* fact = schema.find(need);
      if (fact != nullptr) result.push_back(outermost(schema, *fact).identity);
    }
  }
  return result;
}

/// Parents first; where their foreign keys go round in circles, by name.
std::vector<Identity> in_order(const Catalog& schema, const std::vector<Identity>& tables) {
  std::vector<Act> acts;
  std::map<Identity, size_t> places;
  for (const Identity& table : tables) {
    Act act;
    act.key = {0, table.name, 0, 0, table};
    act.group = acts.size();
    places[table] = acts.size();
    acts.push_back(std::move(act));
  }
  std::vector<Edge> edges;
  for (const auto& [identity, fact] : schema.facts) {
    if (fact.attribute("type") != "foreign key" || !fact.part_of) continue;
    const auto child = places.find(*fact.part_of);
    if (child == places.end()) continue;
    for (const Identity& table : parents(schema, fact)) {
      const auto parent = places.find(table);
      if (parent == places.end() || parent == child) continue;
      edges.push_back({parent->second, child->second, Edge::Strength::prefers});
    }
  }
  std::vector<Identity> result;
  for (const size_t leader : schema::order(acts, std::move(edges)).leaders) {
    result.push_back(tables[leader]);
  }
  return result;
}

std::vector<Identity> tables_by(const Catalog& schema, const std::vector<WrittenName>& path) {
  std::vector<Identity> result;
  for (const auto& [identity, fact] : schema.facts) {
    if (identity.kind == "table" && is_called(identity, path, schema.home)) {
      result.push_back(identity);
    }
  }
  return result;
}

std::string script_of(const schema::SchemaPlan& plan) {
  return schema::script_text(plan.statements);
}

}  // namespace

std::vector<Identity> tables_called(const Catalog& schema, const std::vector<std::string>& names,
                                    const std::vector<std::string>& where_there) {
  std::set<Identity> tables;
  for (const std::string& name : names) {
    const std::vector<WrittenName> path = schema::written_names(name);
    const std::vector<Identity> found = tables_by(schema, path);
    if (found.empty()) throw no_such_table(schema, name, path);
    tables.insert(found.begin(), found.end());
  }
  for (const std::string& name : where_there) {
    const std::vector<Identity> found = tables_by(schema, schema::written_names(name));
    tables.insert(found.begin(), found.end());
  }
  return in_order(schema, {tables.begin(), tables.end()});
}

void write_dump(db::Snapshot& snapshot, const Catalog& schema, const std::vector<Identity>& tables,
                const schema::Rules& rules, Sink& out) {
  const Catalog before = snapshot.before_rows(schema, tables);
  const std::string head = script_of(schema::plan_from_nothing(before, rules));
  const std::string tail = script_of(schema::plan(before, schema, rules));
  const auto write = [&](Sink& sink) {
    sink.write(head);
    if (!tables.empty()) snapshot.write_rows(tables, sink);
    if (!tail.empty()) sink.write("\n" + tail);
  };
  MarkSink mark;
  write(mark);
  out.write(mark.line());
  write(out);
}

}  // namespace migrate::workflow
