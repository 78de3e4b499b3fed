// Foreign data wrappers, servers and user mappings. What a mapping's options hold is never read:
// whoever applies the script adds them.
#include <map>

#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

using Options = std::map<std::string, std::string>;

std::string own_name(const Identity& identity) { return name_sql(identity.name.at(0)); }

Options options(const Fact& fact) {
  Options result;
  for (const std::string& item : json::parse_texts(fact.attribute("options"))) {
    const size_t equals = std::min(item.find('='), item.size());
    result[item.substr(0, equals)] = item.substr(std::min(equals + 1, item.size()));
  }
  return result;
}

/// " OPTIONS (host 'db')", or nothing.
std::string options_clause(const std::vector<std::string>& items) {
  return items.empty() ? "" : " OPTIONS (" + join(items, ", ") + ")";
}

std::string all_options(const Fact& fact) {
  std::vector<std::string> items;
  for (const auto& [name, value] : options(fact)) {
    items.push_back(name_sql(name) + " " + quote_literal(value));
  }
  return options_clause(items);
}

std::string changed_options(const Change& change) {
  const Options before = options(*change.before);
  const Options after = options(*change.after);
  std::vector<std::string> items;
  for (const auto& [name, value] : before) {
    if (!after.contains(name)) items.push_back("DROP " + name_sql(name));
  }
  for (const auto& [name, value] : after) {
    const auto was = before.find(name);
    if (was != before.end() && was->second == value) continue;
    items.push_back((was == before.end() ? "ADD " : "SET ") + name_sql(name) + " " +
                    quote_literal(value));
  }
  return options_clause(items);
}

Called called_wrapper(const Identity& identity) {
  return {"FOREIGN DATA WRAPPER", own_name(identity)};
}

/// "HANDLER f" or "NO HANDLER".
std::string function_clause(const char* keyword, const Fact& fact, const char* attribute) {
  return fact.has(attribute)
             ? " " + std::string(keyword) + " " + std::string(fact.attribute(attribute))
             : " NO " + std::string(keyword);
}

std::vector<Statement> create_wrapper(const Fact& fact, const std::vector<const Fact*>&,
                                      const Sides&) {
  const Called called = called_wrapper(fact.identity);
  std::string text = "CREATE " + called.type + " " + called.name;
  if (fact.has("handler")) text += function_clause("HANDLER", fact, "handler");
  if (fact.has("validator")) text += function_clause("VALIDATOR", fact, "validator");
  std::vector<Statement> result = {{text + all_options(fact)}};
  append(result, dress(fact, called));
  return result;
}

std::vector<Statement> drop_wrapper(const Fact& fact, const Sides&) {
  return {{"DROP FOREIGN DATA WRAPPER " + own_name(fact.identity)}};
}

std::vector<Statement> alter_wrapper(const Change& change, const Sides&) {
  const Fact& after = *change.after;
  const Called called = called_wrapper(after.identity);
  std::string clauses;
  if (change.changes("handler")) clauses += function_clause("HANDLER", after, "handler");
  if (change.changes("validator")) clauses += function_clause("VALIDATOR", after, "validator");
  if (change.changes("options")) clauses += changed_options(change);
  std::vector<Statement> result;
  if (!clauses.empty()) result.push_back({"ALTER " + called.type + " " + called.name + clauses});
  append(result, redress(change, called));
  return result;
}

Called called_server(const Identity& identity) {
  return {"SERVER", own_name(identity), "FOREIGN SERVER"};
}

std::vector<Statement> create_server(const Fact& fact, const std::vector<const Fact*>&,
                                     const Sides&) {
  std::string text = "CREATE SERVER " + own_name(fact.identity);
  if (fact.has("type")) text += " TYPE " + quote_literal(fact.attribute("type"));
  if (fact.has("version")) text += " VERSION " + quote_literal(fact.attribute("version"));
  text += " FOREIGN DATA WRAPPER " + name_sql(fact.attribute("wrapper")) + all_options(fact);
  std::vector<Statement> result = {{std::move(text)}};
  append(result, dress(fact, called_server(fact.identity)));
  return result;
}

std::vector<Statement> drop_server(const Fact& fact, const Sides&) {
  return {{"DROP SERVER " + own_name(fact.identity)}};
}

std::vector<Statement> alter_server(const Change& change, const Sides&) {
  const Fact& after = *change.after;
  std::string clauses;
  if (change.changes("version")) {
    clauses +=
        " VERSION " + (after.has("version") ? quote_literal(after.attribute("version")) : "NULL");
  }
  if (change.changes("options")) clauses += changed_options(change);
  std::vector<Statement> result;
  if (!clauses.empty()) result.push_back({"ALTER SERVER " + own_name(after.identity) + clauses});
  append(result, redress(change, called_server(after.identity)));
  return result;
}

/// A server made anew would lose the options of its user mappings, which are not known.
Treatment treat_server(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr) return {};
  if (!change.changes("type") && !change.changes("wrapper")) return {};
  return {Treatment::How::impossible,
          "no ALTER SERVER changes its type or its foreign data wrapper: drop it, with its user "
          "mappings and tables, and make it anew"};
}

std::string mapping(const Identity& identity) {
  return "USER MAPPING FOR " + identity.name.at(1) + " SERVER " + own_name(identity);
}

std::vector<Statement> create_mapping(const Fact& fact, const std::vector<const Fact*>&,
                                      const Sides&) {
  return {{"CREATE " + mapping(fact.identity)}};
}

std::vector<Statement> drop_mapping(const Fact& fact, const Sides&) {
  return {{"DROP " + mapping(fact.identity)}};
}

}  // namespace

KindRules foreign_data_wrapper_rules() {
  return {.kind = "foreign data wrapper",
          .rank = 26,
          .create = create_wrapper,
          .drop = drop_wrapper,
          .alter = alter_wrapper};
}

KindRules foreign_server_rules() {
  return {.kind = "foreign server",
          .rank = 27,
          .create = create_server,
          .drop = drop_server,
          .alter = alter_server,
          .treatment = treat_server};
}

KindRules user_mapping_rules() {
  return {.kind = "user mapping", .rank = 28, .create = create_mapping, .drop = drop_mapping};
}

}  // namespace migrate::postgresql
