#include "lib/postgresql/schema/grants.h"

#include <algorithm>
#include <map>

#include "lib/base/json.h"

namespace migrate::postgresql {

namespace {

/// The elements of a one-dimensional array in text form: {a,"b \"c\""}. Source: array_out() in
/// src/backend/utils/adt/arrayfuncs.c.
std::vector<std::string> elements(std::string_view array) {
  std::vector<std::string> result;
  if (array.size() < 2) return result;
  array = array.substr(1, array.size() - 2);
  std::string element;
  bool quoted = false;
  for (size_t index = 0; index < array.size(); ++index) {
    const char c = array[index];
    if (c == '\\') {
      element += array[++index];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      result.push_back(std::move(element));
      element.clear();
    } else {
      element += c;
    }
  }
  if (!array.empty()) result.push_back(std::move(element));
  return result;
}

/// Takes a role's name off the front of an aclitem: bare, or in double quotes with inner ones
/// doubled. Source: putid() in src/backend/utils/adt/acl.c.
std::string take_role(std::string_view& item) {
  std::string role;
  if (!item.starts_with('"')) {
    const size_t end = item.find('=');
    role = item.substr(0, end);
    item.remove_prefix(std::min(end, item.size()));
    return role;
  }
  for (item.remove_prefix(1); !item.empty(); item.remove_prefix(1)) {
    if (item[0] == '"' && item.substr(1).starts_with('"')) {
      item.remove_prefix(1);
    } else if (item[0] == '"') {
      item.remove_prefix(1);
      break;
    }
    role += item[0];
  }
  return role;
}

/// "r*w" → {"r*", "w"}.
std::vector<std::string> privileges(std::string_view letters) {
  std::vector<std::string> result;
  for (const char letter : letters) {
    if (letter == '*' && !result.empty()) {
      result.back() += letter;
    } else {
      result.emplace_back(1, letter);
    }
  }
  return result;
}

/// Letters, each with whether it may be granted on.
using Letters = std::map<char, bool>;
using ByGrantee = std::map<std::pair<Grant::To, std::string>, Letters>;

void add(Letters& letters, const std::vector<std::string>& granted) {
  for (const std::string& privilege : granted) letters[privilege[0]] |= privilege.size() > 1;
}

std::vector<Grant> listed(const ByGrantee& by_grantee) {
  std::vector<Grant> result;
  for (const auto& [grantee, letters] : by_grantee) {
    Grant grant{grantee.first, grantee.second, ""};
    for (const auto& [letter, with_option] : letters) {
      grant.privileges += letter;
      if (with_option) grant.privileges += '*';
    }
    if (!grant.privileges.empty()) result.push_back(std::move(grant));
  }
  return result;
}

constexpr std::string_view kOwner = "owner";
constexpr std::string_view kEverybody = "everybody";
constexpr std::string_view kRole = "role";

}  // namespace

std::vector<Grant> united(const std::vector<Grant>& one, const std::vector<Grant>& other) {
  ByGrantee by_grantee;
  for (const auto* grants : {&one, &other}) {
    for (const Grant& grant : *grants) {
      add(by_grantee[{grant.to, grant.role}], privileges(grant.privileges));
    }
  }
  return listed(by_grantee);
}

std::vector<Grant> parse_acl(std::string_view acl, std::string_view owner) {
  ByGrantee by_grantee;
  for (const std::string& element : elements(acl)) {
    std::string_view item = element;
    std::string role = take_role(item);
    const auto to = role == owner  ? Grant::To::owner
                    : role.empty() ? Grant::To::everybody
                                   : Grant::To::role;
    if (to != Grant::To::role) role.clear();
    add(by_grantee[{to, role}], privileges(item.substr(1, item.find('/') - 1)));
  }
  return listed(by_grantee);
}

void make_grants_canonical(schema::Fact& fact) {
  const auto found = fact.attributes.find("grants");
  if (found == fact.attributes.end()) return;
  const std::string_view owner = fact.has("owner") ? fact.attribute("owner") : fact.remark("owner");
  const auto grants = parse_acl(found->second, owner);
  const auto usual = parse_acl(fact.remark("default_grants"), owner);
  if (fact.remarks.contains("default_grants")) {
    fact.remarks["default_grants"] = grants_text(usual);
  }
  if (grants == usual) {
    fact.attributes.erase(found);
  } else {
    found->second = grants_text(grants);
  }
}

std::string grants_text(const std::vector<Grant>& grants) {
  json::Array items;
  for (const Grant& grant : grants) {
    json::Array item;
    item.emplace_back(grant.to == Grant::To::owner       ? kOwner
                      : grant.to == Grant::To::everybody ? kEverybody
                                                         : kRole);
    item.emplace_back(grant.role);
    item.emplace_back(grant.privileges);
    items.emplace_back(std::move(item));
  }
  return json::dump(items);
}

std::vector<Grant> parse_grants(std::string_view text) {
  std::vector<Grant> result;
  if (text.empty()) return result;
  const json::Value parsed = json::parse(text);
  for (const json::Value& item : parsed.items()) {
    const std::string& to = item.items().at(0).text();
    result.push_back({to == kOwner       ? Grant::To::owner
                      : to == kEverybody ? Grant::To::everybody
                                         : Grant::To::role,
                      item.items().at(1).text(), item.items().at(2).text()});
  }
  return result;
}

}  // namespace migrate::postgresql
