#include "lib/sql/classifier.h"

#include <algorithm>
#include <cstring>

#include "lib/sql/ascii.h"

namespace migrate::sql {
namespace {

/// Tokens outside parentheses within which every rule must decide.
constexpr size_t kDecidingTokens = 64;
constexpr size_t kVerbWords = 3;

/// Words that may stand in a verb, sorted; the first other word is a name.
constexpr std::string_view kVerbVocabulary[] = {
    "ADD",          "AGGREGATE",    "ALL",          "AS",          "CAST",       "COLLATION",
    "COLUMN",       "COMMENT",      "CONCURRENTLY", "CONSTRAINT",  "CONVERSION", "DATABASE",
    "DEFAULT",      "DOMAIN",       "EVENT",        "EXTENSION",   "FOREIGN",    "FROM",
    "FUNCTION",     "GROUP",        "INDEX",        "INTO",        "LANGUAGE",   "LOCAL",
    "MATERIALIZED", "ON",           "OPERATOR",     "OR",          "OWNED",      "POLICY",
    "PREPARED",     "PRIVILEGES",   "PROCEDURE",    "PUBLICATION", "RECURSIVE",  "REPLACE",
    "ROLE",         "RULE",         "SCHEMA",       "SEQUENCE",    "SERVER",     "SESSION",
    "STATISTICS",   "SUBSCRIPTION", "SYSTEM",       "TABLE",       "TABLESPACE", "TEMP",
    "TEMPORARY",    "TEXT",         "TO",           "TRANSACTION", "TRIGGER",    "TYPE",
    "UNIQUE",       "UNLOGGED",     "USER",         "VIEW",        "VIRTUAL",    "WORK",
    "WRAPPER",
};

static_assert(std::is_sorted(std::begin(kVerbVocabulary), std::end(kVerbVocabulary)));

std::string upper_case(std::string_view word) {
  std::string result(word);
  std::transform(result.begin(), result.end(), result.begin(), ascii::upper);
  return result;
}

/// Index behind the group that opens at `open`; the end when it never closes.
size_t group_end(const std::vector<Lexeme>& lexemes, size_t open) {
  size_t depth = 0;
  for (size_t i = open; i < lexemes.size(); ++i) {
    if (lexemes[i].text == "(") ++depth;
    if (lexemes[i].text == ")" && --depth == 0) return i + 1;
  }
  return lexemes.size();
}

bool opens_group(const std::vector<Lexeme>& lexemes, size_t at) {
  return at < lexemes.size() && lexemes[at].kind == TokenKind::symbol && lexemes[at].text == "(";
}

/// Index behind the token or the whole group at `at`.
size_t next_item(const std::vector<Lexeme>& lexemes, size_t at) {
  return opens_group(lexemes, at) ? group_end(lexemes, at) : at + 1;
}

/// True when the options from `open` on contain `option` and do not turn it off.
bool sets_option(const std::vector<Lexeme>& lexemes, size_t open, std::string_view option) {
  const size_t end = group_end(lexemes, open);
  for (size_t i = open + 1; i < end; ++i) {
    if (!ascii::is_keyword(lexemes[i].text, option)) continue;
    const std::string_view value = i + 1 < end ? std::string_view(lexemes[i + 1].text) : "";
    return !ascii::is_keyword(value, "FALSE") && !ascii::is_keyword(value, "OFF") && value != "0";
  }
  return false;
}

/// One pattern against one statement, word by word from the left.
class Matcher {
 public:
  explicit Matcher(const std::vector<Lexeme>& lexemes) : lexemes_(lexemes) {}

  [[nodiscard]] bool match(std::string_view pattern, size_t at) const {
    while (true) {
      const std::string_view item = first_item(pattern);
      if (item.empty()) return true;
      pattern.remove_prefix(std::min(pattern.size(), item.size() + 1));
      if (item == "^") return at >= lexemes_.size() || ends(at);
      if (item == "*") return match_anywhere(pattern, at);
      const bool optional = item.front() == '?';
      const size_t behind = match_item(optional ? item.substr(1) : item, at);
      if (behind == at && !optional) return false;
      at = behind;
    }
  }

 private:
  static std::string_view first_item(std::string_view pattern) {
    return pattern.substr(0, pattern.find(' '));
  }

  [[nodiscard]] bool ends(size_t at) const { return lexemes_[at].kind == TokenKind::semicolon; }

  [[nodiscard]] bool match_anywhere(std::string_view pattern, size_t at) const {
    for (; at < lexemes_.size(); at = next_item(lexemes_, at)) {
      if (match(pattern, at)) return true;
    }
    return false;
  }

