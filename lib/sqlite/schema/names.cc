#include "lib/sqlite/schema/names.h"

#include <sqlite3.h>

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/ascii.h"

namespace migrate::sqlite {

namespace {

bool is_keyword(std::string_view name) {
  return sqlite3_keyword_check(name.data(), static_cast<int>(name.size())) != 0;
}

}  // namespace

std::string identifier(std::string_view name) {
  const bool plain = !name.empty() && sql::ascii::starts_word(name[0]) &&
                     std::all_of(name.begin(), name.end(), sql::ascii::continues_word);
  if (plain && !is_keyword(name)) return std::string(name);
  return '"' + replace_all(name, "\"", "\"\"") + '"';
}

std::string literal(std::string_view text) { return '\'' + replace_all(text, "'", "''") + '\''; }

std::string spelled(const schema::Fact& fact) {
  const std::string_view name = fact.remark("name");
  return std::string(name.empty() ? std::string_view(fact.identity.name.back()) : name);
}

}  // namespace migrate::sqlite
