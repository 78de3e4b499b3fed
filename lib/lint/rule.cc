#include "lib/lint/rule.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace migrate::lint {
namespace {

struct TagName {
  Tag tag;
  std::string_view name;
  std::string_view consent;
};

constexpr std::array kTags = {
    TagName{Tag::destructive, "destructive", "approved"},
    TagName{Tag::empty, "empty", "allow"},
    TagName{Tag::backfill, "backfill", "ok"},
    TagName{Tag::type_change, "type-change", "approved"},
};

constexpr std::array kSeverities = {"error", "warning", "info"};

}  // namespace

std::string_view name_of(Tag tag) {
  for (const TagName& known : kTags) {
    if (known.tag == tag) return known.name;
  }
  return {};
}

std::string_view consent_of(Tag tag) {
  for (const TagName& known : kTags) {
    if (known.tag == tag) return known.consent;
  }
  return {};
}

std::optional<Tag> tag_named(std::string_view name) {
  for (const TagName& known : kTags) {
    if (known.name == name) return known.tag;
  }
  return std::nullopt;
}

std::string_view name_of(Severity severity) {
  return kSeverities.at(static_cast<size_t>(severity));
}

std::optional<Severity> severity_named(std::string_view name) {
  for (size_t i = 0; i < kSeverities.size(); ++i) {
    if (kSeverities.at(i) == name) return static_cast<Severity>(i);
  }
  return std::nullopt;
}

const Rule& rule_named(std::span<const Rule> rules, std::string_view id) {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
  assert(found != rules.end());
  return *found;
}

}  // namespace migrate::lint