  /// Index behind what `item` matches at `at`; `at` itself when it does not.
  [[nodiscard]] size_t match_item(std::string_view item, size_t at) const {
    if (at >= lexemes_.size()) return at;
    if (item.front() == '(') {
      if (!opens_group(lexemes_, at)) return at;
      const std::string_view option = item.substr(1, item.size() - 2);
      if (option != "…" && !sets_option(lexemes_, at, option)) return at;
      return group_end(lexemes_, at);
    }
    const Lexeme& lexeme = lexemes_[at];
    if (lexeme.kind != TokenKind::word && lexeme.kind != TokenKind::symbol) return at;
    while (!item.empty()) {
      const size_t bar = std::min(item.find('|'), item.size());
      if (ascii::is_keyword(lexeme.text, item.substr(0, bar))) return at + 1;
      item.remove_prefix(std::min(item.size(), bar + 1));
    }
    return at;
  }

  const std::vector<Lexeme>& lexemes_;
};

bool in_vocabulary(std::string_view word) {
  return std::binary_search(std::begin(kVerbVocabulary), std::end(kVerbVocabulary), word);
}

/// Adds `word` to `verb`; false when the verb is complete without it.
bool extend_verb(std::string& verb, std::string_view word) {
  const std::string next = upper_case(word);
  if (!verb.empty() && !in_vocabulary(next)) return false;
  if (!verb.empty()) verb += ' ';
  verb += next;
  return true;
}

std::string verb_of(const std::vector<Lexeme>& lexemes) {
  std::string verb;
  for (size_t i = 0; i < std::min(lexemes.size(), kVerbWords); ++i) {
    if (lexemes[i].kind != TokenKind::word || !extend_verb(verb, lexemes[i].text)) break;
  }
  return verb;
}

/// The next word of `text` behind `at`, which moves behind it; empty when no word comes next, or a
/// comment before it.
std::string_view next_word(std::string_view text, size_t& at) {
  while (at < text.size() && ascii::is_space(text[at])) ++at;
  const size_t begin = at;
  if (at < text.size() && ascii::starts_word(text[at])) {
    while (at < text.size() && ascii::continues_word(text[at])) ++at;
  }
  return text.substr(begin, at - begin);
}

bool has_word_around(std::string_view text, size_t underscore, std::string_view before,
                     std::string_view after) {
  return underscore >= before.size() &&
         ascii::is_keyword(text.substr(underscore - before.size(), before.size()), before) &&
         ascii::is_keyword(text.substr(underscore + 1, after.size()), after);
}

/// Whether the bytes of set_config or pg_temp stand anywhere in `text`: a call that changes a
/// setting for the session, or an object that lives as long as it.
bool mentions_session(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    const void* hit = std::memchr(text.data() + at, '_', text.size() - at);
    if (hit == nullptr) return false;
    at = static_cast<size_t>(static_cast<const char*>(hit) - text.data());
    if (has_word_around(text, at, "SET", "CONFIG") || has_word_around(text, at, "PG", "TEMP")) {
      return true;
    }
  }
  return false;
}

/// The plain statement that begins with `word`, or an empty text.
std::string_view plain_verb(std::string_view word, const Dialect& dialect) {
  for (const std::string_view plain : dialect.plain) {
    if (ascii::is_keyword(word, plain)) return plain;
  }
  return {};
}

/// Of INSERT INTO and its like; they come in bulk, so this makes no detours.
Classification classify_plain(std::string_view verb, std::string_view second_word) {
  Classification result;
  result.verb = verb;
  for (const std::string_view preposition : {"INTO", "FROM"}) {
    if (ascii::is_keyword(second_word, preposition)) (result.verb += ' ') += preposition;
  }
  result.touches_session = false;
  return result;
}

}  // namespace

bool matches(const std::vector<Lexeme>& lexemes, std::string_view pattern) {
  return Matcher(lexemes).match(pattern, 0);
}

Classification classify(const std::vector<Lexeme>& lexemes, const Dialect& dialect) {
  Classification result;
  result.verb = verb_of(lexemes);
  const auto fits = [&](std::string_view pattern) { return matches(lexemes, pattern); };
  if (!lexemes.empty() && !plain_verb(lexemes[0].text, dialect).empty()) {
    result.touches_session = false;
    return result;
  }
  for (const Rule& rule : dialect.rules) {
    if (!fits(rule.pattern)) continue;
    result.kind = rule.kind;
    result.control = rule.control;
    result.why = rule.why;
    break;
  }
  // Which index an unnamed build makes is known only to the session that looked before it.
  result.touches_session = std::none_of(dialect.quiet.begin(), dialect.quiet.end(), fits) ||
                           fits("CREATE * TEMP|TEMPORARY .") ||
                           fits("CREATE ?UNIQUE INDEX CONCURRENTLY ON");
  return result;
}

Classification classify(std::string_view statement, const Dialect& dialect) {
  size_t at = 0;
  const std::string_view verb = plain_verb(next_word(statement, at), dialect);
  Classification result =
      verb.empty() ? classify(leading_lexemes(statement, dialect, kDecidingTokens), dialect)
                   : classify_plain(verb, next_word(statement, at));
  if (!result.touches_session && mentions_session(statement)) result.touches_session = true;
  return result;
}

}  // namespace migrate::sql
