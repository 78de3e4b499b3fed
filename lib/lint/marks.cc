#include "lib/lint/marks.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/text.h"
#include "lib/revision/header_keys.h"

namespace migrate::lint {
namespace {

constexpr std::string_view kIgnore = "lint-ignore";

/// "by Ann: seen" → by, reason. False: `rest` is neither.
bool read_rest(std::string_view rest, Mark& mark) {
  rest = trim(rest);
  if (rest.starts_with("by ")) {
    const size_t end = std::min(rest.find(':'), rest.find(" --"));
    mark.by = std::string(trim(rest.substr(3, std::min(end, rest.size()) - 3)));
    if (mark.by.empty()) return false;
    rest = end >= rest.size() ? std::string_view() : trim(rest.substr(end));
  }
  if (rest.empty()) return true;
  if (rest.starts_with("--")) {
    mark.reason = std::string(trim(rest.substr(2)));
  } else if (rest.starts_with(':')) {
    mark.reason = std::string(trim(rest.substr(1)));
  } else {
    return false;
  }
  return true;
}

void read_tag(Tag tag, std::string_view value, const Mark& where, Marks& marks) {
  const std::string_view consent = consent_of(tag);
  Mark mark = where;
  mark.tag = tag;
  const bool said =
      value.starts_with(consent) && (value.size() == consent.size() ||
                                     value[consent.size()] == ' ' || value[consent.size()] == ':');
  if (said && read_rest(value.substr(consent.size()), mark)) {
    marks.marks.push_back(std::move(mark));
    return;
  }
  marks.faults.push_back(
      {BadMark::Fault::value, where.offset,
       fmt::format("'{}: {}' approves nothing: it must be '{}: {}', and 'by NAME' and ': reason' "
                   "may follow",
                   name_of(tag), value, name_of(tag), consent)});
}

/// "a, b by Ann: reason" → one mark for each.
void read_ignore(std::string_view value, const Mark& where, Marks& marks) {
  const size_t end =
      std::min({value.find(':'), value.find(" --"), value.find(" by "), value.size()});
  Mark mark = where;
  if (!read_rest(value.substr(end), mark)) return;
  for (const std::string& rule : split(value.substr(0, end), ',')) {
    mark.rule = rule;
    marks.marks.push_back(mark);
  }
}

void read_line(std::string_view key, std::string_view value, const Mark& where, Marks& marks) {
  if (key == kIgnore) return read_ignore(value, where, marks);
  if (const std::optional<Tag> tag = tag_named(key)) return read_tag(*tag, value, where, marks);
  if (revision::find_key(key) != nullptr) return;
  const std::optional<std::string> meant = revision::misspelt_key(key);
  if (!meant || (*meant != kIgnore && !tag_named(*meant))) return;
  marks.faults.push_back({BadMark::Fault::misspelt, where.offset,
                          fmt::format("'{}:' is no tag: '{}:' is probably meant", key, *meant)});
}

bool covers(const Mark& mark, const Rule& rule) {
  return mark.tag == Tag::none ? mark.rule == rule.id : mark.tag == rule.tag;
}

/// The lines of `text` that are `-- key: value`.
template <typename Found>
void each_key_line(std::string_view text, Found found) {
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const size_t dashes = line.find("--");
    if (dashes != std::string_view::npos && trim(line.substr(0, dashes)).empty()) {
      if (const auto pair = revision::parse_key_line(line.substr(dashes))) {
        found(pair->key, trim(pair->value), begin + line.find(pair->key, dashes));
      }
    }
    begin = end + 1;
  }
}

}  // namespace

const Mark* Marks::covering(const Rule& rule, std::optional<size_t> statement) {
  Mark* best = nullptr;
  for (Mark& mark : marks) {
    if (!covers(mark, rule) || (mark.statement && mark.statement != statement)) continue;
    if (best == nullptr || mark.statement) best = &mark;
  }
  if (best != nullptr) best->used = true;
  return best;
}

void read_header_marks(const SourceText& source, const revision::Header& header, Marks& marks) {
  const std::string text = source.read({0, header.body_offset});
  each_key_line(text, [&](std::string_view key, std::string_view value, size_t at) {
    Mark where;
    where.offset = at;
    read_line(key, value, where, marks);
  });
}

void read_comment_marks(std::string_view comment, uint64_t offset, std::optional<size_t> statement,
                        Marks& marks) {
  each_key_line(comment, [&](std::string_view key, std::string_view value, size_t at) {
    Mark where;
    where.offset = offset + at;
    where.statement = statement;
    read_line(key, value, where, marks);
  });
}

}  // namespace migrate::lint
