#include "lib/schema/rename.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/schema/directory.h"

namespace migrate::schema {

namespace {

Diagnostic finding(const Diagnostic& place, std::string message, std::string hint = "") {
  Diagnostic result = place;
  result.message = std::move(message);
  result.hint = std::move(hint);
  return result;
}

Error refusal(const RenameWish& wish, std::string message, std::string hint = "") {
  const bool said = wish.force == RenameWish::Force::must_fit;
  return {said ? ErrorCode::usage : ErrorCode::failed,
          finding(wish.place, std::move(message), std::move(hint))};
}

/// What follows the own name: a routine's arguments.
std::string arguments_of(const Named& named) {
  return named.identity.name.back().substr(
      std::min(named.name.size(), named.identity.name.back().size()));
}

class Due {
 public:
  Due(const Catalog& now, const Catalog& after, const Rules& rules)
      : home_(after.home), rules_(rules), now_(now, rules), after_(after, rules) {}

  void take(const RenameWish& wish) {
    const Named* target = after_.find(wish.thing);
    if (target == nullptr) return;
    const Named* old = old_thing(wish, *target);
    const bool must = wish.force == RenameWish::Force::must_fit;
    if (now_.find(wish.thing) != nullptr) {
      if (must) throw refusal(wish, "there is a " + describe(wish.thing) + " already");
      return;
    }
    if (old == nullptr) {
      if (must) {
        throw refusal(wish, describe(wish.thing) + " was not called '" + wish.old_name + "'",
                      "what it is in must be the same, or be renamed as well");
      }
      return;
    }
    add(wish, *old, *target);
  }

  std::vector<Rename> result() {
    std::stable_sort(renames_.begin(), renames_.end(),
                     [](const Ranked& a, const Ranked& b) { return a.rank > b.rank; });
    std::vector<Rename> result;
    for (Ranked& each : renames_) result.push_back(std::move(each.rename));
    return result;
  }

 private:
  /// Of routines with one name, the one with the same arguments; else the only one that is new on
  /// its side, whose arguments may have types that are renamed as well.
  [[nodiscard]] const Named* old_thing(const RenameWish& wish, const Named& target) const {
    std::vector<const Named*> found = now_.beside(wish.thing, wish.old_name);
    const std::string arguments = arguments_of(target);
    for (const Named* each : found) {
      if (arguments_of(*each) == arguments) return each;
    }
    auto targets = after_.beside(target.identity, target.name);
    std::erase_if(found, [&](const Named* each) { return has_twin(after_, *each, target.name); });
    std::erase_if(targets, [&](const Named* each) { return has_twin(now_, *each, wish.old_name); });
    return found.size() == 1 && targets.size() == 1 ? found.front() : nullptr;
  }

  /// Whether the other side has it, by its own name or with the same arguments by `name`.
  static bool has_twin(const Directory& other, const Named& named, const std::string& name) {
    Identity twin{named.identity.kind, place_of(named.identity)};
    twin.name.push_back(name + arguments_of(named));
    return other.find(named.identity) != nullptr || other.find(twin) != nullptr;
  }

  void add(const RenameWish& wish, const Named& old, const Named& target) {
    for (const auto& [rank, other] : renames_) {
      if (other.before == old.identity && other.after == target.identity) return;
      if (other.before == old.identity) {
        throw refusal(wish,
                      describe(old.identity) + " can't become " + describe(other.after) + " and " +
                          describe(target.identity),
                      "keep the one rename that is meant");
      }
      if (other.after == target.identity) {
        throw refusal(wish,
                      describe(target.identity) + " can't have been " + describe(other.before) +
                          " and " + describe(old.identity),
                      "keep the one rename that is meant");
      }
    }
    const auto statements = rules_.rename(old, target, home_);
    if (!statements) return;
    const int rank = rules_.rank(old.fact->identity);
    renames_.push_back({rank, {old.identity, target.identity, *statements}});
  }

