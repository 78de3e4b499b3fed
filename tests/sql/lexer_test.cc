#include "lib/sql/lexer.h"

#include <gtest/gtest.h>

#include "tests/sql/splits.h"

namespace migrate::sql {
namespace {

std::vector<TokenKind> kinds(std::string_view text, const Dialect& dialect) {
  std::vector<TokenKind> found;
  for (const Token& token : tokenize(text, dialect)) {
    if (token.kind != TokenKind::space) found.push_back(token.kind);
  }
  return found;
}

using K = TokenKind;

TEST(Lexer, TokensAddUpToTheirText) {
  for (const Dialect* dialect : {&postgresql_dialect(), &sqlite_dialect()}) {
    for (const std::string& text : specimens(*dialect)) {
      uint64_t end = 0;
      for (const Token& token : tokenize(text, *dialect)) {
        EXPECT_EQ(token.offset, end) << text;
        EXPECT_GT(token.length, 0U) << text;
        end += token.length;
      }
      EXPECT_EQ(end, text.size()) << text;
    }
  }
}

TEST(Lexer, TellsPostgresqlTokens) {
  const Dialect& d = postgresql_dialect();
  EXPECT_EQ(kinds("SELECT a$b$c, $1;", d),
            (std::vector{K::word, K::word, K::symbol, K::parameter, K::semicolon}));
  EXPECT_EQ(kinds("E'\\'' e U&'x' U&\"x\" b'1' x'f' n'a'", d),
            (std::vector{K::string, K::word, K::string, K::quoted_identifier, K::string, K::string,
                         K::word, K::string}));
  EXPECT_EQ(kinds("$$ a $$ $t$ $$ $t$ $ $t", d),
            (std::vector{K::string, K::string, K::symbol, K::symbol, K::word}));
  EXPECT_EQ(kinds("/* /* */ */ -- x\n1.5e-3 .5 1..2", d),
            (std::vector{K::block_comment, K::line_comment, K::number, K::number, K::number,
                         K::symbol, K::number}));
  EXPECT_EQ(kinds("-- a\rSELECT", d), (std::vector{K::line_comment, K::word}));
}

TEST(Lexer, TellsSqliteTokens) {
  const Dialect& d = sqlite_dialect();
  EXPECT_EQ(kinds("[a;b] `c``d` \"e\" x'00' 'a''b'", d),
            (std::vector{K::quoted_identifier, K::quoted_identifier, K::quoted_identifier,
                         K::string, K::string}));
  EXPECT_EQ(kinds("? ?1 :a @b $c", d),
            (std::vector{K::parameter, K::parameter, K::parameter, K::parameter, K::parameter}));
  EXPECT_EQ(kinds("/* /* */ 1", d), (std::vector{K::block_comment, K::number}));
}

TEST(Lexer, KeepsTheStartOfWhatHasNoEnd) {
  const struct {
    const char* text;
    uint64_t start;
  } kCases[] = {{"a 'b", 2}, {"a \"b", 2}, {"a /* b", 2}, {"a $x$ b $x", 2}, {"a E'\\'", 2}};
  for (const auto& one : kCases) {
    const auto tokens = tokenize(one.text, postgresql_dialect());
    EXPECT_EQ(tokens.back().kind, K::unterminated) << one.text;
    EXPECT_EQ(tokens.back().offset, one.start) << one.text;
  }
}

TEST(Lexer, ReadsBackslashesByTheState) {
  LexState off;
  off.standard_conforming_strings = false;
  EXPECT_EQ(tokenize("'\\';'", postgresql_dialect(), off).size(), 1U);
  EXPECT_EQ(tokenize("'\\';'", postgresql_dialect())[0].length, 3U);
  EXPECT_EQ(tokenize("U&'\\' ", postgresql_dialect(), off).size(), 2U);
}

TEST(Lexer, FoldsWordsAndUnquotesIdentifiers) {
  const auto found =
      lexemes("Create TABLE \"My \"\"T\"\"\" /* c */ ( a ); -- end", postgresql_dialect());
  ASSERT_EQ(found.size(), 6U);
  EXPECT_EQ(found[0].folded, "create");
  EXPECT_EQ(found[0].text, "Create");
  EXPECT_EQ(found[2].folded, "My \"T\"");
  EXPECT_EQ(found[5].text, ")");
  EXPECT_EQ(lexemes("[a b]", sqlite_dialect())[0].folded, "a b");
}

TEST(Lexer, LimitsLexemesOutsideParentheses) {
  const auto found = leading_lexemes("COPY t (a, b, c) FROM stdin", postgresql_dialect(), 4);
  EXPECT_EQ(found.back().text, "FROM");
}

}  // namespace
}  // namespace migrate::sql
