#include "lib/schema/planner.h"

#include <algorithm>
#include <map>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/schema/order.h"
#include "lib/schema/touch.h"

namespace migrate::schema {

namespace {

class Planner {
 public:
  Planner(const Sides& sides, const Rules& rules)
      : sides_(sides),
        rules_(rules),
        changes_(difference(sides.before, sides.after)),
        touched_(touched(changes_, sides, rules)) {}

  SchemaPlan run() {
    make_acts();
    group_parts();
    make_edges();
    const Order sorted = order(acts_, std::move(edges_));
    if (!sorted.stuck.empty()) throw cycle(sorted.stuck);
    for (size_t index = 0; index < acts_.size(); ++index) {
      if (acts_[index].group != index) folded_[acts_[index].group].push_back(index);
    }
    SchemaPlan result;
    for (const size_t leader : sorted.leaders) write(leader, result.statements);
    result.impossible = std::move(touched_.impossible);
    return result;
  }

 private:
  void make_acts() {
    for (const auto& [identity, touch] : touched_.touches) {
      switch (touch) {
        case Touch::create:
          add(Act::Kind::create, identity);
          break;
        case Touch::alter:
          add(Act::Kind::alter, identity);
          break;
        case Touch::drop:
          add(Act::Kind::drop, identity);
          break;
        case Touch::replace:
          add(Act::Kind::drop, identity);
          add(Act::Kind::create, identity);
          break;
      }
    }
  }

  void add(Act::Kind kind, const Identity& identity) {
    const Catalog& side = kind == Act::Kind::drop ? sides_.before : sides_.after;
    const Fact& whole = outermost(side, *side.find(identity));
    // A part of a lower rank than its whole ties that to another one (a partition to its table): it
    // is undone before all that is done to such wholes, and made after it.
    const bool ties = rules_.rank(identity) < rules_.rank(whole.identity);
    const int rank = ties ? rules_.rank(identity) : rules_.rank(whole.identity);
    const bool last =
        ties ? kind == Act::Kind::create : kind == Act::Kind::drop && whole.identity == identity;
    const size_t index = acts_.size();
    Act act;
    act.kind = kind;
    act.group = index;
    act.key = {last ? kDropsLast - rank : rank, whole.identity.name, static_cast<int>(kind),
               rules_.rank(identity), identity};
    acts_.push_back(std::move(act));
    about_.push_back(identity);
    if (kind != Act::Kind::drop) makers_[identity] = index;
    if (kind != Act::Kind::create) enders_[identity] = index;
    if (kind != Act::Kind::alter) return;
    const auto taken = touched_.with_whole.find(identity);
    if (taken == touched_.with_whole.end()) return;
    for (const Change& change : taken->second) {
      if (change.after) makers_[change.identity()] = index;
      if (change.before) enders_[change.identity()] = index;
    }
  }

  /// Puts created parts that fold to the act that makes their whole, and drops of parts to the drop
  /// of theirs.
  void group_parts() {
    for (size_t index = 0; index < acts_.size(); ++index) {
      const bool drop = acts_[index].kind == Act::Kind::drop;
      if (acts_[index].kind == Act::Kind::alter) continue;
      const Catalog& side = drop ? sides_.before : sides_.after;
      const Fact* fact = side.find(about_[index]);
      if (!fact->part_of || (!drop && !rules_.folds(*fact))) continue;
      const auto& acts_of_wholes = drop ? enders_ : makers_;
      const auto whole = acts_of_wholes.find(*fact->part_of);
      if (whole != acts_of_wholes.end() && acts_[whole->second].kind == acts_[index].kind) {
        acts_[index].group = whole->second;
      }
    }
    // A part of a part goes where its whole goes.
    for (Act& act : acts_) {
      while (acts_[act.group].group != act.group) act.group = acts_[act.group].group;
    }
  }

  void make_edges() {
    for (const auto& ender : enders_) {
      const Fact& fact = *sides_.before.find(ender.first);
      each_need(fact, [&](const Identity& need, Edge::Strength strength) {
        end_before(ender.second, fact, need, strength);
        make_again_after(ender.second, ender.first, need);
      });
    }
    for (const auto& made : makers_) {
      const Fact& fact = *sides_.after.find(made.first);
      each_need(fact, [&](const Identity& need, Edge::Strength strength) {
        const auto maker = makers_.find(need);
        if (maker != makers_.end()) edge(maker->second, made.second, strength);
      });
    }
    free_names();
  }

  template <typename Found>
  static void each_need(const Fact& fact, Found found) {
    for (const Identity& need : fact.needs) found(need, Edge::Strength::must);
    if (fact.part_of) found(*fact.part_of, Edge::Strength::must);
    for (const Identity& need : fact.prefers) found(need, Edge::Strength::prefers);
  }

  /// `act` drops or alters `fact`, which needs `need` before: what is dropped goes before what it
  /// needs, what is altered so that it no longer needs it too.
  void end_before(size_t act, const Fact& fact, const Identity& need, Edge::Strength strength) {
    const auto ender = enders_.find(need);
    if (ender == enders_.end()) return;
    if (acts_[act].kind == Act::Kind::drop) {
      edge(act, ender->second, strength);
    } else if (acts_[ender->second].kind == Act::Kind::drop && !needs_after(fact, need)) {
      edge(act, ender->second, strength);
    }
  }

  /// What is dropped and made again is away while what it needed before is changed or dropped.
  void make_again_after(size_t act, const Identity& identity, const Identity& need) {
    const auto maker = makers_.find(identity);
    const auto ender = enders_.find(need);
    if (maker == makers_.end() || maker->second == act || ender == enders_.end()) return;
    edge(ender->second, maker->second, Edge::Strength::prefers);
  }

