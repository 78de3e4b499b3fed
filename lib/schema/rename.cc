#include "lib/schema/rename.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/schema/rename_moves.h"

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

class Due {
 public:
  Due(const Catalog& now, const Catalog& after, const Rules& rules)
      : home_(after.home),
        rules_(rules),
        now_(now, rules),
        after_(after, rules),
        now_parts_(now),
        after_parts_(after),
        sides_{now, after, now_parts_, after_parts_, {}} {}

  void take(const RenameWish& wish) {
    const Named* target = after_.find(wish.thing);
    if (target == nullptr) return;
    const Named* old = old_thing(wish, *target);
    const Named* holder = now_.find(wish.thing);
    if (old != nullptr && old != holder) {
      (holder == nullptr ? free_ : blocked_).push_back({old, target, &wish});
    } else if (wish.force == RenameWish::Force::must_fit) {
      if (holder != nullptr) throw held(wish);
      throw refusal(wish, describe(wish.thing) + " was not called '" + wish.old_name + "'",
                    "what it is in must be the same, or be renamed as well");
    }
  }

  std::vector<Rename> result() {
    const auto is_meant = [&](const std::vector<Move>& round) { return changes_places(round); };
    std::vector<Move> moves;
    for (const Move& move : unblock(std::move(free_), blocked_, is_meant)) add(moves, move);
    for (const Move& move : blocked_) {
      if (move.wish->force == RenameWish::Force::must_fit) throw held(*move.wish);
    }
    return carried_out(std::move(moves), rules_, home_, [&](const Identity& identity) {
      return now_.find(identity) != nullptr || after_.find(identity) != nullptr;
    });
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

  static Error held(const RenameWish& wish) {
    return refusal(wish, "there is a " + describe(wish.thing) + " already");
  }

  static void add(std::vector<Move>& moves, const Move& move) {
    const Identity& old = move.before->identity;
    const Identity& target = move.after->identity;
    for (const Move& other : moves) {
      const bool same_old = other.before->identity == old;
      const bool same_target = other.after->identity == target;
      if (same_old && same_target) return;
      if (same_old) {
        throw refusal(*move.wish,
                      describe(old) + " can't become " + describe(other.after->identity) + " and " +
                          describe(target),
                      "keep the one rename that is meant");
      }
      if (same_target) {
        throw refusal(*move.wish,
                      describe(target) + " can't have been " + describe(other.before->identity) +
                          " and " + describe(old),
                      "keep the one rename that is meant");
      }
    }
    moves.push_back(move);
  }

  /// Whether that is said for this time, or things are more like what they are to be behind it.
  [[nodiscard]] bool changes_places(const std::vector<Move>& round) const {
    size_t staying = 0;
    size_t moving = 0;
    for (const Move& move : round) {
      if (move.wish->force == RenameWish::Force::must_fit) return true;
      staying += unlike(*now_.find(move.after->identity), *move.after);
      moving += unlike(*move.before, *move.after);
    }
    return moving < staying;
  }

  /// In how many ways a thing is not what another one is to be, but for their names.
  [[nodiscard]] size_t unlike(const Named& now, const Named& wanted) const {
    if (now.fact->identity != now.identity) return 0;
    size_t result = differing(*now.fact, *wanted.fact, now, wanted);
    const auto& now_parts = now_parts_.of(now.identity);
    const auto& wanted_parts = after_parts_.of(wanted.identity);
    size_t matched = 0;
    size_t counted = 0;
    for (const Fact* part : now_parts) {
      if (!counts(*part)) continue;
      ++counted;
      for (const Fact* other : wanted_parts) {
        if (!is_counterpart(*part, *other, now, wanted)) continue;
        ++matched;
        result += differing(*part, *other, now, wanted);
      }
    }
    for (const Fact* part : wanted_parts) counted += counts(*part) ? 1 : 0;
    return result + counted - 2 * matched;
  }

  /// Parts that hold data, or have no name of their own; others are often named after their whole.
  [[nodiscard]] bool counts(const Fact& part) const {
    const Named named = rules_.named(part).front();
    return rules_.loss({&part, nullptr}, sides_).has_value() ||
           !rules_.rename(named, named, home_).has_value();
  }

  static bool is_counterpart(const Fact& part, const Fact& other, const Named& now,
                             const Named& wanted) {
    const std::string& name = part.identity.name.back();
    const std::string& other_name = other.identity.name.back();
    return part.identity.kind == other.identity.kind &&
           (name == other_name || (name == now.name && other_name == wanted.name));
  }

  /// Attributes that differ, also when the one's name in them is the other's.
  static size_t differing(const Fact& a, const Fact& b, const Named& now, const Named& wanted) {
    size_t result = 0;
    for (const auto& [name, value] : a.attributes) {
      const std::string_view other = b.attribute(name);
      if (value != other && replace_all(value, now.name, wanted.name) != other) ++result;
    }
    for (const auto& [name, value] : b.attributes) result += a.has(name) ? 0 : 1;
    return result;
  }

  std::string home_;
  const Rules& rules_;
  Directory now_;
  Directory after_;
  Parts now_parts_;
  Parts after_parts_;
  Sides sides_;
  std::vector<Move> free_;
  std::vector<Move> blocked_;  ///< what they are to be called is there now
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
    if (rename.aside) continue;
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
  if (done.empty()) return {};
  const Directory things(now, rules);
  const Directory targets(after, rules);
  const Parts now_parts(now);
  const Parts after_parts(after);
  const Sides sides{now, after, now_parts, after_parts, {}};
  std::vector<Move> free;
  std::vector<Move> blocked;
  std::set<Identity> taken;
  for (const auto& [identity, fact] : now.facts) {
    // It stays where it is, by its name.
    const Fact* same = after.find(identity);
    if (same != nullptr && outermost(after, *same).identity == outermost(now, fact).identity) {
      continue;
    }
    // What holds data is renamed when somebody says so.
    if (rules.loss({&fact, nullptr}, sides)) continue;
    const Named* thing = things.find(identity);
    for (const std::string& name : names_after(*thing, done, now)) {
      Identity wanted{identity.kind, place_of(identity)};
      wanted.name.push_back(name + arguments_of(*thing));
      const Named* target = targets.find(wanted);
      if (target == nullptr || wanted == identity || !rules.rename(*thing, *target, after.home)) {
        continue;
      }
      if (!taken.insert(wanted).second) continue;
      (now.find(wanted) == nullptr ? free : blocked).push_back({thing, target});
      break;
    }
  }
  const auto always = [](const std::vector<Move>&) { return true; };
  return carried_out(unblock(std::move(free), blocked, always), rules, after.home,
                     [&](const Identity& identity) {
                       return now.find(identity) != nullptr || after.find(identity) != nullptr;
                     });
}

}  // namespace migrate::schema
