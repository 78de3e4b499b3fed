#include "lib/sql/include.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/sql/ascii.h"
#include "lib/sql/problem.h"
#include "lib/sql/splitter.h"

namespace migrate::sql {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kScanBytes = 256 * 1024;

/// Whether the bytes of a command that includes stand anywhere in `source`; a file is read through
/// a window, since nearly all scripts have none.
bool may_include(const SourceText& source) {
  constexpr std::string_view kCandidates[] = {"\\i", "\\copy"};
  constexpr size_t kOverlap = 4;
  SourceReader reader(source);
  std::string block(kScanBytes, '\0');
  for (uint64_t at = 0;;) {
    const size_t count = reader.read(at, block.data(), block.size());
    if (count == 0) return false;
    const std::string_view text(block.data(), count);
    for (const std::string_view candidate : kCandidates) {
      if (text.find(candidate) != std::string_view::npos) return true;
    }
    if (count <= kOverlap) return false;
    at += count - kOverlap;
  }
}

/// A command that includes a file: what it says.
struct Include {
  enum class Kind { from_root, from_here, rows };
  Kind kind = Kind::from_root;
  std::string file;
  std::string table;    ///< of \copy: what stands between COPY and FROM
  std::string options;  ///< of \copy: what follows the file name
};

std::string strip_quotes(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') {
    return replace_all(text.substr(1, text.size() - 2), "''", "'");
  }
  return std::string(text);
}

std::optional<Include> read_copy_command(std::string_view line, const Dialect& dialect) {
  for (const Lexeme& lexeme : lexemes(line, dialect)) {
    if (lexeme.kind != TokenKind::word || lexeme.folded != "from") continue;
    const std::string_view rest = trim(line.substr(lexeme.offset + lexeme.text.size()));
    const size_t length =
        rest.starts_with('\'') ? rest.find('\'', 1) + 1 : rest.find_first_of(" \t");
    if (length == 0) return std::nullopt;
    const std::string_view file = rest.substr(0, length);
    const std::string lower = to_lower(file);
    if (lower == "stdin" || lower == "pstdin" || lower == "program") return std::nullopt;
    std::string_view options = trim(rest.substr(file.size()));
    if (options.ends_with(';')) options = trim(options.substr(0, options.size() - 1));
    return Include{Include::Kind::rows, strip_quotes(file),
                   std::string(trim(line.substr(0, lexeme.offset))), std::string(options)};
  }
  return std::nullopt;
}

std::optional<Include> read_include(std::string_view token, const Dialect& dialect) {
  const size_t end = std::min(token.find_first_of(" \t\r\n"), token.size());
  const std::string_view name = token.substr(0, end);
  const std::string_view rest = trim(token.substr(end));
  if (name == "\\copy") return read_copy_command(rest, dialect);
  Include include;
  include.file = strip_quotes(rest);
  if (name == "\\i" || name == "\\include") {
    include.kind = Include::Kind::from_root;
  } else if (name == "\\ir" || name == "\\include_relative") {
    include.kind = Include::Kind::from_here;
  } else {
    return std::nullopt;
  }
  return include;
}

/// Puts one text together, file by file.
class Expander {
 public:
  Expander(const Dialect& dialect, fs::path root, std::string within,
           std::vector<Diagnostic>& diagnostics)
      : dialect_(dialect),
        root_(std::move(root)),
        within_(std::move(within)),
        diagnostics_(diagnostics) {}

  void add(const SourceText& source, const fs::path& path);
  [[nodiscard]] bool included() const { return included_; }
  [[nodiscard]] SourceText finish(const std::string& name) {
    return SourceText::from_parts(name, std::move(bytes_), std::move(parts_));
  }

 private:
  void append(const SourceText& source, std::string_view text, uint64_t from, uint64_t end);
  [[nodiscard]] bool put(const SourceText& source, const Statement& statement,
                         const Include& include, const fs::path& here);
  void put_rows(const SourceText& file, const Include& include);
  void end_statement(const SourceText& file);
  void report(const SourceText& source, const Statement& statement, const std::string& message,
              const std::string& hint);

  const Dialect& dialect_;
  fs::path root_;
  std::string within_;
  std::vector<Diagnostic>& diagnostics_;
  std::string bytes_;
  std::vector<SourceText::Part> parts_;
  std::vector<fs::path> open_;
  bool included_ = false;
};

