#include "lib/sql/lex_state.h"

#include <algorithm>

#include "lib/sql/ascii.h"
#include "lib/sql/classifier.h"

namespace migrate::sql {
namespace {

constexpr size_t kSetTokens = 8;

bool is_off(std::string_view value) {
  const auto is = [&](std::string_view word) { return ascii::is_keyword(value, word); };
  return is("OFF") || is("FALSE") || is("NO") || is("0") || is("'OFF'") || is("'FALSE'") ||
         is("'NO'") || is("'0'");
}

LexState after_set(LexState state, std::string_view statement, const Dialect& dialect) {
  const std::vector<Lexeme> words = leading_lexemes(statement, dialect, kSetTokens);
  const auto fits = [&](std::string_view pattern) { return matches(words, pattern); };
  if (fits("RESET ALL") || fits("RESET STANDARD_CONFORMING_STRINGS")) {
    state.reported = state.after_commit = true;
    return state;
  }
  const bool local = fits("SET LOCAL STANDARD_CONFORMING_STRINGS =|TO");
  if (!local && !fits("SET ?SESSION STANDARD_CONFORMING_STRINGS =|TO")) return state;
  const auto assignment = std::find_if(words.begin(), words.end(), [](const Lexeme& word) {
    return word.text == "=" || word.folded == "to";
  });
  const bool value = assignment + 1 == words.end() || !is_off((assignment + 1)->text);
  if (local && !state.in_transaction) return state;
  state.reported = value;
  if (!local) state.after_commit = value;
  return state;
}

}  // namespace

LexState state_after(LexState state, std::string_view statement, Control control,
                     const Dialect& dialect) {
  if (!dialect.escape_strings) return state;
  switch (control) {
    case Control::begin:
      if (!state.in_transaction) {
        state.after_commit = state.after_rollback = state.reported;
      }
      state.in_transaction = true;
      break;
    case Control::commit:
    case Control::rollback:
      if (state.in_transaction) {
        state.reported = control == Control::commit ? state.after_commit : state.after_rollback;
      }
      state.in_transaction = false;
      break;
    case Control::savepoint:
      break;
    case Control::none: {
      const char first = ascii::lower(statement.empty() ? ' ' : statement[0]);
      if (first == 's' || first == 'r') return after_set(state, statement, dialect);
      break;
    }
  }
  return state;
}

}  // namespace migrate::sql
