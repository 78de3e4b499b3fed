#include "lib/postgresql/lint/proves.h"

#include <algorithm>
#include <array>

namespace migrate::postgresql::lint {
namespace {

/// Volatile functions that people write into defaults. Source: pg_proc, provolatile 'v'; and of the
/// extensions uuid-ossp and pgcrypto.
constexpr std::array<std::string_view, 18> kVolatile = {
    "clock_timestamp",  "timeofday",
    "random",           "nextval",
    "setval",           "currval",
    "lastval",          "gen_random_uuid",
    "uuid_generate_v1", "uuid_generate_v1mc",
    "uuid_generate_v4", "gen_random_bytes",
    "gen_salt",         "random_normal",
    "uuidv4",           "uuidv7",
    "txid_current",     "pg_current_xact_id",
};

}  // namespace

std::vector<std::string> proven_not_null(const Tree& expression) {
  const std::string_view kind = kind_of(expression);
  const Tree& body = body_of(expression);
  if (kind == "NullTest" && body["nulltesttype"].text() == "IS_NOT_NULL" &&
      kind_of(body["arg"]) == "ColumnRef") {
    return columns_in(body["arg"]);
  }
  std::vector<std::string> out;
  if (kind == "BoolExpr" && body["boolop"].text() == "AND_EXPR") {
    for (const Tree& argument : body["args"].items()) {
      for (std::string& column : proven_not_null(argument)) out.push_back(std::move(column));
    }
  }
  return out;
}

bool is_volatile(const Tree& expression, const std::set<std::string>& own) {
  bool found = false;
  each_node(expression, [&](std::string_view kind, const Tree& body) {
    if (kind != "FuncCall") return;
    const std::string name = name_of(strings(body["funcname"])).name;
    found = found || own.contains(name) ||
            std::find(kVolatile.begin(), kVolatile.end(), name) != kVolatile.end();
  });
  return found;
}

bool is_null_constant(const Tree& expression) {
  if (kind_of(expression) == "TypeCast") return is_null_constant(expression["TypeCast"]["arg"]);
  return flag(expression["A_Const"], "isnull");
}

bool is_always_true(const Tree& expression) {
  const Tree& value = expression["A_Const"]["boolval"];
  if (flag(value, "boolval")) return true;
  const Tree& comparison = expression["A_Expr"];
  if (strings(comparison["name"]) != std::vector<std::string>{"="}) return false;
  const auto constant = [](const Tree& side) -> const Tree& { return side["A_Const"]["ival"]; };
  const Tree& left = constant(comparison["lexpr"]);
  const Tree& right = constant(comparison["rexpr"]);
  return !left.is_null() && !right.is_null() && integer(left, "ival") == integer(right, "ival");
}

}  // namespace migrate::postgresql::lint
