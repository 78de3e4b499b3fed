#include "lib/workflow/rename_comments.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/sql/splitter.h"
#include "lib/workflow/named_object.h"

namespace migrate::workflow {

namespace {

constexpr std::string_view kMark = "renamed-from:";

/// A comment, and where it stands in its file.
struct Found {
  uint64_t offset = 0;
  std::string name;  ///< what follows the mark
};

/// What follows the mark in a line comment; none in others.
std::optional<std::string> marked_name(std::string_view comment) {
  const std::string_view text = trim(comment.substr(comment.find_first_not_of('-')));
  if (to_lower(text.substr(0, kMark.size())) != kMark) return std::nullopt;
  return std::string(trim(text.substr(kMark.size())));
}

class FileReader {
 public:
  FileReader(const SourceText& file, const sql::Dialect& dialect,
             std::vector<schema::RenameComment>& out, std::vector<Diagnostic>& problems)
      : file_(file), dialect_(dialect), out_(out), problems_(problems) {}

  void run() {
    if (to_lower(file_.read_all()).find(kMark) == std::string::npos) return;
    sql::Splitter splitter(file_, dialect_);
    uint64_t behind = 0;
    while (const auto statement = splitter.next()) {
      const std::string text(splitter.text());
      read(behind, statement->span.offset, text);
      behind = std::max(behind, statement->end_offset());
    }
    read(behind, file_.size(), "");
  }

 private:
  /// The comments between two statements, from `begin` to `end`, and those in the second one.
  void read(uint64_t begin, uint64_t end, const std::string& statement) {
    std::vector<Found> above = comments(begin, file_.read({begin, end - begin}));
    std::vector<Found> within = comments(end, statement);
    if (above.empty() && within.empty()) return;
    const MakingStatement made(sql::lexemes(statement, dialect_));
    for (const Found& comment : above) take(comment, made, 0);
    for (const Found& comment : within) {
      const auto& tokens = made.tokens();
      const auto next = std::find_if(tokens.begin(), tokens.end(), [&](const sql::Lexeme& token) {
        return end + token.offset > comment.offset;
      });
      take(comment, made, static_cast<size_t>(next - tokens.begin()));
    }
  }

  [[nodiscard]] std::vector<Found> comments(uint64_t offset, const std::string& text) const {
    std::vector<Found> result;
    for (const sql::Token& token : sql::tokenize(text, dialect_)) {
      if (token.kind != sql::TokenKind::line_comment) continue;
      const auto name = marked_name(std::string_view(text).substr(token.offset, token.length));
      if (name) result.push_back({offset + token.offset, *name});
    }
    return result;
  }

  void take(const Found& comment, const MakingStatement& made, size_t index) {
    Diagnostic place;
    place.location = file_.locate(comment.offset);
    place.excerpt = file_.line_at(comment.offset);
    if (!trim(place.excerpt).starts_with("--")) {
      return refuse(place, "this comment stands behind something on its line",
                    "write it on a line of its own, above what has the new name");
    }
    const auto object = made.at(index);
    if (!object) {
      return refuse(place, "nothing that can be renamed follows this comment",
                    "it belongs above a statement that makes something, or above a column, a "
                    "named constraint or an enum value inside one");
    }
    const auto old_name = name_of(comment.name, object->kind);
    if (!old_name) {
      return refuse(place, "this is not one name",
                    "the old name alone, without schema or table: it can only change where it is");
    }
    std::vector<std::string> path = object->path;
    if (dialect_.names_ignore_case) {
      for (std::string& name : path) name = to_lower(name);
    }
    out_.push_back({object->kind, std::move(path), *old_name, std::move(place)});
  }

  /// The name that is written as `text`: an identifier, or an enum value with or without quotes.
  [[nodiscard]] std::optional<std::string> name_of(const std::string& text,
                                                   const std::string& kind) const {
    if (text.empty()) return std::nullopt;
    if (kind == "enum value") {
      const char quote = text.front();
      const bool quoted =
          text.size() >= 2 && (quote == '\'' || quote == '"') && text.back() == quote;
      if (!quoted) return text;
      return replace_all(text.substr(1, text.size() - 2), std::string(2, quote), {&quote, 1});
    }
    const std::vector<sql::Lexeme> tokens = sql::lexemes(text, dialect_);
    const bool one_name = tokens.size() == 1 && tokens[0].text == text &&
                          (tokens[0].kind == sql::TokenKind::word ||
                           tokens[0].kind == sql::TokenKind::quoted_identifier);
    if (!one_name) return std::nullopt;
    return dialect_.names_ignore_case ? to_lower(tokens[0].folded) : tokens[0].folded;
  }

  void refuse(Diagnostic place, std::string message, std::string hint) {
    place.message = std::move(message);
    place.hint = std::move(hint);
    problems_.push_back(std::move(place));
  }

  const SourceText& file_;
  const sql::Dialect& dialect_;
  std::vector<schema::RenameComment>& out_;
  std::vector<Diagnostic>& problems_;
};

}  // namespace

std::vector<schema::RenameComment> read_rename_comments(const std::vector<SourceText>& files,
                                                        const sql::Dialect& dialect) {
  std::vector<schema::RenameComment> result;
  std::vector<Diagnostic> problems;
  for (const SourceText& file : files) FileReader(file, dialect, result, problems).run();
  if (!problems.empty()) throw Error(ErrorCode::failed, std::move(problems));
  return result;
}

}  // namespace migrate::workflow
