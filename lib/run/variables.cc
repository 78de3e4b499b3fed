#include "lib/run/variables.h"

#include <algorithm>
#include <optional>
#include <set>

#include "lib/base/text.h"
#include "lib/sql/lexer.h"

namespace migrate::run {
namespace {

using plan::VariableValues;
using sql::Token;
using sql::TokenKind;

constexpr std::string_view kMask = "***";

bool declared(const std::vector<revision::Variable>& variables, std::string_view name) {
  return std::any_of(variables.begin(), variables.end(),
                     [&](const revision::Variable& variable) { return variable.name == name; });
}

/// A reference in the tokens: how many of them it takes, its name, and the quote it stands in.
struct Reference {
  size_t tokens = 0;
  std::string name;
  char quote = 0;
};

/// The reference that begins at `tokens[at]`, if one does. A colon beside another is a cast.
std::optional<Reference> reference_at(std::string_view text, const std::vector<Token>& tokens,
                                      size_t at) {
  const auto of = [&](const Token& token) { return text.substr(token.offset, token.length); };
  const std::string_view first = of(tokens[at]);
  if (!first.starts_with(':')) return std::nullopt;
  if (tokens[at].offset > 0 && text[tokens[at].offset - 1] == ':') return std::nullopt;
  if (tokens[at].kind == TokenKind::parameter) return Reference{1, std::string(first.substr(1))};
  if (first.size() != 1 || at + 1 == tokens.size()) return std::nullopt;
  const Token& next = tokens[at + 1];
  const std::string_view word = of(next);
  if (next.kind == TokenKind::word) return Reference{2, std::string(word)};
  const bool quoted = (next.kind == TokenKind::string && word.starts_with('\'')) ||
                      (next.kind == TokenKind::quoted_identifier && word.starts_with('"'));
  if (!quoted || word.size() < 2) return std::nullopt;
  return Reference{2, std::string(word.substr(1, word.size() - 2)), word.front()};
}

std::string written(const std::string& value, char quote, const db::Driver& driver) {
  if (quote == '\'') return driver.quote_literal(value);
  return quote == '"' ? driver.quote_identifier(value) : value;
}

}  // namespace

size_t source_offset(const std::vector<Substituted::Piece>& pieces, size_t offset) {
  const auto behind = std::upper_bound(
      pieces.begin(), pieces.end(), offset,
      [](size_t wanted, const Substituted::Piece& piece) { return wanted < piece.offset; });
  if (behind == pieces.begin()) return offset;
  const Substituted::Piece& piece = *std::prev(behind);
  return piece.kind == Substituted::Piece::Kind::value ? piece.source
                                                       : piece.source + (offset - piece.offset);
}

Substituted substitute(std::string_view statement, const db::Driver& driver,
                       const std::vector<revision::Variable>& variables,
                       const VariableValues& values) {
  Substituted result;
  if (variables.empty()) {
    result.text = statement;
    return result;
  }
  const std::vector<Token> tokens = sql::tokenize(statement, driver.dialect());
  for (size_t at = 0; at < tokens.size();) {
    const auto reference = reference_at(statement, tokens, at);
    const size_t source = static_cast<size_t>(tokens[at].offset);
    if (reference && declared(variables, reference->name)) {
      result.pieces.push_back({result.text.size(), source, Substituted::Piece::Kind::value});
      result.text += written(values.at(reference->name), reference->quote, driver);
      at += reference->tokens;
      continue;
    }
    result.pieces.push_back({result.text.size(), source, Substituted::Piece::Kind::verbatim});
    result.text += statement.substr(source, static_cast<size_t>(tokens[at].length));
    ++at;
  }
  return result;
}

std::vector<std::string> secrets_of(const plan::Plan& plan, const VariableValues& values) {
  std::set<std::string> secrets;
  for (const plan::Step& step : plan.steps) {
    for (const revision::Variable& variable : step.script.header.variables) {
      const auto found = values.find(variable.name);
      const bool shown = variable.secrecy == revision::Variable::Secrecy::shown;
      if (!shown && found != values.end() && !found->second.empty()) secrets.insert(found->second);
    }
  }
  return {secrets.begin(), secrets.end()};
}

void mask(db::Outcome& outcome, const std::vector<std::string>& secrets) {
  const auto hide = [&](std::string& text) {
    for (const std::string& secret : secrets) text = replace_all(text, secret, kMask);
  };
  if (secrets.empty()) return;
  for (auto& row : outcome.rows) {
    for (db::Value& value : row) {
      if (value) hide(*value);
    }
  }
  for (db::Notice& notice : outcome.notices) {
    for (std::string* text : {&notice.message, &notice.detail, &notice.hint}) hide(*text);
  }
  if (!outcome.failure) return;
  db::Failure& failure = *outcome.failure;
  for (std::string* text : {&failure.message, &failure.detail, &failure.hint, &failure.context}) {
    hide(*text);
  }
}

}  // namespace migrate::run
