#include "lib/revision/author.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "lib/base/clock.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/text.h"
#include "lib/revision/header.h"

namespace migrate::revision {
namespace {

constexpr size_t kMaxSlugBytes = 40;
constexpr int kIdDigits = 12;
constexpr const char* kUpSkeleton = "-- Write the SQL that makes the change here.\n";
constexpr const char* kDownSkeleton = "-- Write the SQL that takes the change back here.\n";

/// A header line; a value of several lines becomes one, so that it can't end the header.
std::string key_line(const std::string& key, const std::string& value) {
  std::string text = value;
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\0'; }, ' ');
  return "-- " + key + ": " + std::string(trim(text)) + "\n";
}

std::string id_list(const std::vector<std::string>& ids) {
  return ids.empty() ? "none" : join(ids, ", ");
}

std::string script(std::string header, const std::vector<std::string>& keys,
                   const std::string& body) {
  for (const std::string& key : keys) header += "-- " + key + "\n";
  header += "\n" + body;
  if (!header.ends_with('\n')) header += '\n';
  return header;
}

std::string up_text(const std::string& id, const NewRevision& revision) {
  std::string header = key_line("revision", id) + key_line("parents", id_list(revision.parents));
  if (!revision.depends_on.empty()) header += key_line("depends-on", id_list(revision.depends_on));
  header += key_line("message", revision.message);
  header += key_line("created", format_utc(revision.created));
  if (!revision.author.empty()) header += key_line("author", revision.author);
  if (!revision.labels.empty()) header += key_line("branch", join(revision.labels, ", "));
  return script(std::move(header), revision.up_keys,
                revision.up_body.empty() ? kUpSkeleton : revision.up_body);
}

std::string down_text(const std::string& id, const NewRevision& revision) {
  std::string header = key_line("revision", id);
  if (!revision.irreversible.empty()) {
    return script(header + key_line("irreversible", revision.irreversible), revision.down_keys,
                  revision.down_body);
  }
  return script(std::move(header), revision.down_keys,
                revision.down_body.empty() ? kDownSkeleton : revision.down_body);
}

/// The offset of the end of the line that begins at `from`, its line end included.
size_t next_line(const std::string& text, size_t from) {
  const size_t newline = text.find('\n', from);
  return newline == std::string::npos ? text.size() : newline + 1;
}

}  // namespace

std::string slug(const std::string& message) {
  std::string words;
  for (const char c : to_lower(message)) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      words += c;
    } else if (!words.empty() && words.back() != '_') {
      words += '_';
    }
  }
  if (words.size() > kMaxSlugBytes) {
    const size_t last_word = words.rfind('_', kMaxSlugBytes);
    words.resize(last_word == std::string::npos ? kMaxSlugBytes : last_word);
  }
  while (words.ends_with('_')) words.pop_back();
  return words;
}

NewFiles compose(const std::string& directory, const NewRevision& revision) {
  const std::string id = revision.id.empty() ? random_hex(kIdDigits) : revision.id;
  const std::string words = slug(revision.message);
  const std::string name = directory + "/" + format_file_stamp(revision.created) + "_" + id +
                           (words.empty() ? "" : "_" + words);
  return {name + ".up.sql", up_text(id, revision), name + ".down.sql", down_text(id, revision)};
}

void create_files(const NewFiles& files) {
  const size_t slash = files.up_path.rfind('/');
  if (slash != std::string::npos) create_directories(files.up_path.substr(0, slash));
  create_file(files.up_path, files.up_text);
  try {
    create_file(files.down_path, files.down_text);
  } catch (const Error&) {
    remove_file(files.up_path);
    throw;
  }
}

std::string with_ids(const std::string& text, const std::string& key,
                     const std::vector<std::string>& ids) {
  std::vector<Diagnostic> ignored;
  const Header header = read_header(SourceText::from_memory("", text), ScriptRole::up, ignored);
  const int64_t line_number = header.line_of(header.find(key) != nullptr ? key : "revision");
  if (line_number == 0) {
    throw Error(ErrorCode::usage, "the script has no revision header");
  }
  size_t begin = 0;
  for (int64_t line = 1; line < line_number; ++line) begin = next_line(text, begin);
  const size_t end = next_line(text, begin);
  std::string line_end;
  if (end > begin && text[end - 1] == '\n') {
    line_end = end - begin > 1 && text[end - 2] == '\r' ? "\r\n" : "\n";
  }
  if (header.find(key) == nullptr) {
    const std::string new_line = "-- " + key + ": " + id_list(ids);
    return line_end.empty() ? text + "\n" + new_line
                            : text.substr(0, end) + new_line + line_end + text.substr(end);
  }
  const size_t value = text.find(':', begin) + 1;
  return text.substr(0, value) + " " + id_list(ids) + line_end + text.substr(end);
}

}  // namespace migrate::revision
