#include "lib/lint/script.h"

#include <algorithm>

#include "lib/sql/include.h"
#include "lib/sql/lexer.h"

namespace migrate::lint {
namespace {

using sql::TokenKind;

/// Whether the header is one of a revision. In any other file the comment at its beginning is the
/// first statement's.
bool has_header(const revision::Header& header) { return header.find("revision") != nullptr; }

/// The comment between the end of a statement and the end of its line, read as that statement's.
void read_trailing_comment(const SourceText& source, uint64_t end, size_t statement, Marks& marks) {
  constexpr uint64_t kLongestComment = 1000;
  std::string rest = source.read({end, kLongestComment});
  rest.resize(std::min(rest.find('\n'), rest.size()));
  const size_t text = rest.find_first_not_of(" \t;\r");
  if (text == std::string::npos || rest.compare(text, 2, "--") != 0) return;
  read_comment_marks(std::string_view(rest).substr(text), end + text, statement, marks);
}

/// What is kept of a script: all of it, or the marks alone.
enum class Kept { all, marks };

/// Whether a variable's value is put into `statement`: `:name`, `:'name'`, `:"name"`.
bool mentions_any(const std::string& statement, const std::vector<revision::Variable>& variables) {
  return std::any_of(variables.begin(), variables.end(), [&](const revision::Variable& variable) {
    for (const char* quote : {"", "'", "\""}) {
      if (statement.find(':' + (quote + variable.name) + quote) != std::string::npos) return true;
    }
    return false;
  });
}

class Reader {
 public:
  Reader(const revision::ScriptFile& file, const sql::Dialect& dialect, Kept kept)
      : file_(file), dialect_(dialect), kept_(kept) {}

  ReadScript read() {
    out_.source =
        sql::expand_includes(file_.source, dialect_, file_.root, out_.problems, file_.within);
    sql::Splitter splitter(out_.source, dialect_);
    sql::Segmenter segmenter(out_.source, file_.header.transaction);
    while (const std::optional<sql::Statement> statement = splitter.next()) {
      const size_t segment = segmenter.add(*statement, splitter.checkpoint());
      if (statement->span.length == 0 || statement->kind == sql::Kind::meta) continue;
      read_statement_marks(*statement);
      if (kept_ == Kept::all) add(*statement, segment, std::string(splitter.text()));
      ++statements_;
    }
    sql::Outline outline = segmenter.finish();
    for (Statement& statement : out_.script.statements) {
      if (statement.segment >= outline.segments.size()) continue;
      statement.runs = outline.segments[statement.segment].kind;
    }
    for (Diagnostic& problem : outline.problems) out_.problems.push_back(std::move(problem));
    out_.script.foreign_keys_off = file_.header.foreign_keys_off;
    read_script_marks();
    return std::move(out_);
  }

 private:
  void read_statement_marks(const sql::Statement& statement) {
    const bool in_header = has_header(file_.header) && file_.source.size() == out_.source.size() &&
                           statement.comment.offset < file_.header.body_offset;
    if (statement.comment.length > 0 && !in_header) {
      read_comment_marks(out_.source.read(statement.comment), statement.comment.offset, statements_,
                         out_.marks);
    }
    read_trailing_comment(out_.source, statement.end_offset(), statements_, out_.marks);
  }

  void add(const sql::Statement& statement, size_t segment, const std::string& text) {
    Statement& added = out_.script.statements.emplace_back();
    added.text = without_variables(text, dialect_, file_.header.variables);
    added.has_variables = mentions_any(text, file_.header.variables);
    added.offset = statement.span.offset;
    added.segment = segment;
  }

  void read_script_marks() {
    if (statements_ == 0) {
      read_comment_marks(out_.source.read_all(), 0, std::nullopt, out_.marks);
    } else if (has_header(file_.header)) {
      read_header_marks(file_.source, file_.header, out_.marks);
    }
  }

  const revision::ScriptFile& file_;
  const sql::Dialect& dialect_;
  Kept kept_;
  size_t statements_ = 0;
  ReadScript out_;
};

}  // namespace

std::string without_variables(std::string statement, const sql::Dialect& dialect,
                              const std::vector<revision::Variable>& variables) {
  if (variables.empty()) return statement;
  const auto declared = [&](std::string_view name) {
    return std::any_of(variables.begin(), variables.end(),
                       [&](const revision::Variable& known) { return known.name == name; });
  };
  const std::vector<sql::Token> tokens = sql::tokenize(statement, dialect);
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    const auto is_colon = [&](const sql::Token& token) {
      return token.kind == TokenKind::symbol && statement[token.offset] == ':';
    };
    if (!is_colon(tokens[i]) || (i > 0 && is_colon(tokens[i - 1]))) continue;
    const sql::Token& next = tokens[i + 1];
    const std::string_view name = std::string_view(statement).substr(next.offset, next.length);
    if (next.kind == TokenKind::word && declared(name)) {
      statement[tokens[i].offset] = '_';
    } else if (name.size() > 2 &&
               (next.kind == TokenKind::string || next.kind == TokenKind::quoted_identifier) &&
               declared(name.substr(1, name.size() - 2))) {
      statement[tokens[i].offset] = ' ';
    }
  }
  return statement;
}

ReadScript read_script(const revision::ScriptFile& file, const sql::Dialect& dialect) {
  return Reader(file, dialect, Kept::all).read();
}

Marks read_marks(const revision::ScriptFile& file, const sql::Dialect& dialect) {
  return Reader(file, dialect, Kept::marks).read().marks;
}

}  // namespace migrate::lint
