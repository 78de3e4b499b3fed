#include "lib/postgresql/schema/type_change.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "lib/base/text.h"

namespace migrate::postgresql {

namespace {

/// Types between any two of which there is an assignment cast. Source: pg_cast, castcontext 'i' and
/// 'a'.
constexpr std::string_view kNumbers[] = {"smallint", "integer", "bigint",
                                         "numeric",  "real",    "double precision"};
constexpr std::string_view kMoments[] = {"date", "timestamp without time zone",
                                         "timestamp with time zone"};
constexpr std::string_view kDocuments[] = {"json", "jsonb"};
constexpr std::string_view kBits[] = {"bit", "bit varying"};
constexpr std::string_view kNetworks[] = {"inet", "cidr"};
/// Any type can be assigned to these.
constexpr std::string_view kTexts[] = {"text", "character varying", "character"};

template <size_t kSize>
bool among(std::string_view type, const std::string_view (&types)[kSize]) {
  return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

bool is_assigned(const std::string& from, const std::string& to) {
  const auto both = [&](const auto& types) { return among(from, types) && among(to, types); };
  return from == to || among(to, kTexts) || both(kNumbers) || both(kMoments) || both(kDocuments) ||
         both(kBits) || both(kNetworks);
}

/// Numbers whose every value the other type holds exactly.
bool holds_number(const std::string& from, const std::string& to) {
  if (to == "numeric") return from == "smallint" || from == "integer" || from == "bigint";
  if (to == "real") return from == "smallint";
  if (to == "double precision") {
    return from == "smallint" || from == "integer" || from == "real";
  }
  // Out of range is an error, and there is no fraction to lose.
  return from == "smallint" || from == "integer" || from == "bigint";
}

/// Fewer digits behind the point, or of a second, than there were. No modifier: as many as it takes
/// (numeric), six (times).
bool loses_digits(const std::string& type, std::string_view before, std::string_view after) {
  const std::vector<int> was = modifiers(before);
  const std::vector<int> is = modifiers(after);
  if (type == "numeric") {
    if (is.empty()) return false;
    const int scale = is.size() > 1 ? is[1] : 0;
    if (was.empty()) return true;
    return scale < (was.size() > 1 ? was[1] : 0);
  }
  return !is.empty() && (was.empty() || is[0] < was[0]);
}

std::string_view type_of(const Fact& fact) {
  return fact.has("type") ? fact.attribute("type") : fact.remark("type");
}

/// Whether the column's type is one that somebody has made, and no domain, which casts like the
/// type under it.
bool is_made_type(const Fact& column) {
  return std::any_of(column.needs.begin(), column.needs.end(), [](const Identity& need) {
    return need.kind == "enum" || need.kind == "composite type" || need.kind == "range";
  });
}

}  // namespace

std::string without_modifier(std::string_view type) {
  const size_t open = type.find('(');
  const size_t close = type.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos || type[0] == '"') {
    return std::string(type);
  }
  return std::string(type.substr(0, open)) + std::string(type.substr(close + 1));
}

std::vector<int> modifiers(std::string_view type) {
  std::vector<int> result;
  const size_t open = type.find('(');
  const size_t close = type.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos || type[0] == '"') {
    return result;
  }
  for (const std::string& number : split(type.substr(open + 1, close - open - 1), ',')) {
    int value = 0;
    std::from_chars(number.data(), number.data() + number.size(), value);
    result.push_back(value);
  }
  return result;
}

bool loses_values(std::string_view before, std::string_view after) {
  const std::string from = without_modifier(before);
  const std::string to = without_modifier(after);
  const auto both = [&](const auto& types) { return among(from, types) && among(to, types); };
  const bool made_of_digits = to == "numeric" || to.starts_with("time") || to == "interval";
  if (from == to) return made_of_digits && loses_digits(to, before, after);
  if (both(kNumbers)) return !holds_number(from, to);
  if (both(kMoments)) {
    return to == "date" || (from != "date" && loses_digits(to, before, after));
  }
  // jsonb keeps neither spelling nor order nor repeated keys.
  return from == "json" && to == "jsonb";
}

std::string conversion_sql(const std::string& name, const Fact& before, const Fact& after) {
  const std::string from = without_modifier(type_of(before));
  const std::string to = without_modifier(type_of(after));
  if (is_assigned(from, to)) return "";
  const std::string target(type_of(after));
  // The blanks at the end of a character(n) are not part of its text.
  const bool as_text = !among(from, kTexts) || from == "character";
  if (as_text && (is_made_type(before) || is_made_type(after))) {
    const bool arrays = from.ends_with("[]") && to.ends_with("[]");
    return name + (arrays ? "::text[]::" : "::text::") + target;
  }
  return name + "::" + target;
}

}  // namespace migrate::postgresql
