#include "lib/postgresql/schema/unreadable_texts.h"

#include <fmt/format.h>

#include <vector>

#include "lib/base/text.h"
#include "lib/postgresql/schema/integer_types.h"
#include "lib/postgresql/schema/type_change.h"

namespace migrate::postgresql {

namespace {

// In all patterns # is white space, which the input functions skip around a value. Case doesn't
// count.

// Since 16 integers may be hexadecimal, octal or binary, and have underscores.
constexpr std::string_view kInteger = "^#[-+]?(0[xob][0-9a-f_]+|[0-9][0-9_]*)#$";
constexpr std::string_view kNumeric =
    "^#[-+]?(nan|inf|infinity|0[xob][0-9a-f_]+"
    "|([0-9][0-9_]*[.]?|[.][0-9])[0-9_]*(e[-+]?[0-9][0-9_]*)?)#$";
// As strtod() takes it.
constexpr std::string_view kFloat =
    "^#[-+]?(nan([(].*[)])?|inf|infinity|0x[0-9a-f.]+(p[-+]?[0-9]+)?"
    "|([0-9]+[.]?|[.][0-9])[0-9]*(e[-+]?[0-9]+)?)#$";
constexpr std::string_view kUuid =
    "^([0-9a-f]{4}-?){7}[0-9a-f]{4}$|^[{]([0-9a-f]{4}-?){7}[0-9a-f]{4}[}]$";
constexpr std::string_view kBoolean =
    "^#(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|0|1)#$";
constexpr std::string_view kJson = "^#([{].*[}]|[[].*[]]|\".*\"|-?[0-9].*|true|false|null)#$";
constexpr std::string_view kNetwork = "^[0-9a-fx:.]+(/[0-9]+)?$";
constexpr std::string_view kMoment = "[0-9]|now|today|tomorrow|yesterday|infinity|epoch";

struct Look {
  std::string_view type;
  std::string_view pattern;  ///< every value matches it
};
constexpr Look kLooks[] = {{"smallint", kInteger},
                           {"integer", kInteger},
                           {"bigint", kInteger},
                           {"numeric", kNumeric},
                           {"real", kFloat},
                           {"double precision", kFloat},
                           {"uuid", kUuid},
                           {"boolean", kBoolean},
                           {"json", kJson},
                           {"jsonb", kJson},
                           {"inet", kNetwork},
                           {"cidr", kNetwork},
                           {"date", kMoment},
                           {"timestamp without time zone", kMoment},
                           {"timestamp with time zone", kMoment}};

/// A date that begins with four digits is year, month and day whatever DateStyle is; those that no
/// calendar has.
constexpr std::string_view kNoDay =
    "^#(0000-[0-9]{2}-[0-9]{2}|[0-9]{4}-((00|1[3-9]|[2-9][0-9])-[0-9]{2}"
    "|[0-9]{2}-(00|3[2-9]|[4-9][0-9])|02-3[01]|(04|06|09|11)-31))([^0-9]|$)";

/// Numbers that are read as one whatever follows: few enough digits for a numeric.
constexpr std::string_view kPlainInteger = "^#[-+]?[0-9]{1,99}#$";
constexpr std::string_view kPlainNumber = "^#[-+]?[0-9]{1,99}([.][0-9]{0,99})?#$";

std::string sql_of(std::string_view pattern) {
  return "'" + replace_all(pattern, "#", "[[:space:]]*") + "'";
}

/// A column's own collation may know no regular expressions.
std::string matches(const std::string& name, std::string_view pattern) {
  return name + " COLLATE \"C\" ~* " + sql_of(pattern);
}

std::string differs(const std::string& name, std::string_view pattern) {
  return name + " COLLATE \"C\" !~* " + sql_of(pattern);
}

/// `condition` is about the values that match `plain`, as numbers; the others must have the look.
std::string either(const std::string& name, std::string_view plain, const std::string& condition,
                   std::string_view look) {
  return fmt::format("CASE WHEN {} THEN {} ELSE {} END", matches(name, plain), condition,
                     differs(name, look));
}

}  // namespace

std::string unreadable(const std::string& name, std::string_view type) {
  const std::string bare = without_modifier(type);
  std::string_view look;
  for (const Look& each : kLooks) {
    if (each.type == bare) look = each.pattern;
  }
  if (look.empty()) return "";
  if (look == kMoment) return differs(name, look) + " OR " + matches(name, kNoDay);
  if (const size_t rank = integer_rank(bare); rank < std::size(kIntegers)) {
    const std::string outside = fmt::format("{}::numeric NOT BETWEEN {} AND {}", name,
                                            kIntegers[rank].least, kIntegers[rank].most);
    return either(name, kPlainInteger, outside, look);
  }
  const std::vector<int> sizes = modifiers(type);
  if (bare == "numeric" && !sizes.empty()) {
    const int scale = sizes.size() > 1 ? sizes[1] : 0;
    if (scale < 0 || sizes[0] < scale) return differs(name, look);
    const std::string outside =
        fmt::format("abs(round({}::numeric, {})) >= 1e{}", name, scale, sizes[0] - scale);
    return either(name, kPlainNumber, outside, look);
  }
  return differs(name, look);
}

}  // namespace migrate::postgresql