  [[nodiscard]] bool needs_after(const Fact& fact, const Identity& need) const {
    const Fact* after = sides_.after.find(fact.identity);
    return after != nullptr &&
           (after->part_of == need ||
            std::find(after->needs.begin(), after->needs.end(), need) != after->needs.end());
  }

  /// What holds a name that is to be given again is dropped before.
  void free_names() {
    std::map<std::string, std::vector<size_t>> dropped;
    for (size_t index = 0; index < acts_.size(); ++index) {
      if (acts_[index].kind == Act::Kind::drop) {
        dropped[rules_.name_key(about_[index])].push_back(index);
      }
    }
    for (size_t index = 0; index < acts_.size(); ++index) {
      if (acts_[index].kind != Act::Kind::create) continue;
      const auto holders = dropped.find(rules_.name_key(about_[index]));
      if (holders == dropped.end()) continue;
      for (const size_t holder : holders->second) edge(holder, index, Edge::Strength::must);
    }
  }

  void edge(size_t before, size_t after, Edge::Strength strength) {
    if (before != after) edges_.push_back({before, after, strength});
  }

  void write(size_t leader, std::vector<PlannedStatement>& out) const {
    const Identity& identity = about_[leader];
    std::vector<Statement> statements;
    switch (acts_[leader].kind) {
      case Act::Kind::create:
        statements = rules_.create(*sides_.after.find(identity), folded(leader), sides_);
        break;
      case Act::Kind::drop:
        statements = rules_.drop(*sides_.before.find(identity), sides_);
        break;
      case Act::Kind::alter: {
        const auto taken = touched_.with_whole.find(identity);
        static const std::vector<Change> none;
        statements =
            rules_.alter(change_of(identity, changes_, sides_),
                         taken == touched_.with_whole.end() ? none : taken->second, sides_);
        break;
      }
    }
    for (Statement& statement : statements) out.push_back({std::move(statement), identity});
  }

  [[nodiscard]] std::vector<const Fact*> folded(size_t leader) const {
    std::vector<const Fact*> result;
    const auto found = folded_.find(leader);
    if (found == folded_.end()) return result;
    for (const size_t part : found->second) result.push_back(sides_.after.find(about_[part]));
    return result;
  }

  [[nodiscard]] Error cycle(const std::vector<size_t>& stuck) const {
    std::vector<std::string> names;
    for (const size_t index : stuck) names.push_back(describe(about_[index]));
    return {ErrorCode::failed, "no order found for the changes of " + join(names, ", ")};
  }

  /// Above any rank: drops of whole things come after everything else that may.
  static constexpr int kDropsLast = 10'000;

  const Sides& sides_;
  const Rules& rules_;
  std::vector<Change> changes_;
  Touched touched_;
  std::vector<Act> acts_;
  std::vector<Identity> about_;
  std::map<Identity, size_t> makers_;  ///< what an act leaves in its state after
  std::map<Identity, size_t> enders_;  ///< what an act takes out of its state before
  std::vector<Edge> edges_;
  std::map<size_t, std::vector<size_t>> folded_;  ///< the other acts of a group, by its leader
};

/// Puts a fact of `before` back into `after`, with its parts and what they need.
void keep(const Identity& identity, const Catalog& before, const Parts& parts, Catalog& after) {
  const Fact* fact = before.find(identity);
  if (fact == nullptr || after.find(identity) != nullptr) return;
  after.facts.emplace(identity, *fact);
  for (const Identity& need : fact->needs) keep(need, before, parts, after);
  if (fact->part_of) keep(*fact->part_of, before, parts, after);
  for (const Fact* part : parts.of(identity)) keep(part->identity, before, parts, after);
}

}  // namespace

SchemaPlan plan(const Catalog& before, const Catalog& after, const Rules& rules,
                const Style& style) {
  const Parts before_parts(before);
  const Parts after_parts(after);
  const Sides sides{before, after, before_parts, after_parts, style};
  return Planner(sides, rules).run();
}

Catalog emptied(const Catalog& catalog, const Rules& rules) {
  Catalog result;
  result.home = catalog.home;
  for (const auto& [identity, fact] : catalog.facts) {
    if (!rules.always_there(identity)) continue;
    Fact bare = fact;
    // Whose it is was not said by any script: that stays as it is.
    std::erase_if(bare.attributes, [](const auto& entry) { return entry.first != "owner"; });
    result.add(std::move(bare));
  }
  return result;
}

SchemaPlan plan_from_nothing(const Catalog& catalog, const Rules& rules) {
  return plan(emptied(catalog, rules), catalog, rules);
}

Catalog without_losses(const Catalog& before, const Catalog& after, const Rules& rules,
                       std::vector<Kept>& kept) {
  const Parts before_parts(before);
  const Parts after_parts(after);
  const Sides sides{before, after, before_parts, after_parts, {}};
  Catalog result = after;
  for (const Change& change : difference(before, after)) {
    if (!change.before) continue;
    const auto loss = rules.loss(change, sides);
    if (!loss) continue;
    kept.push_back({change.identity(), *loss});
    result.facts.erase(change.identity());
    keep(change.identity(), before, before_parts, result);
  }
  // That a table's columns stay with it goes without saying.
  std::set<Identity> whole;
  for (const Kept& one : kept) whole.insert(one.identity);
  std::erase_if(kept, [&](const Kept& one) {
    const Fact* fact = before.find(one.identity);
    return fact->part_of && whole.contains(*fact->part_of);
  });
  return result;
}

}  // namespace migrate::schema