void Expander::add(const SourceText& source, const fs::path& path) {
  open_.push_back(path);
  const std::string text = source.read_all();
  uint64_t done = !open_.empty() && open_.size() > 1 && text.starts_with(kByteOrderMark)
                      ? kByteOrderMark.size()
                      : 0;
  Splitter splitter(source, dialect_);
  while (const auto statement = splitter.next()) {
    if (statement->kind != Kind::meta) continue;
    const auto include = read_include(splitter.text(), dialect_);
    if (!include) continue;
    append(source, text, done, statement->span.offset);
    done = statement->span.offset;
    if (put(source, *statement, *include, path)) done = statement->span.end();
  }
  append(source, text, done, text.size());
  open_.pop_back();
}

/// The bytes from `from` to `end` of `text`, which is all of `source`.
void Expander::append(const SourceText& source, std::string_view text, uint64_t from,
                      uint64_t end) {
  if (from >= end) return;
  // A part begins at a line's first column; what precedes it on the line is blank for the reader.
  const int64_t line =
      1 + std::count(text.begin(), text.begin() + static_cast<int64_t>(from), '\n');
  parts_.push_back({bytes_.size(), source.name(), line});
  bytes_ += text.substr(static_cast<size_t>(from), static_cast<size_t>(end - from));
}

/// Appends the file that `include` names; false when that is impossible.
bool Expander::put(const SourceText& source, const Statement& statement, const Include& include,
                   const fs::path& here) {
  const fs::path base = include.kind == Include::Kind::from_here ? here.parent_path() : root_;
  std::error_code error;
  const fs::path path = fs::weakly_canonical(base / include.file, error);
  const fs::path inside = path.lexically_relative(root_);
  const bool in_root = !error && !inside.empty() && *inside.begin() != "..";
  if (!in_root || (!within_.empty() && target_outside(path.string(), within_))) {
    report(source, statement, "the included file " + include.file + " is outside the project",
           "it was looked for as " + path.string() + ": copy it into " +
               (in_root ? within_ : root_.string()));
    return false;
  }
  if (!fs::is_regular_file(path, error)) {
    report(source, statement, "the included file " + include.file + " does not exist",
           "it was looked for as " + path.string());
    return false;
  }
  if (std::find(open_.begin(), open_.end(), path) != open_.end()) {
    report(source, statement, "the file " + include.file + " includes itself",
           "remove one of the includes");
    return false;
  }
  included_ = true;
  const SourceText file = SourceText::from_file(path.string(), inside.string());
  if (include.kind == Include::Kind::rows) {
    put_rows(file, include);
  } else {
    add(file, path);
    end_statement(file);
  }
  return true;
}

void Expander::put_rows(const SourceText& file, const Include& include) {
  bytes_ += "COPY " + include.table + " FROM stdin" +
            (include.options.empty() ? "" : " " + include.options) + ";\n";
  const std::string rows = file.read_all();
  append(file, rows, 0, rows.size());
  if (!rows.empty() && rows.back() != '\n') bytes_ += '\n';
  bytes_ += "\\.";
}

/// Ends the last statement of an included file as psql does at the end of one.
void Expander::end_statement(const SourceText& file) {
  Splitter splitter(file, dialect_);
  bool open = false;
  while (const auto statement = splitter.next()) {
    open = statement->kind != Kind::meta && !splitter.text().ends_with(';') && !statement->problem;
  }
  // On a line of its own: the file may end within a comment.
  if (open) bytes_ += "\n;";
}

void Expander::report(const SourceText& source, const Statement& statement,
                      const std::string& message, const std::string& hint) {
  diagnostics_.push_back(
      problem_at(source, statement.span.offset, statement.begin, "include", message, hint));
}

}  // namespace

SourceText expand_includes(const SourceText& source, const Dialect& dialect,
                           const std::string& root, std::vector<Diagnostic>& diagnostics,
                           const std::string& within) {
  if (!dialect.psql_commands || root.empty() || !may_include(source)) return source;
  Expander expander(dialect, fs::weakly_canonical(root), within, diagnostics);
  const fs::path path =
      source.path().empty() ? fs::path(root) / source.name() : fs::path(source.path());
  expander.add(source, fs::weakly_canonical(path));
  return expander.included() ? expander.finish(source.name()) : source;
}

}  // namespace migrate::sql
