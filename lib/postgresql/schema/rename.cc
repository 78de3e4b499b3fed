#include "lib/postgresql/schema/rename.h"

#include <algorithm>
#include <array>

#include "lib/base/json.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

using schema::Named;
using schema::Renaming;

constexpr const char* kEnumValue = "enum value";

/// How things of a kind are renamed.
struct Form {
  std::string_view kind;
  enum class How {
    object,   ///< ALTER type name RENAME TO
    part,     ///< ALTER type whole RENAME what
    on_table  ///< ALTER type name ON table RENAME TO
  } how;
  const char* type;
  const char* what = "";
};

/// Not ranges: their constructors and multiranges would keep the old name.
constexpr std::array kForms = {
    Form{"table", Form::How::object, "TABLE"},
    Form{"foreign table", Form::How::object, "FOREIGN TABLE"},
    Form{"view", Form::How::object, "VIEW"},
    Form{"materialized view", Form::How::object, "MATERIALIZED VIEW"},
    Form{"sequence", Form::How::object, "SEQUENCE"},
    Form{"index", Form::How::object, "INDEX"},
    Form{"enum", Form::How::object, "TYPE"},
    Form{"composite type", Form::How::object, "TYPE"},
    Form{"domain", Form::How::object, "DOMAIN"},
    Form{"function", Form::How::object, "FUNCTION"},
    Form{"procedure", Form::How::object, "PROCEDURE"},
    Form{"aggregate", Form::How::object, "AGGREGATE"},
    Form{"column", Form::How::part, "TABLE", "COLUMN"},
    Form{"constraint", Form::How::part, "TABLE", "CONSTRAINT"},
    Form{"attribute", Form::How::part, "TYPE", "ATTRIBUTE"},
    Form{"domain constraint", Form::How::part, "DOMAIN", "CONSTRAINT"},
    Form{kEnumValue, Form::How::part, "TYPE", "VALUE"},
    Form{"trigger", Form::How::on_table, "TRIGGER"},
    Form{"policy", Form::How::on_table, "POLICY"},
    Form{"rule", Form::How::on_table, "RULE"},
};

bool is_routine(const Fact& fact) {
  const std::string& kind = fact.identity.kind;
  return kind == "function" || kind == "procedure" || kind == "aggregate";
}

/// One of the two statements. `before`: the thing as its place and its arguments are called.
Statement statement(const Form& form, const Named& before, const std::string& from,
                    const std::string& to, const std::string& home) {
  const std::vector<std::string>& path = before.identity.name;
  const std::string alter = std::string("ALTER ") + form.type + " ";
  switch (form.how) {
    case Form::How::object: {
      const std::string arguments =
          is_routine(*before.fact) ? "(" + std::string(before.fact->remark("arguments")) + ")" : "";
      return {alter + qualified(path.at(0), from, home) + arguments + " RENAME TO " + name_sql(to)};
    }
    case Form::How::on_table:
      return {alter + name_sql(from) + " ON " + qualified(path.at(0), path.at(1), home) +
              " RENAME TO " + name_sql(to)};
    case Form::How::part:
      break;
  }
  const bool is_value = form.kind == kEnumValue;
  return {alter + qualified(path.at(0), path.at(1), home) + " RENAME " + form.what + " " +
          (is_value ? quote_literal(from) : name_sql(from)) + " TO " +
          (is_value ? quote_literal(to) : name_sql(to))};
}

}  // namespace

std::vector<Named> named_in(const Fact& fact) {
  std::vector<Named> result = {{fact.identity, fact.identity.name.back(), &fact}};
  if (is_routine(fact)) result[0].name = std::string(fact.remark("name"));
  if (fact.identity.kind != "enum") return result;
  for (std::string& label : json::parse_texts(fact.attribute("labels"))) {
    Identity identity{kEnumValue, fact.identity.name};
    identity.name.push_back(label);
    result.push_back({std::move(identity), std::move(label), &fact});
  }
  return result;
}

std::optional<Renaming> renaming(const Named& before, const Named& after, const std::string& home) {
  const auto form = std::find_if(kForms.begin(), kForms.end(), [&](const Form& each) {
    return each.kind == before.identity.kind;
  });
  if (form == kForms.end() || before.fact->has("inherited")) return std::nullopt;
  return Renaming{statement(*form, before, before.name, after.name, home),
                  statement(*form, before, after.name, before.name, home)};
}

}  // namespace migrate::postgresql
