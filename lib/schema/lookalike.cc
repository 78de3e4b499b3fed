// Two things look alike when one text tells of both: their attributes and those of their parts,
// with a mark where their own name stands.
#include "lib/schema/lookalike.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "lib/base/text.h"
#include "lib/schema/difference.h"
#include "lib/schema/directory.h"

namespace migrate::schema {

namespace {

constexpr char kMark = '\1';

bool is_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}

/// `text` with the mark for `name`, where it stands by itself or between underscores.
std::string marked(const std::string& text, const std::string& name) {
  std::string result;
  for (size_t at = 0; at < text.size();) {
    const size_t end = at + name.size();
    const bool whole = text.compare(at, name.size(), name) == 0 &&
                       (at == 0 || !is_letter(text[at - 1])) &&
                       (end == text.size() || !is_letter(text[end]));
    result += whole ? kMark : text[at];
    at = whole ? end : at + 1;
  }
  return result;
}

/// What can be told of the fact whose own name is `name`.
std::string portrait(const Fact& fact, const Parts& parts, const std::string& name) {
  std::string result;
  for (const auto& [attribute, value] : fact.attributes) {
    result += attribute + "=" + marked(value, name) + "\n";
  }
  std::vector<std::string> lines;
  for (const Fact* part : parts.of(fact.identity)) {
    lines.push_back(part->identity.kind + " " + marked(part->identity.name.back(), name) + "{" +
                    portrait(*part, parts, name) + "}\n");
  }
  std::sort(lines.begin(), lines.end());
  return result + join(lines, "");
}

/// Kind, place and portrait.
using Key = std::tuple<std::string, std::vector<std::string>, std::string>;

std::string name_text(const std::string& name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (is_letter(c) && std::isupper(static_cast<unsigned char>(c)) == 0) || c == '_';
  });
  return plain && !name.empty() ? name : '"' + replace_all(name, "\"", "\"\"") + '"';
}

std::string path_text(const Named& named, const std::string& home) {
  std::vector<std::string> names;
  for (const std::string& name : place_of(named.identity)) names.push_back(name_text(name));
  if (!names.empty() && !home.empty() && named.identity.name.front() == home) {
    names.erase(names.begin());
  }
  const std::string& last = named.identity.name.back();
  names.push_back(last == named.name ? name_text(last) : last);  // with a routine's arguments
  return join(names, ".");
}

/// The one thing inside two facts whose name differs: an enum's value.
std::optional<std::pair<Named, Named>> inside(const Change& change, const Rules& rules) {
  const std::vector<Named> before = rules.named(*change.before);
  const std::vector<Named> after = rules.named(*change.after);
  if (before.size() != after.size()) return std::nullopt;
  std::optional<std::pair<Named, Named>> result;
  for (size_t index = 1; index < before.size(); ++index) {
    if (before[index].name == after[index].name) continue;
    if (result) return std::nullopt;
    result = {before[index], after[index]};
  }
  if (!result) return std::nullopt;
  // What only moved has its old name elsewhere.
  const auto has = [](const std::vector<Named>& things, const std::string& name) {
    return std::any_of(things.begin() + 1, things.end(),
                       [&](const Named& each) { return each.name == name; });
  };
  if (has(after, result->first.name) || has(before, result->second.name)) return std::nullopt;
  return result;
}

/// Whether it comes or goes with what it is a part of.
bool goes_with_whole(const Fact& fact, const Catalog& before, const Catalog& after) {
  return fact.part_of && (!before.find(*fact.part_of) || !after.find(*fact.part_of));
}

class Finder {
 public:
  Finder(const Catalog& before, const Catalog& after, const Rules& rules)
      : before_(before), after_(after), rules_(rules), before_parts_(before), after_parts_(after) {}

  std::vector<Lookalike> run() {
    for (const Change& change : difference(before_, after_)) look_at(change);
    for (const auto& [key, group] : groups_) {
      if (group.gone.size() == 1 && group.come.size() == 1) add(group.gone[0], group.come[0]);
    }
    return std::move(result_);
  }

 private:
  void look_at(const Change& change) {
    if (change.before != nullptr && change.after != nullptr) {
      if (const auto found = inside(change, rules_)) add(found->first, found->second);
      return;
    }
    const Fact& fact = change.before ? *change.before : *change.after;
    if (goes_with_whole(fact, before_, after_)) return;
    const Parts& parts = change.before ? before_parts_ : after_parts_;
    Named named = rules_.named(fact).front();
    Key key{fact.identity.kind, place_of(fact.identity), portrait(fact, parts, named.name)};
    Group& group = groups_[std::move(key)];
    (change.before ? group.gone : group.come).push_back(std::move(named));
  }

  void add(const Named& before, const Named& after) {
    if (!rules_.rename(before, after, after_.home)) return;
    result_.push_back({before.identity, after.identity,
                       path_text(before, before_.home) + "=" + path_text(after, after_.home),
                       name_text(before.name)});
  }

  const Catalog& before_;
  const Catalog& after_;
  const Rules& rules_;
  Parts before_parts_;
  Parts after_parts_;
  /// Those that go and those that come.
  struct Group {
    std::vector<Named> gone;
    std::vector<Named> come;
  };
  std::map<Key, Group> groups_;
  std::vector<Lookalike> result_;
};

}  // namespace

std::vector<Lookalike> lookalikes(const Catalog& before, const Catalog& after, const Rules& rules) {
  return Finder(before, after, rules).run();
}

}  // namespace migrate::schema
