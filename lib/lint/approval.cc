#include "lib/lint/approval.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lib/base/text.h"
#include "lib/lint/script.h"

namespace migrate::lint {
namespace {

/// What stands before every name: "approved by ".
std::vector<std::string> before_names() {
  std::vector<std::string> words;
  for (const Tag tag : {Tag::destructive, Tag::empty, Tag::backfill, Tag::type_change}) {
    words.push_back(std::string(consent_of(tag)) + " by ");
  }
  return words;
}

bool may_name_somebody(const SourceText& source) {
  constexpr uint64_t kWindow = 1 << 20;
  constexpr uint64_t kOverlap = 32;  // longer than what is looked for
  const std::vector<std::string> words = before_names();
  for (uint64_t at = 0; at < source.size(); at += kWindow) {
    const std::string window = source.read({at, kWindow + kOverlap});
    if (std::any_of(words.begin(), words.end(), [&](const std::string& word) {
          return window.find(word) != std::string::npos;
        })) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string named_approvals(const revision::ScriptFile& script, const sql::Dialect& dialect) {
  if (!may_name_somebody(script.source)) return "";
  std::vector<Mark> marks = read_marks(script, dialect).marks;
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& a, const Mark& b) { return a.offset < b.offset; });
  std::vector<std::string> found;
  for (const Mark& mark : marks) {
    if (mark.tag == Tag::none || mark.by.empty()) continue;
    std::string text = fmt::format("{} {} by {}", name_of(mark.tag), consent_of(mark.tag), mark.by);
    if (!mark.reason.empty()) text += ": " + mark.reason;
    if (std::find(found.begin(), found.end(), text) == found.end())
      found.push_back(std::move(text));
  }
  return join(found, "; ");
}

}  // namespace migrate::lint
