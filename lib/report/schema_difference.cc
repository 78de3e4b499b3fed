#include "lib/report/schema_difference.h"

#include <fmt/format.h>

#include "lib/base/text.h"
#include "lib/report/diagnostic_json.h"
#include "lib/report/standing.h"
#include "lib/schema/script.h"

namespace migrate::report {
namespace {

using schema::Change;

std::string value(const schema::Fact& fact, const std::string& attribute) {
  return fact.has(attribute) ? std::string(fact.attribute(attribute)) : "not set";
}

std::string_view kind_of(const Change& change, const char* only_after, const char* only_before,
                         const char* both) {
  if (change.before == nullptr) return only_after;
  return change.after == nullptr ? only_before : both;
}

json::Value attribute_json(const schema::Fact* fact, const std::string& attribute) {
  if (fact == nullptr || !fact->has(attribute)) return nullptr;
  return fact->attribute(attribute);
}

json::Value change_json(const Change& change, std::string_view kind, const char* before,
                        const char* after) {
  json::Value out;
  out.set("change", kind);
  out.set("kind", change.identity().kind);
  out.set("name", change.identity().name);
  json::Array attributes;
  for (const std::string& attribute : change.attributes) {
    attributes.emplace_back(json::Object{{"name", attribute},
                                         {before, attribute_json(change.before, attribute)},
                                         {after, attribute_json(change.after, attribute)}});
  }
  out.set("attributes", std::move(attributes));
  return out;
}

json::Value renames_json(const workflow::Comparison& comparison) {
  json::Array out;
  for (const schema::Rename& rename : comparison.told_renames()) {
    out.emplace_back(json::Object{
        {"kind", rename.after.kind}, {"from", rename.before.name}, {"to", rename.after.name}});
  }
  return out;
}

}  // namespace

json::Value identities_json(const std::vector<schema::Identity>& identities) {
  json::Array out;
  for (const schema::Identity& identity : identities) {
    out.emplace_back(json::Object{{"kind", identity.kind}, {"name", identity.name}});
  }
  return out;
}

json::Value lookalikes_json(const workflow::Comparison& comparison) {
  json::Array out;
  for (const schema::Lookalike& pair : comparison.lookalikes) {
    out.emplace_back(json::Object{{"kind", pair.after.kind},
                                  {"from", pair.before.name},
                                  {"to", pair.after.name},
                                  {"accept", pair.accept}});
  }
  return out;
}

std::string change_line(const Change& change) {
  const std::string what = describe(change.identity());
  if (change.before == nullptr) return "+ " + what;
  if (change.after == nullptr) return "- " + what;
  std::vector<std::string> parts;
  for (const std::string& attribute : change.attributes) {
    const std::string before = value(*change.before, attribute);
    const std::string after = value(*change.after, attribute);
    const bool short_texts =
        before.find('\n') == std::string::npos && after.find('\n') == std::string::npos;
    parts.push_back(short_texts ? fmt::format("{} {} → {}", attribute, before, after) : attribute);
  }
  return "~ " + what + ": " + join(parts, "; ");
}

std::string difference_summary(const workflow::Comparison& comparison) {
  std::string out;
  for (const schema::Rename& rename : comparison.told_renames()) {
    out += fmt::format("> {} → {}\n", describe(rename.before), rename.after.name.back());
  }
  for (const Change& change : comparison.told_changes()) out += change_line(change) + "\n";
  return out;
}

json::Value difference_json(const workflow::Comparison& comparison, std::string_view from,
                            std::string_view to) {
  json::Value out = shape();
  out.set("from", from);
  out.set("to", to);
  out.set("renames", renames_json(comparison));
  json::Array changes;
  for (const Change& change : comparison.changes()) {
    changes.push_back(
        change_json(change, kind_of(change, "create", "drop", "alter"), "before", "after"));
  }
  out.set("changes", std::move(changes));
  out.set("sql", schema::script_text(comparison.plan.statements));
  out.set("header", schema::script_header(comparison.plan.statements));
  out.set("impossible", to_json(comparison.plan.impossible));
  out.set("unmodelled", identities_json(comparison.after.unmodelled));
  out.set("lookalikes", lookalikes_json(comparison));
  return out;
}

std::string drift_lines(const workflow::Drift& drift) {
  std::string out;
  for (const schema::Rename& rename : drift.comparison.told_renames()) {
    out += workflow::drift_line(rename) + "\n";
  }
  for (const Change& change : drift.comparison.told_changes())
    out += workflow::drift_line(change) + "\n";
  const std::string sql = schema::script_text(drift.comparison.plan.statements);
  if (!sql.empty()) out += "\nwhat would put it right:\n\n" + sql;
  for (const Diagnostic& diagnostic : drift.comparison.plan.impossible) {
    out += "no statement can: " + diagnostic.message + "\n";
  }
  for (const workflow::OutsideDifference& difference : drift.outside) {
    out += drift.observer + " sees a difference: " + difference.object + "\n" + difference.text;
  }
  if (!out.empty()) out += "\n";
  for (const std::string& line : drift.allowed) out += "allowed: " + line + "\n";
  for (const schema::Identity& identity : drift.unmodelled) {
    out += "not compared: " + describe(identity) + "\n";
  }
  return out;
}

std::string declared_lines(const workflow::Declared& declared) {
  return declared.files == workflow::SchemaFiles::generated
             ? difference_summary(declared.drift.comparison)
             : drift_lines(declared.drift);
}

std::string drift_text(const workflow::Drift& drift, std::string_view target) {
  const size_t count = drift.count();
  return drift_lines(drift) + std::string(target) +
         (count == 0 ? ": no drift\n" : ": " + counted(count, "difference") + "\n");
}

json::Value drift_members(const workflow::Drift& drift) {
  json::Value out;
  out.set("ok", drift.none());
  out.set("renames", renames_json(drift.comparison));
  json::Array differences;
  for (const Change& change : drift.comparison.changes()) {
    json::Value item = change_json(change, kind_of(change, "missing", "unexpected", "different"),
                                   "is", "should_be");
    item.set("text", workflow::drift_line(change));
    differences.push_back(std::move(item));
  }
  out.set("differences", std::move(differences));
  out.set("allowed", drift.allowed);
  out.set("unmodelled", identities_json(drift.unmodelled));
  out.set("observer", drift.observer.empty() ? json::Value() : drift.observer);
  json::Array outside;
  for (const workflow::OutsideDifference& difference : drift.outside) {
    outside.push_back(json::Object{{"object", difference.object}, {"diff", difference.text}});
  }
  out.set("outside", std::move(outside));
  out.set("sql", schema::script_text(drift.comparison.plan.statements));
  out.set("impossible", to_json(drift.comparison.plan.impossible));
  return out;
}

json::Value drift_json(const workflow::Drift& drift, std::string_view target) {
  json::Value out = shape();
  out.set("target", target);
  const json::Value members = drift_members(drift);
  for (const auto& [name, value] : members.members()) out.set(name, value);
  return out;
}

}  // namespace migrate::report
