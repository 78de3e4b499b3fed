#include "lib/sql/nesting.h"

#include <algorithm>

#include "lib/sql/ascii.h"

namespace migrate::sql {
namespace {

using ascii::is_keyword;

bool begins_routine(std::string_view word) {
  constexpr std::string_view kWords[] = {"CREATE", "FUNCTION", "PROCEDURE", "OR", "REPLACE"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view keyword) { return is_keyword(word, keyword); });
}

}  // namespace

bool Nesting::ends_with(TokenKind kind, std::string_view token) {
  if (dialect_->trigger_bodies) {
    if (kind == TokenKind::semicolon) {
      if (!in_body()) return true;
      if (trigger_ == Trigger::end) return true;
      trigger_ = Trigger::semicolon;
    } else {
      trigger_token(kind, token);
    }
    return false;
  }
  if (kind == TokenKind::semicolon) return parentheses_ == 0 && bodies_ == 0;
  if (kind == TokenKind::word) routine_word(token);
  if (kind == TokenKind::symbol && token == "(") open_parenthesis();
  if (kind == TokenKind::symbol && token == ")") close_parenthesis();
  return false;
}

bool Nesting::needs_words() const {
  if (dialect_->trigger_bodies) return trigger_ != Trigger::normal;
  if (words_ == 0) return true;
  return initials_[0] == 'c' && (words_ < kInitials || creates_routine());
}

bool Nesting::in_body() const {
  return bodies_ > 0 || trigger_ == Trigger::body || trigger_ == Trigger::semicolon ||
         trigger_ == Trigger::end;
}

void Nesting::routine_word(std::string_view word) {
  if (words_ < kInitials && begins_routine(word)) initials_[words_] = ascii::lower(word[0]);
  ++words_;
  if (parentheses_ > 0 || !creates_routine()) return;
  if (is_keyword(word, "BEGIN") || (bodies_ > 0 && is_keyword(word, "CASE"))) {
    ++bodies_;
  } else if (bodies_ > 0 && is_keyword(word, "END")) {
    --bodies_;
  }
}

bool Nesting::creates_routine() const {
  const auto routine = [&](size_t i) { return initials_[i] == 'f' || initials_[i] == 'p'; };
  return initials_[0] == 'c' &&
         (routine(1) || (initials_[1] == 'o' && initials_[2] == 'r' && routine(3)));
}

void Nesting::trigger_token(TokenKind kind, std::string_view token) {
  const auto is = [&](std::string_view keyword) {
    return kind == TokenKind::word && is_keyword(token, keyword);
  };
  switch (trigger_) {
    case Trigger::start:
      trigger_ = is("EXPLAIN")  ? Trigger::explain
                 : is("CREATE") ? Trigger::create
                                : Trigger::normal;
      break;
    case Trigger::explain:
      if (is("CREATE")) {
        trigger_ = Trigger::create;
      } else if (is("EXPLAIN") || is("TEMP") || is("TEMPORARY") || is("TRIGGER") || is("END")) {
        trigger_ = Trigger::normal;
      }
      break;
    case Trigger::create:
      if (is("TRIGGER")) {
        trigger_ = Trigger::body;
      } else if (!is("TEMP") && !is("TEMPORARY")) {
        trigger_ = Trigger::normal;
      }
      break;
    case Trigger::semicolon:
      trigger_ = is("END") ? Trigger::end : Trigger::body;
      break;
    case Trigger::end:
      trigger_ = Trigger::body;
      break;
    case Trigger::normal:
    case Trigger::body:
      break;
  }
}

}  // namespace migrate::sql
