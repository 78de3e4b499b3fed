#include "lib/postgresql/publisher_guard.h"

#include <algorithm>
#include <vector>

#include "lib/sql/classifier.h"
#include "lib/sql/dialect.h"
#include "lib/sql/lexer.h"

namespace migrate::postgresql {

namespace {

using sql::Lexeme;
using Lexemes = std::vector<Lexeme>;

/// Enough for the words that tell what a statement is.
constexpr size_t kDecidingTokens = 4;
constexpr const char* kNothing = "DO 'BEGIN END'";

bool is(const Lexemes& lexemes, size_t at, std::string_view text) {
  return at < lexemes.size() && lexemes[at].kind != sql::TokenKind::quoted_identifier &&
         lexemes[at].folded == text;
}

/// An option of WITH (…): its name, and the whole as written.
struct Option {
  std::string name;
  std::string text;
};

/// Index of the WITH that options follow; the end where there is none.
size_t options_at(const Lexemes& lexemes) {
  for (size_t at = 3; at + 1 < lexemes.size(); ++at) {
    if (is(lexemes, at, "with") && is(lexemes, at + 1, "(")) return at;
  }
  return lexemes.size();
}

std::vector<Option> options(std::string_view statement, const Lexemes& lexemes, size_t open) {
  std::vector<Option> result;
  size_t first = open + 1;
  for (size_t at = first; at < lexemes.size(); ++at) {
    const bool closes = is(lexemes, at, ")");
    if (!closes && !is(lexemes, at, ",")) continue;
    const uint64_t begin = lexemes[first].offset;
    if (at > first) {
      result.push_back({lexemes[first].folded,
                        std::string(statement.substr(begin, lexemes[at].offset - begin))});
    }
    if (closes) break;
    first = at + 1;
  }
  return result;
}

/// `statement` with `setting` among its options, in place of those that are named.
std::string with_option(std::string_view statement, const Lexemes& lexemes, std::string setting,
                        const std::vector<std::string_view>& in_place_of) {
  const size_t with = options_at(lexemes);
  std::string list = std::move(setting);
  if (with < lexemes.size()) {
    for (const Option& option : options(statement, lexemes, with + 1)) {
      const bool gone =
          std::find(in_place_of.begin(), in_place_of.end(), option.name) != in_place_of.end();
      if (!gone) list += ", " + option.text;
    }
  }
  const Lexeme& last = lexemes[with - 1];
  const uint64_t end = last.offset + last.text.size();
  return std::string(statement.substr(0, end)) + " WITH (" + list + ")";
}

/// A slot's name would make DROP SUBSCRIPTION drop the slot.
std::string dropped(const Lexemes& lexemes) {
  const bool if_exists = is(lexemes, 2, "if") && is(lexemes, 3, "exists");
  const size_t name = if_exists ? 4 : 2;
  if (name >= lexemes.size()) return kNothing;
  const std::string on = " SUBSCRIPTION " + lexemes[name].text;
  return "DO $migrate$ BEGIN ALTER" + on + " DISABLE; ALTER" + on +
         " SET (slot_name = NONE); DROP" + on + "; " +
         (if_exists ? "EXCEPTION WHEN undefined_object THEN NULL; " : "") + "END $migrate$";
}

std::string refusal(const std::string& option) {
  return "DO $migrate$ BEGIN RAISE EXCEPTION 'no scratch database changes % of a publisher''s "
         "slot',"
         " '" +
         option +
         "' USING ERRCODE = 'feature_not_supported', HINT = 'this can''t be tried without the"
         " publisher: change it there and here by hand, and leave it out of revisions';"
         " END $migrate$";
}

std::optional<std::string> altered(std::string_view statement, const Lexemes& lexemes) {
  constexpr size_t kVerb = 3;
  if (is(lexemes, kVerb, "enable") || is(lexemes, kVerb, "refresh")) return kNothing;
  if (is(lexemes, kVerb + 1, "publication")) {
    return with_option(statement, lexemes, "refresh = false", {"refresh", "copy_data"});
  }
  if (!is(lexemes, kVerb, "set") || !is(lexemes, kVerb + 1, "(")) return std::nullopt;
  for (const Option& option : options(statement, lexemes, kVerb + 1)) {
    if (option.name == "failover" || option.name == "two_phase") return refusal(option.name);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> without_publisher(std::string_view statement) {
  const sql::Dialect& dialect = sql::postgresql_dialect();
  const Lexemes beginning = sql::leading_lexemes(statement, dialect, kDecidingTokens);
  if (!sql::matches(beginning, "CREATE|ALTER|DROP SUBSCRIPTION")) return std::nullopt;
  const Lexemes lexemes = sql::lexemes(statement, dialect);
  if (is(lexemes, 0, "drop")) return dropped(lexemes);
  if (is(lexemes, 0, "alter")) return altered(statement, lexemes);
  return with_option(statement, lexemes, "connect = false",
                     {"connect", "create_slot", "enabled", "copy_data"});
}

}  // namespace migrate::postgresql
