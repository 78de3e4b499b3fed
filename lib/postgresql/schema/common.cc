#include "lib/postgresql/schema/common.h"

#include <algorithm>
#include <map>
#include <set>

#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/grants.h"

namespace migrate::postgresql {

namespace {

/// Key words that can't be a name everywhere without quotes, of PostgreSQL 13 to 18. Source:
/// pg_get_keywords(), all whose catcode isn't U.
constexpr std::string_view kKeyWords =
    " all analyse analyze and any array as asc asymmetric authorization between bigint binary bit"
    " boolean both case cast char character check coalesce collate collation column concurrently"
    " constraint create cross current_catalog current_date current_role current_schema"
    " current_time current_timestamp current_user dec decimal default deferrable desc distinct do"
    " else end except exists extract false fetch float for foreign freeze from full grant greatest"
    " group grouping having ilike in initially inner inout int integer intersect interval into is"
    " isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query"
    " json_scalar json_serialize json_table json_value lateral leading least left like limit"
    " localtime localtimestamp merge_action national natural nchar none normalize not notnull null"
    " nullif numeric offset on only or order out outer overlaps overlay placing position precision"
    " primary real references returning right row select session_user setof similar smallint some"
    " substring symmetric system_user table tablesample then time timestamp to trailing treat trim"
    " true union unique user using values varchar variadic verbose when where window with"
    " xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot"
    " xmlserialize xmltable ";

bool is_plain_name(std::string_view name) {
  const auto starts = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  const auto goes_on = [&](char c) { return starts(c) || (c >= '0' && c <= '9') || c == '$'; };
  if (name.empty() || !starts(name[0])) return false;
  if (!std::all_of(name.begin(), name.end(), goes_on)) return false;
  return kKeyWords.find(" " + std::string(name) + " ") == std::string_view::npos;
}

/// Privileges by their letter in an aclitem. Source: the manual, "ACL Privilege Abbreviations".
const std::map<char, const char*>& privilege_names() {
  static const std::map<char, const char*> names = {
      {'r', "SELECT"},   {'a', "INSERT"},       {'w', "UPDATE"},  {'d', "DELETE"},
      {'D', "TRUNCATE"}, {'x', "REFERENCES"},   {'t', "TRIGGER"}, {'C', "CREATE"},
      {'c', "CONNECT"},  {'T', "TEMPORARY"},    {'X', "EXECUTE"}, {'U', "USAGE"},
      {'s', "SET"},      {'A', "ALTER SYSTEM"}, {'m', "MAINTAIN"}};
  return names;
}

/// Who has which privilege, with and without the grant option: 'r' → true.
using Held = std::map<std::pair<Grant::To, std::string>, std::map<char, bool>>;

Held held(const std::vector<Grant>& grants) {
  Held result;
  for (const Grant& grant : grants) {
    auto& letters = result[{grant.to, grant.role}];
    for (size_t index = 0; index < grant.privileges.size(); ++index) {
      const char letter = grant.privileges[index];
      if (letter == '*') continue;
      letters[letter] = grant.privileges.substr(index + 1, 1) == "*";
    }
  }
  return result;
}

/// As the catalogs print them; those of one statement are written in this order.
constexpr std::string_view kLetters = "rawdDxtmUXCcTsA";

/// What grants are given on, and by whom.
struct GrantedOn {
  const Called& called;
  std::string owner;  ///< as SQL
  std::string all;    ///< letters of all privileges that there are on it; empty: not known
};

GrantedOn granted_on(const Fact& fact, const Fact& other, const Called& called) {
  GrantedOn result{called, "CURRENT_USER", ""};
  const std::string_view owner = fact.has("owner") ? fact.attribute("owner") : fact.remark("owner");
  if (!owner.empty() && fact.remark("mine").empty()) result.owner = name_sql(owner);
  const std::string_view usual = fact.remark("default_grants").empty()
                                     ? other.remark("default_grants")
                                     : fact.remark("default_grants");
  for (const Grant& grant : parse_grants(usual)) {
    if (grant.to == Grant::To::owner) result.all = grant.privileges;
  }
  return result;
}

std::string grantee_sql(const std::pair<Grant::To, std::string>& grantee, const GrantedOn& on) {
  switch (grantee.first) {
    case Grant::To::everybody:
      return "PUBLIC";
    case Grant::To::owner:
      return on.owner;
    case Grant::To::role:
      return name_sql(grantee.second);
  }
  return "";
}

std::string privileges_sql(const std::set<char>& letters, const GrantedOn& on) {
  if (std::string(letters.begin(), letters.end()) == on.all) return "ALL";
  std::vector<std::string> names;
  for (const char letter : kLetters) {
    if (!letters.contains(letter)) continue;
    const std::string name = privilege_names().at(letter);
    names.push_back(on.called.column.empty() ? name : name + " (" + on.called.column + ")");
  }
  return join(names, ", ");
}

/// GRANT or REVOKE of the letters, on columns where `called` says so: "SELECT (total)".
Statement grant_statement(const char* verb, const std::set<char>& letters, const GrantedOn& on,
                          const std::pair<Grant::To, std::string>& grantee, const char* suffix) {
  const Called& called = on.called;
  const std::string type = called.grant_type.empty() ? called.type : called.grant_type;
  const bool gives = std::string_view(verb) == "GRANT";
  return {std::string(verb) + " " + privileges_sql(letters, on) + " ON " + type + " " +
          called.granted_on() + (gives ? " TO " : " FROM ") + grantee_sql(grantee, on) + suffix};
}

void grant_changes(std::vector<Statement>& out, const Held& before, const Held& after,
                   const GrantedOn& on) {
  std::set<std::pair<Grant::To, std::string>> grantees;
  for (const auto& [grantee, letters] : before) grantees.insert(grantee);
  for (const auto& [grantee, letters] : after) grantees.insert(grantee);
  static const std::map<char, bool> nothing;
  for (const auto& grantee : grantees) {
    const auto was = before.contains(grantee) ? before.at(grantee) : nothing;
    const auto is = after.contains(grantee) ? after.at(grantee) : nothing;
    std::set<char> revoked;
    std::set<char> granted;
    std::set<char> with_option;
    for (const auto& [letter, option] : was) {
      if (!is.contains(letter) || (option && !is.at(letter))) revoked.insert(letter);
    }
    for (const auto& [letter, option] : is) {
      const bool there = was.contains(letter) && !revoked.contains(letter);
      if (there && was.at(letter) == option) continue;
      (option ? with_option : granted).insert(letter);
    }
    if (!revoked.empty()) {
      out.push_back(grant_statement("REVOKE", revoked, on, grantee, ""));
    }
    if (!granted.empty()) out.push_back(grant_statement("GRANT", granted, on, grantee, ""));
    if (!with_option.empty()) {
      out.push_back(grant_statement("GRANT", with_option, on, grantee, " WITH GRANT OPTION"));
    }
  }
}

/// What holds for `fact`: its grants, or else what its kind usually has.
Held held_of(const Fact& fact, const Fact& other) {
  if (fact.has("grants")) return held(parse_grants(fact.attribute("grants")));
  const std::string_view own = fact.remark("default_grants");
  return held(parse_grants(own.empty() ? other.remark("default_grants") : own));
}

}  // namespace

std::string name_sql(std::string_view name) {
  return is_plain_name(name) ? std::string(name) : quote_identifier(name);
}

std::string qualified(const std::string& schema, const std::string& name, const std::string& home) {
  return schema == home ? name_sql(name) : name_sql(schema) + "." + name_sql(name);
}

std::string qualified(const Identity& identity, const Sides& sides) {
  return qualified(identity.name.at(0), identity.name.at(1), sides.after.home);
}

std::vector<Statement> dress(const Fact& fact, const Called& called) {
  std::vector<Statement> result;
  // Whoever reads the schema is taken for who runs the script: what is made is their own.
  if (fact.has("owner") && fact.remark("mine").empty()) {
    result.push_back({"ALTER " + called.type + " " + called.name + " OWNER TO " +
                      name_sql(fact.attribute("owner"))});
  }
  if (fact.has("grants")) {
    grant_changes(result, held(parse_grants(fact.remark("default_grants"))), held_of(fact, fact),
                  granted_on(fact, fact, called));
  }
  if (fact.has("comment")) result.push_back(comment_on(called.type + " " + called.name, fact));
  return result;
}

std::vector<Statement> redress(const Change& change, const Called& called) {
  std::vector<Statement> result;
  if (change.changes("owner") && change.after->has("owner")) {
    result.push_back({"ALTER " + called.type + " " + called.name + " OWNER TO " +
                      name_sql(change.after->attribute("owner"))});
  }
  if (change.changes("grants")) {
    grant_changes(result, held_of(*change.before, *change.after),
                  held_of(*change.after, *change.before),
                  granted_on(*change.after, *change.before, called));
  }
  if (change.changes("comment")) {
    result.push_back(comment_on(called.type + " " + called.name, *change.after));
  }
  return result;
}

Statement comment_on(const std::string& what, const Fact& fact) {
  return {"COMMENT ON " + what + " IS " +
          (fact.has("comment") ? quote_literal(fact.attribute("comment")) : "NULL")};
}

std::string options_sql(std::string_view options) {
  std::vector<std::string> parts;
  const json::Value parsed = json::parse(options);
  for (const json::Value& item : parsed.items()) {
    const std::string& text = item.text();
    const size_t equals = std::min(text.find('='), text.size());
    const std::string value = text.substr(std::min(equals + 1, text.size()));
    const bool bare = !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
      return (c >= '0' && c <= '9') || c == '.' || (c >= 'a' && c <= 'z') || c == '_';
    });
    parts.push_back(text.substr(0, equals) + " = " + (bare ? value : quote_literal(value)));
  }
  return join(parts, ", ");
}

void alter_options(std::vector<Statement>& out, const Change& change, const std::string& subject,
                   const std::string& prefix) {
  if (!change.changes("options")) return;
  const auto names = [](const Fact& fact) {
    std::set<std::string> result;
    for (const std::string& item : json::parse_texts(fact.attribute("options"))) {
      result.insert(item.substr(0, item.find('=')));
    }
    return result;
  };
  const std::set<std::string> after = names(*change.after);
  std::vector<std::string> gone;
  for (const std::string& name : names(*change.before)) {
    if (!after.contains(name)) gone.push_back(name);
  }
  if (!gone.empty()) out.push_back({prefix + "RESET (" + join(gone, ", ") + ")", subject});
  if (!after.empty()) {
    out.push_back(
        {prefix + "SET (" + options_sql(change.after->attribute("options")) + ")", subject});
  }
}

void append(std::vector<Statement>& statements, std::vector<Statement> more) {
  for (Statement& statement : more) statements.push_back(std::move(statement));
}

}  // namespace migrate::postgresql
