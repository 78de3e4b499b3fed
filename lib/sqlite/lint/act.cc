#include "lib/sqlite/lint/act.h"

#include <array>

#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite::lint {

std::string Act::original_name(const std::string& name, size_t step) const {
  std::string now = name;
  for (size_t i = step; i-- > 0;) {
    const Parsed& parsed = steps[i].parsed;
    if (parsed.kind == Parsed::Kind::rename_table && parsed.to.name == now) {
      now = parsed.target.name;
    } else if (parsed.kind == Parsed::Kind::create_table && parsed.target.name == now &&
               steps[i].before->table(now) == nullptr) {
      return "";
    }
  }
  return now;
}

void Findings::add(const Rule& rule, size_t step, std::string message, Place place) {
  out_.push_back({&rule, step, place.offset, std::move(message), std::move(place.object),
                  std::move(place.lock), std::move(place.fix)});
}

std::span<const Family> families() {
  static const std::array kFamilies = {loss_rules(),   rebuild_rules(),   add_column_rules(),
                                       rename_rules(), reference_rules(), statement_rules(),
                                       session_rules()};
  return kFamilies;
}

std::string column_sql(const std::string& table, const std::string& column) {
  return identifier(table) + "." + identifier(column);
}

}  // namespace migrate::sqlite::lint
