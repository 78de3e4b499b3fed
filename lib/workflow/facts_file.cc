#include "lib/workflow/facts_file.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/revision/checksum.h"

namespace migrate::workflow {
namespace {

using schema::Fact;
using schema::Identity;

constexpr int kVersion = 1;

std::string major_version(const db::Driver& driver, db::Connection& connection) {
  const std::string version = driver.facts(connection).server_version;
  return version.substr(0, version.find('.'));
}

std::string checksum_of(const revision::Revision& revision) {
  return revision::checksum(revision.up.source, revision.up.header);
}

/// ["table", "public", "orders"]: the kind, then the name.
json::Value identity_json(const Identity& identity) {
  json::Array out = {identity.kind};
  out.insert(out.end(), identity.name.begin(), identity.name.end());
  return out;
}

Identity read_identity(const json::Value& value) {
  Identity identity;
  for (const json::Value& part : value.items()) {
    if (identity.kind.empty()) {
      identity.kind = part.text();
    } else {
      identity.name.push_back(part.text());
    }
  }
  if (identity.kind.empty() || identity.name.empty()) {
    throw Error(ErrorCode::failed, "a fact without a name");
  }
  return identity;
}

json::Value attributes_json(const schema::Attributes& attributes) {
  json::Object out;
  for (const auto& [name, value] : attributes) out.emplace_back(name, value);
  return out;
}

schema::Attributes read_attributes(const json::Value& value) {
  schema::Attributes result;
  for (const auto& [name, member] : value.members()) result[name] = member.text();
  return result;
}

json::Value identities_json(const std::vector<Identity>& identities) {
  json::Array out;
  for (const Identity& identity : identities) out.push_back(identity_json(identity));
  return out;
}

std::vector<Identity> read_identities(const json::Value& value) {
  std::vector<Identity> result;
  for (const json::Value& item : value.items()) result.push_back(read_identity(item));
  return result;
}

json::Value fact_json(const Fact& fact) {
  json::Object out = {{"is", identity_json(fact.identity)}};
  if (!fact.attributes.empty()) out.emplace_back("has", attributes_json(fact.attributes));
  if (!fact.remarks.empty()) out.emplace_back("remarks", attributes_json(fact.remarks));
  if (fact.part_of) out.emplace_back("part_of", identity_json(*fact.part_of));
  if (!fact.needs.empty()) out.emplace_back("needs", identities_json(fact.needs));
  if (!fact.prefers.empty()) out.emplace_back("prefers", identities_json(fact.prefers));
  return out;
}

Fact read_fact(const json::Value& value) {
  Fact fact;
  fact.identity = read_identity(value["is"]);
  fact.attributes = read_attributes(value["has"]);
  fact.remarks = read_attributes(value["remarks"]);
  if (!value["part_of"].is_null()) fact.part_of = read_identity(value["part_of"]);
  fact.needs = read_identities(value["needs"]);
  fact.prefers = read_identities(value["prefers"]);
  return fact;
}

std::vector<std::string> read_texts(const json::Value& value) {
  std::vector<std::string> result;
  for (const json::Value& item : value.items()) result.push_back(item.text());
  return result;
}

json::Value step_json(const FactsFile::Step& step) {
  return json::Object{{"id", step.id}, {"checksum", step.checksum}, {"digest", step.digest}};
}

json::Value digests_json(const std::map<std::string, std::string>& kinds) {
  json::Object out;
  for (const auto& [kind, digest] : kinds) out.emplace_back(kind, digest);
  return out;
}

}  // namespace

FactsFile record_facts(const Bench& bench, const revision::RevisionGraph& graph) {
  FactsFile file;
  Trial trial = bench.empty();
  file.engine = bench.driver().name();
  file.server = major_version(bench.driver(), *trial.connection);
  file.filter = bench.filter();
  file.head = bench.read(*trial.connection);
  for (const revision::Revision& revision : graph.revisions()) {
    bench.upgrade(trial, graph, revision.id);
    file.head = bench.read(*trial.connection);
    file.digests = schema::digests(file.head);
    file.steps.push_back({revision.id, checksum_of(revision), file.digests.whole});
  }
  file.digests = schema::digests(file.head);
  return file;
}

std::string facts_text(const FactsFile& file) {
  json::Value out;
  out.set("version", kVersion);
  out.set("engine", file.engine);
  out.set("server", file.server);
  out.set("home", file.head.home);
  out.set("ignore", file.filter.ignore);
  out.set("leave_out", file.filter.without);
  json::Array steps;
  for (const FactsFile::Step& step : file.steps) steps.push_back(step_json(step));
  out.set("revisions", std::move(steps));
  out.set("digest", file.digests.whole);
  out.set("kinds", digests_json(file.digests.kinds));
  json::Array facts;
  for (const auto& [identity, fact] : file.head.facts) facts.push_back(fact_json(fact));
  out.set("facts", std::move(facts));
  out.set("unmodelled", identities_json(file.head.unmodelled));
  return json::dump(out, json::Layout::pretty) + "\n";
}

FactsFile read_facts(const std::string& path) {
  const json::Value value = json::parse(read_file(path));
  const int64_t* version = std::get_if<int64_t>(&value["version"].data());
  if (version == nullptr || *version != kVersion) {
    throw Error(ErrorCode::failed, path + " is no file of facts, or one of another version",
                "make it anew: migrate dump --facts -o " + path);
  }
  FactsFile file;
  file.engine = value["engine"].text();
  file.server = value["server"].text();
  file.filter = {read_texts(value["ignore"]), read_texts(value["leave_out"])};
  for (const json::Value& step : value["revisions"].items()) {
    file.steps.push_back({step["id"].text(), step["checksum"].text(), step["digest"].text()});
  }
  file.head.home = value["home"].text();
  for (const json::Value& item : value["facts"].items()) {
    Fact fact = read_fact(item);
    const Identity identity = fact.identity;
    if (!file.head.facts.emplace(identity, std::move(fact)).second) {
      throw Error(ErrorCode::failed, "a fact is there twice: " + describe(identity));
    }
  }
  file.head.unmodelled = read_identities(value["unmodelled"]);
  file.digests = schema::digests(file.head);
  if (file.digests.whole != value["digest"].text()) {
    throw Error(ErrorCode::failed, path + " was changed since it was written",
                "make it anew: migrate dump --facts -o " + path);
  }
  return file;
}

bool matches(const FactsFile& file, const Bench& bench, const revision::RevisionGraph& graph,
             db::Connection& connection) {
  const std::vector<revision::Revision>& revisions = graph.revisions();
  return file.engine == bench.driver().name() &&
         file.server == major_version(bench.driver(), connection) &&
         file.filter.ignore == bench.filter().ignore &&
         file.filter.without == bench.filter().without &&
         file.head.home == bench.driver().home_schema(connection) &&
         std::equal(file.steps.begin(), file.steps.end(), revisions.begin(), revisions.end(),
                    [](const FactsFile::Step& step, const revision::Revision& revision) {
                      return step.id == revision.id && step.checksum == checksum_of(revision);
                    });
}

std::optional<std::string> digest_after(const FactsFile& file,
                                        const std::vector<std::string>& ids) {
  if (ids.empty() || ids.size() > file.steps.size()) return std::nullopt;
  const std::set<std::string> applied(ids.begin(), ids.end());
  for (size_t i = 0; i < applied.size(); ++i) {
    if (!applied.contains(file.steps[i].id)) return std::nullopt;
  }
  return file.steps[applied.size() - 1].digest;
}

}  // namespace migrate::workflow
