// Functions, procedures and aggregates.
#include <algorithm>
#include <array>
#include <charconv>

#include "lib/base/json.h"
#include "lib/postgresql/schema/common.h"
#include "lib/schema/rename.h"

namespace migrate::postgresql {

namespace {

std::string keyword(const Identity& identity) {
  if (identity.kind == "aggregate") return "AGGREGATE";
  return identity.kind == "procedure" ? "PROCEDURE" : "FUNCTION";
}

std::string routine_name(const Fact& fact, const Sides& sides) {
  return qualified(fact.identity.name.at(0), std::string(fact.remark("name")), sides.after.home);
}

Called called(const Fact& fact, const Sides& sides) {
  const std::string type = keyword(fact.identity);
  return {type, routine_name(fact, sides) + "(" + std::string(fact.remark("arguments")) + ")",
          type == "PROCEDURE" ? type : "FUNCTION"};
}

/// Whether the catalog has a relation, type or routine of that name in any schema.
bool is_name_of_something(const std::string& word, const schema::Catalog& catalog) {
  static constexpr std::array kKinds = {"table", "view",   "materialized view", "sequence",
                                        "enum",  "domain", "composite type",    "foreign table"};
  static constexpr std::array kRoutines = {"function", "procedure", "aggregate"};
  const auto first_schema = catalog.facts.lower_bound({"schema", {}});
  for (auto schema = first_schema; schema != catalog.facts.end() && schema->first.kind == "schema";
       ++schema) {
    const std::string& name = schema->first.name.at(0);
    for (const char* kind : kKinds) {
      if (catalog.find({kind, {name, word}}) != nullptr) return true;
    }
    for (const char* kind : kRoutines) {
      const auto found = catalog.facts.lower_bound({kind, {name, word + "("}});
      if (found != catalog.facts.end() && found->first.kind == kind &&
          found->first.name.at(0) == name && found->first.name.at(1).starts_with(word + "(")) {
        return true;
      }
    }
  }
  return false;
}

/// Whether the text of a body, which says nothing about dependencies, speaks of something that may
/// be made after the function.
bool may_come_too_early(const Fact& fact, const Sides& sides) {
  const std::string_view body = fact.remark("body");
  if (!body.empty() && !fact.remark(schema::kBehindRenames).empty()) return true;
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
  };
  for (size_t begin = 0; begin < body.size(); ++begin) {
    if (!is_part(body[begin])) continue;
    size_t end = begin;
    std::string folded;
    for (; end < body.size() && is_part(body[end]); ++end) {
      const char c = body[end];
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const std::string word(body.substr(begin, end - begin));
    if (is_name_of_something(folded, sides.after)) return true;
    if (word != folded && is_name_of_something(word, sides.after)) return true;
    begin = end;
  }
  return false;
}

Statement make(const char* verb, const Fact& fact, const Sides& sides) {
  Statement result{verb + keyword(fact.identity) + " " + routine_name(fact, sides) +
                   std::string(fact.attribute("definition"))};
  while (result.text.ends_with('\n')) result.text.pop_back();
  if (may_come_too_early(fact, sides)) result.setting = "SET check_function_bodies = off";
  return result;
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&,
                              const Sides& sides) {
  std::vector<Statement> result = {make("CREATE ", fact, sides)};
  append(result, dress(fact, called(fact, sides)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {{"DROP " + keyword(fact.identity) + " " + called(fact, sides).name}};
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  std::vector<Statement> result;
  if (change.changes("definition")) {
    result.push_back(make("CREATE OR REPLACE ", *change.after, sides));
  }
  append(result, redress(change, called(*change.after, sides)));
  return result;
}

int number(std::string_view text) {
  int result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

/// Arguments keep their names, but those without one may get it. Source: ProcedureCreate() in
/// src/backend/catalog/pg_proc.c.
bool keeps_names(const Fact& before, const Fact& after) {
  const auto was = json::parse_texts(before.remark("names"));
  const auto is = json::parse_texts(after.remark("names"));
  for (size_t index = 0; index < was.size(); ++index) {
    if (!was[index].empty() && (index >= is.size() || was[index] != is[index])) return false;
  }
  return true;
}

Treatment treatment(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr || !change.changes("definition")) {
    return {};
  }
  const Fact& before = *change.before;
  const Fact& after = *change.after;
  const bool replaceable = before.identity.kind != "aggregate" &&
                           before.remark("result") == after.remark("result") &&
                           before.remark("out") == after.remark("out") &&
                           number(before.remark("defaults")) <= number(after.remark("defaults")) &&
                           keeps_names(before, after);
  return {replaceable ? Treatment::How::in_place : Treatment::How::replace};
}

KindRules rules(const char* kind) {
  return {.kind = kind,
          .rank = 65,
          .name_space = NameSpace::routines,
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment};
}

}  // namespace

KindRules function_rules() { return rules("function"); }

KindRules procedure_rules() { return rules("procedure"); }

KindRules aggregate_rules() { return rules("aggregate"); }

}  // namespace migrate::postgresql
