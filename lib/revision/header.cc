#include "lib/revision/header.h"

#include <algorithm>
#include <cctype>

#include "lib/base/text.h"
#include "lib/revision/header_keys.h"

// The header is cut out of the file by lines, without a lexer: leading blank lines, then the run of
// lines that begin with `--`. What follows (a blank line, anything else) is the body. The file is
// read in one small piece, which grows only while the header is longer than the piece.

namespace migrate::revision {
namespace {

constexpr uint64_t kFirstReadBytes = 4096;
constexpr size_t kMaxIdBytes = 64;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The header's lines, cut out of the file's first bytes.
struct Cut {
  std::vector<std::string_view> lines;  ///< without line ends
  size_t begin = 0;                     ///< offset of the first line in the file
  size_t end = 0;                       ///< offset behind the last line's end
  int64_t first_line = 1;
  bool complete = true;  ///< false: the bytes end inside the header
};

/// True while `line` may belong to the run: a half-read `-` at the end of the bytes counts.
bool is_comment_line(std::string_view line) { return trim(line).starts_with("--"); }

Cut cut_header(std::string_view bytes) {
  Cut cut;
  size_t at = bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  cut.begin = cut.end = at;
  cut.complete = false;
  while (at < bytes.size()) {
    const size_t newline = bytes.find('\n', at);
    const bool whole = newline != std::string_view::npos;
    std::string_view line = bytes.substr(at, (whole ? newline : bytes.size()) - at);
    const size_t next = whole ? newline + 1 : bytes.size();
    if (is_comment_line(line)) {
      if (whole && line.ends_with('\r')) line.remove_suffix(1);
      cut.lines.push_back(line);
    } else if (whole || !trim(line).empty()) {
      if (!cut.lines.empty() || !trim(line).empty()) {
        // A last piece of one character may yet become `--` when more of the file is read.
        cut.complete = whole || trim(line) != "-";
        return cut;
      }
      cut.begin = next;
      ++cut.first_line;
    }
    at = next;
    cut.end = cut.lines.empty() ? cut.begin : at;
  }
  return cut;
}

/// Collects the findings about one header.
class HeaderReader {
 public:
  HeaderReader(const SourceText& source, ScriptRole role, std::vector<Diagnostic>& diagnostics)
      : source_(source), role_(role), diagnostics_(diagnostics) {}

  Header read();

 private:
  void check_bytes(std::string_view line, int64_t number);
  void add_line(std::string_view line, int64_t number);
  [[nodiscard]] bool continues_last(std::string_view line, int64_t number) const;
  void check_key(const KeyValue& pair, std::string_view line, int64_t number);
  void take_value(const KeyValue& pair);
  Diagnostic& report(std::string code, std::string message, std::string_view line, int64_t number,
                     size_t offset);

