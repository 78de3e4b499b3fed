#include "lib/revision/restore.h"

#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/revision/author.h"

namespace migrate::revision {
namespace {

Header header_of(const std::string& text, ScriptRole role) {
  std::vector<Diagnostic> ignored;  // it was checked before it ran
  return read_header(SourceText::from_memory("", text), role, ignored);
}

bool names(const Header& header, const std::string& key, const std::vector<std::string>& ids) {
  const std::string* value = header.find(key);
  return (value == nullptr ? std::vector<std::string>() : parse_list(*value)) == ids;
}

/// "2025-10-24T17:40:00Z" → "20251024_1740"; empty for anything else.
std::string file_stamp(const std::string& utc) {
  constexpr size_t kDateDigits = 8;
  constexpr size_t kDigits = 12;
  std::string stamp;
  for (const char c : utc) {
    if (c < '0' || c > '9') continue;
    if (stamp.size() == kDateDigits) stamp += '_';
    stamp += c;
    if (stamp.size() == kDigits + 1) return stamp;
  }
  return "";
}

}  // namespace

std::string restored_up(const AppliedRevision& row, const std::string& kept) {
  const Header header = header_of(kept, ScriptRole::up);
  std::string text = kept;
  if (header.text != row.header && !row.header.empty()) {
    text = row.header + kept.substr(static_cast<size_t>(header.body_offset));
  }
  const Header written = header_of(text, ScriptRole::up);
  if (!names(written, "parents", row.parents)) text = with_ids(text, "parents", row.parents);
  if (!names(written, "depends-on", row.depends_on)) {
    text = with_ids(text, "depends-on", row.depends_on);
  }
  return text;
}

std::string restored_down(const AppliedRevision& row, const std::string& kept) {
  const Header header = header_of(kept, ScriptRole::down);
  const std::string* id = header.find("revision");
  return id == nullptr || *id == row.id ? kept : with_ids(kept, "revision", {row.id});
}

std::string restored_name(const AppliedRevision& row) {
  const Header header = header_of(row.header, ScriptRole::up);
  const std::string* created = header.find("created");
  std::string stamp = created == nullptr ? "" : file_stamp(*created);
  if (stamp.empty()) stamp = file_stamp(row.applied_at);
  const std::string words = slug(row.message);
  return stamp + (stamp.empty() ? "" : "_") + row.id + (words.empty() ? "" : "_" + words);
}

}  // namespace migrate::revision
