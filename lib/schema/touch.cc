// A work list: a fact that is replaced takes those that need it along, one that is altered in place
// those that stand in its way; each of them is looked at in turn, until nothing is added.
#include "lib/schema/touch.h"

#include <algorithm>
#include <deque>

namespace migrate::schema {

namespace {

using How = Treatment::How;

class Toucher {
 public:
  Toucher(const std::vector<Change>& changes, const Sides& sides, const Rules& rules)
      : changes_(changes), sides_(sides), rules_(rules) {
    for (const auto& [identity, fact] : sides.before.facts) {
      for (const Identity& need : fact.needs) users_[need].push_back(&fact);
      if (fact.part_of) users_[*fact.part_of].push_back(&fact);
    }
    for (const auto& [identity, fact] : sides.after.facts) {
      for (const Identity& need : fact.needs) users_after_[need].push_back(&fact);
    }
  }

  Touched run() {
    for (const Change& change : changes_) start(change);
    take_up_parts();
    while (!work_.empty()) {
      const Identity identity = std::move(work_.front());
      work_.pop_front();
      spread(identity);
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool on_both_sides(const Identity& identity) const {
    return sides_.before.find(identity) != nullptr && sides_.after.find(identity) != nullptr;
  }

  void start(const Change& change) {
    const Identity& identity = change.identity();
    const Fact& fact = change.after ? *change.after : *change.before;
    const bool has_whole = fact.part_of && on_both_sides(*fact.part_of);
    const bool on_one_side = change.before == nullptr || change.after == nullptr;
    if (on_one_side && fact.part_of && !has_whole) {
      touch(identity, change.before ? Touch::drop : Touch::create);
      return;
    }
    const Treatment treatment = rules_.treatment(change, sides_);
    switch (treatment.how) {
      case How::in_place:
        touch(identity, !change.before  ? Touch::create
                        : !change.after ? Touch::drop
                                        : Touch::alter);
        break;
      case How::replace:
        touch(identity, Touch::replace);
        break;
      case How::with_whole:
        result_.with_whole[*fact.part_of].push_back(change);
        touch(*fact.part_of, Touch::alter);
        break;
      case How::impossible:
        result_.impossible.push_back(refusal(identity, treatment.reason));
        break;
    }
  }

  static Diagnostic refusal(const Identity& identity, const std::string& reason) {
    Diagnostic result;
    result.code = "can't-change";
    result.message = describe(identity) + ": " + reason;
    return result;
  }

  /// An alteration that carries out changes of parts carries out all of them.
  void take_up_parts() {
    for (auto& [whole, taken] : result_.with_whole) {
      for (const Change& change : changes_) {
        const Fact& fact = change.after ? *change.after : *change.before;
        if (fact.part_of != whole || !rules_.folds(fact)) continue;
        const bool there = std::any_of(taken.begin(), taken.end(), [&](const Change& other) {
          return other.identity() == change.identity();
        });
        if (!there) taken.push_back(change);
        result_.touches.erase(change.identity());
      }
      std::sort(taken.begin(), taken.end(),
                [](const Change& a, const Change& b) { return a.identity() < b.identity(); });
    }
  }

  /// A stronger touch wins: what is replaced isn't altered.
  void touch(const Identity& identity, Touch touch) {
    const auto [found, added] = result_.touches.emplace(identity, touch);
    if (!added && (found->second != Touch::alter || touch != Touch::replace)) return;
    found->second = touch;
    work_.push_back(identity);
  }

  void spread(const Identity& identity) {
    const auto touch = result_.touches.find(identity);
    if (touch == result_.touches.end()) return;  // taken up by its whole
    if (touch->second == Touch::replace) {
      release_parts(identity);
      for (const Fact* user : users_[identity]) replace(*user);
    } else if (touch->second == Touch::alter) {
      spread_alteration(identity);
    } else {
      spread_existence(identity, touch->second);
    }
  }

  /// What is made or dropped can stand in the way of what is on both sides and needs it on one.
  void spread_existence(const Identity& identity, Touch touch) {
    const Change change{sides_.before.find(identity), sides_.after.find(identity)};
    for (const Fact* user : (touch == Touch::drop ? users_ : users_after_)[identity]) {
      if (!on_both_sides(user->identity)) continue;
      if (rules_.in_the_way(*user, change, sides_) || needs_namesake(user->identity, identity)) {
        replace(*user);
      }
    }
  }

  /// Whether what is called `identity` here is another thing of that name after: a view in the
  /// place of a table, which the text of a definition doesn't tell.
  [[nodiscard]] bool needs_namesake(const Identity& user, const Identity& identity) const {
    const auto& needs = sides_.after.find(user)->needs;
    const Fact* fact = sides_.before.find(identity);
    if (fact == nullptr) return false;
    const Identity& whole = outermost(sides_.before, *fact).identity;
    const std::string name = rules_.name_key(whole);
    return std::any_of(needs.begin(), needs.end(), [&](const Identity& need) {
      const Fact* needed = sides_.after.find(need);
      if (needed == nullptr) return false;
      const Identity& top = outermost(sides_.after, *needed).identity;
      return top != whole && rules_.name_key(top) == name;
    });
  }

  void spread_alteration(const Identity& identity) {
    const Change change = change_of(identity, changes_, sides_);
    ask_users(identity, change);
    const auto taken = result_.with_whole.find(identity);
    if (taken == result_.with_whole.end()) return;
    for (const Fact* part : sides_.before_parts.of(identity)) ask_users(part->identity, change);
  }

  void ask_users(const Identity& identity, const Change& change) {
    for (const Fact* user : users_[identity]) {
      if (rules_.in_the_way(*user, change, sides_)) replace(*user);
    }
  }

  void replace(const Fact& fact) {
    if (sides_.after.find(fact.identity) == nullptr) return;
    const bool made_by_its_whole =
        fact.part_of && rules_.folds(fact) && result_.with_whole.contains(*fact.part_of);
    if (!made_by_its_whole) touch(fact.identity, Touch::replace);
  }

  /// A whole that is replaced carries out no changes of its parts: they come and go with it.
  void release_parts(const Identity& whole) {
    const auto taken = result_.with_whole.extract(whole);
    if (taken.empty()) return;
    for (const Change& change : taken.mapped()) {
      touch(change.identity(), !change.before  ? Touch::create
                               : !change.after ? Touch::drop
                                               : Touch::replace);
    }
  }

  const std::vector<Change>& changes_;
  const Sides& sides_;
  const Rules& rules_;
  std::map<Identity, std::vector<const Fact*>> users_;        ///< by what they need before
  std::map<Identity, std::vector<const Fact*>> users_after_;  ///< by what they need after
  std::deque<Identity> work_;
  Touched result_;
};

}  // namespace

Touched touched(const std::vector<Change>& changes, const Sides& sides, const Rules& rules) {
  return Toucher(changes, sides, rules).run();
}

Change change_of(const Identity& identity, const std::vector<Change>& changes, const Sides& sides) {
  const auto found = std::lower_bound(
      changes.begin(), changes.end(), identity,
      [](const Change& change, const Identity& wanted) { return change.identity() < wanted; });
  if (found != changes.end() && found->identity() == identity) return *found;
  return {sides.before.find(identity), sides.after.find(identity)};
}

}  // namespace migrate::schema