  const SourceText& source_;
  ScriptRole role_;
  std::vector<Diagnostic>& diagnostics_;
  Header header_;
  int64_t check_line_ = 0;  ///< the last one that belongs to a check
};

Header HeaderReader::read() {
  uint64_t length = std::min(kFirstReadBytes, source_.size());
  std::string bytes = source_.read({0, length});
  Cut cut = cut_header(bytes);
  while (!cut.complete && length < source_.size()) {
    length = std::min(length * 4, source_.size());
    bytes = source_.read({0, length});
    cut = cut_header(bytes);
  }
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    report("encoding", "the file is UTF-16", "", 1, 0).hint = "save it as UTF-8";
    return std::move(header_);
  }
  header_.text =
      without_carriage_returns(std::string_view(bytes).substr(cut.begin, cut.end - cut.begin));
  header_.checks =
      parse_checks(std::string_view(bytes).substr(cut.begin, cut.end - cut.begin), cut.begin);
  header_.body_offset = cut.end;
  header_.body_line = cut.first_line + static_cast<int64_t>(cut.lines.size());
  int64_t number = cut.first_line;
  for (const std::string_view line : cut.lines) {
    check_bytes(line, number);
    add_line(line, number);
    ++number;
  }
  return std::move(header_);
}

Diagnostic& HeaderReader::report(std::string code, std::string message, std::string_view line,
                                 int64_t number, size_t offset) {
  Diagnostic& found = diagnostics_.emplace_back();
  found.code = std::move(code);
  found.message = std::move(message);
  const auto column = static_cast<int64_t>(code_points(line.substr(0, offset))) + 1;
  found.location = {source_.name(), {number, column}};
  found.excerpt = std::string(line);
  return found;
}

void HeaderReader::check_bytes(std::string_view line, int64_t number) {
  if (const size_t at = line.find('\0'); at != std::string_view::npos) {
    report("encoding", "NUL byte in the header", line, number, at).hint = "take it out";
  }
  if (const size_t at = invalid_utf8(line); at != std::string_view::npos) {
    report("encoding", "the header is not valid UTF-8", line, number, at).hint =
        "save the file as UTF-8";
  }
  if (const size_t at = line.find('\r'); at != std::string_view::npos) {
    report("line-ends", "a carriage return without a line feed in the header", line, number, at)
        .hint = "save the file with LF or CRLF line ends";
  }
}

/// The queries of checks alone go on in further lines.
bool HeaderReader::continues_last(std::string_view line, int64_t number) const {
  return check_line_ > 0 && check_line_ == number - 1 && continues_check(line);
}

void HeaderReader::add_line(std::string_view line, int64_t number) {
  if (continues_last(line, number)) {
    header_.lines.back().value += " " + std::string(trim(trim(line).substr(2)));
    check_line_ = number;
    return;
  }
  const std::optional<KeyValue> pair = parse_key_line(line);
  if (!pair) return;
  check_key(*pair, line, number);
  if (pair->key == "check") check_line_ = number;
  header_.lines.push_back({std::string(pair->key), std::string(pair->value), number});
}

void HeaderReader::check_key(const KeyValue& pair, std::string_view line, int64_t number) {
  const std::string key(pair.key);
  const size_t at = line.find(pair.key);
  const HeaderKey* known = find_key(key);
  if (known == nullptr) {
    if (const std::optional<std::string> meant = misspelt_key(key)) {
      report("unknown-key", "unknown key '" + key + "'", line, number, at).hint =
          "did you mean `" + *meant + ":`? To keep a note of another name, begin it with a capital";
    }
    return;
  }
  const int64_t first = header_.line_of(key);
  if (first != 0 && known->times == KeyTimes::once) {
    report("duplicate-key", "'" + key + "' is given twice", line, number, at).detail =
        "first in line " + std::to_string(first);
    return;
  }
  if (known->support == KeySupport::refused) {
    report("unsupported", "'" + key + "' is not supported by this version", line, number, at).hint =
        "the script would run differently without it, so it is not left out silently";
    return;
  }
  if (known->place == KeyPlace::down && role_ == ScriptRole::up) {
    report("misplaced-key", "'" + key + "' belongs in the down file", line, number, at).hint =
        "move the line to the header of the down file";
    return;
  }
  if (known->place == KeyPlace::up && role_ == ScriptRole::down) {
    report("misplaced-key", "'" + key + "' belongs in the up file", line, number, at).hint =
        "move the line to the header of the up file";
    return;
  }
  const std::string problem = known->check == nullptr ? "" : known->check(pair.value);
  if (!problem.empty()) {
    report("bad-value", "`" + key + ": " + std::string(pair.value) + "` " + problem, line, number,
           at);
    return;
  }
  take_value(pair);
}

void HeaderReader::take_value(const KeyValue& pair) {
  if (pair.key == "transaction") {
    header_.transaction = pair.value == "off"      ? sql::TransactionMode::off
                          : pair.value == "manual" ? sql::TransactionMode::manual
                                                   : sql::TransactionMode::automatic;
  } else if (pair.key == "foreign-keys") {
    header_.foreign_keys_off = true;
  } else if (pair.key == "lock-timeout") {
    header_.lock_timeout = parse_duration(pair.value);
  } else if (pair.key == "statement-timeout") {
    header_.statement_timeout = parse_duration(pair.value);
  } else if (pair.key == "variables") {
    for (std::string& name : split(pair.value, ',')) {
      const bool secret = name.ends_with('!');
      if (secret) name.pop_back();
      header_.variables.push_back(
          {std::move(name), secret ? Variable::Secrecy::secret : Variable::Secrecy::shown});
    }
  } else if (pair.key == "retry") {
    header_.retry = std::stoi(std::string(pair.value));
  }
}

}  // namespace

const std::string* Header::find(std::string_view key) const {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](const HeaderLine& line) { return line.key == key; });
  return found == lines.end() ? nullptr : &found->value;
}

int64_t Header::line_of(std::string_view key) const {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](const HeaderLine& line) { return line.key == key; });
  return found == lines.end() ? 0 : found->line;
}

Header read_header(const SourceText& source, ScriptRole role,
                   std::vector<Diagnostic>& diagnostics) {
  return HeaderReader(source, role, diagnostics).read();
}

// The order and the form of these lines are part of the checksum `s1:` and frozen. A key at its
// default has no line, so that writing the default out changes nothing.
std::string checksum_lines(const Header& header) {
  std::string lines;
  if (header.transaction == sql::TransactionMode::off) lines += "transaction: off\n";
  if (header.transaction == sql::TransactionMode::manual) lines += "transaction: manual\n";
  if (header.foreign_keys_off) lines += "foreign-keys: off\n";
  // Sorted, and without the mark of a secret, which changes nothing about what runs.
  std::vector<std::string> names;
  for (const Variable& variable : header.variables) names.push_back(variable.name);
  std::sort(names.begin(), names.end());
  if (!names.empty()) lines += "variables: " + join(names, ", ") + "\n";
  return lines;
}

std::vector<std::string> parse_list(std::string_view value) {
  return value == "none" ? std::vector<std::string>{} : split(value, ',');
}

bool valid_id(std::string_view id) {
  const auto word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  return !id.empty() && id.size() <= kMaxIdBytes && word(id[0]) &&
         std::all_of(id.begin() + 1, id.end(), [&](char c) { return word(c) || c == '.'; });
}

}  // namespace migrate::revision
