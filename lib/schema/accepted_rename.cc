// "column users.fullname=users.name": two paths of names, as the command line has them.
#include <algorithm>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/schema/directory.h"
#include "lib/schema/rename.h"
#include "lib/schema/written_name.h"

namespace migrate::schema {

namespace {

bool matches(const WrittenName& written, const std::string& name) {
  return written.quoted ? name == written.name : to_lower(name) == to_lower(written.name);
}

struct Option {
  std::string text;  ///< as it was given
  std::string kind;
  std::string before;
  std::string after;
};

Error refusal(const Option& option, const std::string& message, std::string hint = "") {
  return {ErrorCode::usage, "--accept-rename " + option.text + ": " + message, std::move(hint)};
}

Option read(const std::string& text) {
  Option option;
  option.text = text;
  const size_t equals = find_outside(text, '=');
  if (equals == std::string::npos) throw refusal(option, "there is no '=' in it", "old=new");
  option.before = trim(std::string_view(text).substr(0, equals));
  option.after = trim(std::string_view(text).substr(equals + 1));
  for (size_t space = find_outside(option.before, ' '); space != std::string::npos;
       space = find_outside(option.before, ' ')) {
    option.kind += (option.kind.empty() ? "" : " ") + option.before.substr(0, space);
    option.before = trim(std::string_view(option.before).substr(space));
  }
  if (option.before.empty() || option.after.empty()) {
    throw refusal(option, "a name is missing", "old=new");
  }
  return option;
}

/// Whether `named` is called by `path`, whose schema may be missing.
bool is_called(const Named& named, const std::vector<WrittenName>& path, const std::string& home) {
  const std::vector<std::string>& names = named.identity.name;
  if (path.size() > names.size() || path.size() + 1 < names.size()) return false;
  const size_t missing = names.size() - path.size();
  if (missing == 1 && names.front() != home) return false;
  if (!matches(path.back(), named.name) && !matches(path.back(), names.back())) return false;
  for (size_t index = 0; index + 1 < path.size(); ++index) {
    if (!matches(path[index], names[index + missing])) return false;
  }
  return true;
}

std::vector<const Named*> called(const Directory& directory, const Option& option,
                                 const std::string& path, const std::string& home) {
  const std::vector<WrittenName> parts = written_names(path);
  std::vector<const Named*> result;
  for (const auto& [key, named] : directory.all()) {
    if (!option.kind.empty() && named.identity.kind != option.kind) continue;
    if (is_called(named, parts, home)) result.push_back(&named);
  }
  return result;
}

/// What both sides have of one kind, and can be renamed: pairs of before and after.
std::vector<std::pair<const Named*, const Named*>> pairs(const std::vector<const Named*>& before,
                                                         const std::vector<const Named*>& after,
                                                         const Rules& rules) {
  std::vector<std::pair<const Named*, const Named*>> result;
  for (const Named* one : before) {
    for (const Named* other : after) {
      if (one->identity.kind != other->identity.kind) continue;
      if (rules.rename(*one, *other, "")) result.emplace_back(one, other);
    }
  }
  return result;
}

Error ambiguous(const Option& option,
                const std::vector<std::pair<const Named*, const Named*>>& meant) {
  std::set<std::string> texts;
  for (const auto& [one, other] : meant) {
    texts.insert(describe(one->identity) + " to " + describe(other->identity));
  }
  return refusal(option, "this could be " + join({texts.begin(), texts.end()}, ", or "),
                 "write the kind in front, the schema, or a routine's arguments");
}

}  // namespace

RenameWish accepted_rename(const std::string& text, const Catalog& before, const Catalog& after,
                           const Rules& rules) {
  const Option option = read(text);
  const Directory before_names(before, rules);
  const Directory after_names(after, rules);
  const auto olds = called(before_names, option, option.before, before.home);
  const auto news = called(after_names, option, option.after, after.home);
  if (olds.empty()) throw refusal(option, "what there is has no " + option.before);
  if (news.empty()) throw refusal(option, "what there should be has no " + option.after);
  const auto meant = pairs(olds, news, rules);
  if (meant.empty()) {
    throw refusal(option, describe(olds.front()->identity) + " can't become " +
                              describe(news.front()->identity));
  }
  if (meant.size() > 1) throw ambiguous(option, meant);
  RenameWish wish{meant[0].second->identity, meant[0].first->name, RenameWish::Force::must_fit, {}};
  wish.place.detail = "--accept-rename " + text;
  return wish;
}

}  // namespace migrate::schema