  struct Ranked {
    int rank = 0;  ///< of the fact that it is, or is inside of
    Rename rename;
  };

  std::string home_;
  const Rules& rules_;
  Directory now_;
  Directory after_;
  std::vector<Ranked> renames_;
};

/// Whether `thing` is in what was renamed, or beside it in one table.
bool is_near(const Identity& thing, const Rename& rename, const Catalog& now) {
  const Fact* fact = now.find(thing);
  const Fact* renamed = now.find(rename.after);
  return fact != nullptr && renamed != nullptr &&
         outermost(now, *fact).identity == outermost(now, *renamed).identity;
}

/// The names that a thing may have got after the renames of what it is named after.
std::set<std::string> names_after(const Named& thing, const std::vector<Rename>& done,
                                  const Catalog& now) {
  std::set<std::string> result;
  std::string name = thing.name;
  for (const Rename& rename : done) {
    const std::string& old_name = rename.before.name.back();
    if (name.find(old_name) == std::string::npos || !is_near(thing.identity, rename, now)) continue;
    result.insert(replace_all(thing.name, old_name, rename.after.name.back()));
    name = replace_all(name, old_name, rename.after.name.back());
    result.insert(name);
  }
  return result;
}

}  // namespace

std::vector<RenameWish> wishes(const std::vector<RenameComment>& comments, const Catalog& after,
                               const Rules& rules) {
  std::vector<RenameWish> result;
  std::vector<Diagnostic> problems;
  const Directory directory(after, rules);
  for (const RenameComment& comment : comments) {
    const auto found = directory.called(comment.kind, comment.path);
    const std::string what = comment.kind + " " + join(comment.path, ".");
    if (found.empty()) {
      problems.push_back(finding(comment.place, "the files make no " + what,
                                 "a comment about what is dropped or ignored can go"));
      continue;
    }
    // Namesakes in one place are routines with other arguments: each is looked at.
    const bool one_place = std::all_of(found.begin(), found.end(), [&](const Named* each) {
      return place_of(each->identity) == place_of(found.front()->identity);
    });
    if (!one_place) {
      problems.push_back(finding(comment.place, "there is more than one " + what,
                                 "write its schema where it is made"));
      continue;
    }
    for (const Named* each : found) {
      result.push_back(
          {each->identity, comment.old_name, RenameWish::Force::where_it_fits, comment.place});
    }
  }
  if (!problems.empty()) throw Error(ErrorCode::failed, std::move(problems));
  return result;
}

std::vector<Rename> due_renames(const std::vector<RenameWish>& wishes, size_t depth,
                                const Catalog& now, const Catalog& after, const Rules& rules) {
  Due due(now, after, rules);
  for (const RenameWish& wish : wishes) {
    if (wish.thing.name.size() == depth) due.take(wish);
  }
  return due.result();
}

std::vector<Rename> following_renames(const std::vector<Rename>& done, const Catalog& now,
                                      const Catalog& after, const Rules& rules) {
  std::vector<Rename> result;
  std::set<Identity> taken;
  const Parts no_parts_now(now);
  const Parts no_parts_after(after);
  const Sides sides{now, after, no_parts_now, no_parts_after, {}};
  for (const auto& [identity, fact] : now.facts) {
    if (after.find(identity) != nullptr) continue;
    // What holds data is renamed when somebody says so.
    if (rules.loss({&fact, nullptr}, sides)) continue;
    const Named thing = rules.named(fact).front();
    for (const std::string& name : names_after(thing, done, now)) {
      Identity wanted{identity.kind, place_of(identity)};
      wanted.name.push_back(name + arguments_of(thing));
      const Fact* target = after.find(wanted);
      if (target == nullptr || now.find(wanted) != nullptr) continue;
      const auto statements = rules.rename(thing, rules.named(*target).front(), after.home);
      if (!statements || !taken.insert(wanted).second) continue;
      result.push_back({identity, wanted, *statements});
      break;
    }
  }
  return result;
}

}  // namespace migrate::schema
