#include "lib/lint/approval.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lib/base/text.h"
#include "lib/lint/script.h"

namespace migrate::lint {
namespace {

bool ends_with_consent(std::string_view text) {
  constexpr Tag kTags[] = {Tag::destructive, Tag::empty, Tag::backfill, Tag::type_change};
  return std::any_of(std::begin(kTags), std::end(kTags),
                     [&](Tag tag) { return text.ends_with(consent_of(tag)); });
}

/// Whether "approved by ", or another tag's word, is somewhere in it.
bool may_name_somebody(const SourceText& source) {
  constexpr std::string_view kBeforeName = " by ";
  constexpr uint64_t kWindow = 1 << 20;
  constexpr uint64_t kOverlap = 32;  // longer than what is looked for
  for (uint64_t at = 0; at < source.size(); at += kWindow) {
    const std::string window = source.read({at, kWindow + kOverlap});
    for (size_t by = window.find(kBeforeName); by != std::string::npos;
         by = window.find(kBeforeName, by + 1)) {
      if (ends_with_consent(std::string_view(window).substr(0, by))) return true;
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
