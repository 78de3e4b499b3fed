#include "lib/postgresql/alone_statement.h"

#include "lib/sql/dialect.h"
#include "lib/sql/lexer.h"

namespace migrate::postgresql {
namespace {

using Kind = AloneStatement::Kind;

/// Reads a statement word by word.
class Reader {
 public:
  explicit Reader(std::string_view statement)
      : lexemes_(sql::lexemes(statement, sql::postgresql_dialect())) {}

  /// Steps over `word` (lower case) when it is next.
  bool accept(std::string_view word) {
    if (!next_is(word)) return false;
    ++at_;
    return true;
  }
  /// Steps over all of `words` when they are next.
  bool accept(std::initializer_list<std::string_view> words) {
    const size_t begin = at_;
    for (const std::string_view word : words) {
      if (accept(word)) continue;
      at_ = begin;
      return false;
    }
    return true;
  }
  [[nodiscard]] bool next_is(std::string_view word) const {
    return at_ < lexemes_.size() && lexemes_[at_].kind == sql::TokenKind::word &&
           lexemes_[at_].folded == word;
  }
  bool accept_symbol(std::string_view symbol) {
    if (at_ >= lexemes_.size() || lexemes_[at_].kind != sql::TokenKind::symbol ||
        lexemes_[at_].text != symbol) {
      return false;
    }
    ++at_;
    return true;
  }
  /// Steps over a parenthesised group; returns whether `word` stands in it.
  bool skip_group_with(std::string_view word) {
    bool found = false;
    if (!accept_symbol("(")) return found;
    while (at_ < lexemes_.size() && !accept_symbol(")")) {
      found = found || next_is(word);
      ++at_;
    }
    return found;
  }
  /// An identifier without its quotes; empty when none is next.
  std::string identifier() { return at_identifier() ? lexemes_[at_++].folded : ""; }
  /// A name with its schema, as written; empty when none is next.
  std::string qualified_name() {
    std::string name;
    while (at_identifier()) {
      name += lexemes_[at_++].text;
      if (!accept_symbol(".")) break;
      name += '.';
    }
    return name;
  }

 private:
  [[nodiscard]] bool at_identifier() const {
    return at_ < lexemes_.size() && (lexemes_[at_].kind == sql::TokenKind::word ||
                                     lexemes_[at_].kind == sql::TokenKind::quoted_identifier);
  }

  std::vector<sql::Lexeme> lexemes_;
  size_t at_ = 0;
};

/// After CREATE [UNIQUE] INDEX CONCURRENTLY.
AloneStatement read_create_index(Reader& reader) {
  AloneStatement statement{.kind = Kind::create_index, .relation = {}, .name = {}, .objects = {}};
  reader.accept({"if", "not", "exists"});
  if (!reader.next_is("on")) statement.name = reader.identifier();
  if (!reader.accept("on")) return {};
  reader.accept("only");
  statement.relation = reader.qualified_name();
  return statement;
}

/// After DROP INDEX CONCURRENTLY.
AloneStatement read_drop_index(Reader& reader) {
  AloneStatement statement{.kind = Kind::drop_index, .relation = {}, .name = {}, .objects = {}};
  reader.accept({"if", "exists"});
  do {
    statement.objects.push_back(reader.qualified_name());
  } while (reader.accept_symbol(","));
  return statement;
}

/// After REINDEX. Of a schema or a database there is no one place to look.
AloneStatement read_reindex(Reader& reader) {
  AloneStatement statement{.kind = Kind::repeatable, .relation = {}, .name = {}, .objects = {}};
  bool concurrently = reader.skip_group_with("concurrently");
  if (!reader.accept("index") && !reader.accept("table")) return statement;
  concurrently = reader.accept("concurrently") || concurrently;
  if (concurrently) statement.kind = Kind::reindex;
  statement.relation = reader.qualified_name();
  return statement;
}

/// After ALTER TABLE.
AloneStatement read_alter_table(Reader& reader) {
  AloneStatement statement;
  reader.accept({"if", "exists"});
  reader.accept("only");
  statement.relation = reader.qualified_name();
  reader.accept_symbol("*");
  if (reader.accept({"validate", "constraint"})) {
    // Of a constraint that is valid already it does nothing.
    reader.identifier();
    if (!reader.accept_symbol(",")) statement.kind = Kind::repeatable;
    return statement;
  }
  if (!reader.accept({"detach", "partition"})) return {};
  statement.objects.push_back(reader.qualified_name());
  if (reader.accept("concurrently")) statement.kind = Kind::detach_partition;
  return statement;
}

}  // namespace

AloneStatement parse_alone(std::string_view text) {
  Reader reader(text);
  if (reader.accept({"create", "index", "concurrently"}) ||
      reader.accept({"create", "unique", "index", "concurrently"})) {
    return read_create_index(reader);
  }
  if (reader.accept({"drop", "index", "concurrently"})) return read_drop_index(reader);
  if (reader.accept("reindex")) return read_reindex(reader);
  if (reader.accept({"alter", "table"})) return read_alter_table(reader);

  AloneStatement statement;
  if (reader.accept({"create", "database"})) {
    statement.kind = Kind::create_database;
    statement.name = reader.identifier();
  } else if (reader.accept({"drop", "database"})) {
    statement.kind = Kind::drop_database;
    reader.accept({"if", "exists"});
    statement.name = reader.identifier();
  } else if (reader.accept("vacuum") || reader.accept("analyze") || reader.accept("cluster") ||
             reader.accept("checkpoint") || reader.accept({"alter", "system"})) {
    statement.kind = Kind::repeatable;
  }
  return statement;
}

}  // namespace migrate::postgresql
