#include "lib/schema/rename_moves.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "lib/base/text.h"

namespace migrate::schema {

namespace {

/// The moves of `blocked` from the first on, each getting the name that the next one gives up, if
/// they come back to where they began; else none.
std::vector<Move> circle(const std::vector<Move>& blocked, const Move& first) {
  std::vector<Move> result = {first};
  while (result.size() <= blocked.size()) {
    const Identity& wanted = result.back().after->identity;
    const auto next = std::find_if(blocked.begin(), blocked.end(), [&](const Move& move) {
      return move.before->identity == wanted;
    });
    if (next == blocked.end()) return {};
    if (next->before == first.before) return result;
    result.push_back(*next);
  }
  return {};
}

void take(std::vector<Move>& moves, std::vector<Move>& blocked, const Move& move) {
  moves.push_back(move);
  std::erase_if(blocked, [&](const Move& each) {
    return each.before == move.before && each.after == move.after;
  });
}

/// A name for the time being.
Named aside(const Named& named, Fact& fact, const std::function<bool(const Identity&)>& is_taken) {
  constexpr size_t kLongest = 40;  // the whole stays below 63 bytes, which PostgreSQL cuts to
  const std::string base = (named.name.size() > kLongest ? "renamed" : named.name) + "_aside";
  Named result{named.identity, base, &fact};
  for (int number = 1;; ++number) {
    result.identity.name.back() = result.name + arguments_of(named);
    if (!is_taken(result.identity)) break;
    result.name = base + std::to_string(number);
  }
  fact = *named.fact;
  if (fact.identity == named.identity) {
    fact.identity = result.identity;
    fact.remarks["name"] = result.name;
  }
  return result;
}

/// Things with one key can't exist at the same time.
std::string key(const Named& named, const Rules& rules) {
  const Identity& identity = named.identity;
  if (named.fact->identity == identity) return rules.name_key(identity);
  return identity.kind + '\0' + join(identity.name, std::string_view("\0", 1));
}

/// A move that is still to be carried out.
struct Pending {
  Identity from;  ///< as it was called at first
  Named now;
  Named after;
  std::optional<std::string> holds;  ///< its key; none when it has stepped aside
  std::string wants;
};

}  // namespace

std::string arguments_of(const Named& named) {
  return named.identity.name.back().substr(
      std::min(named.name.size(), named.identity.name.back().size()));
}

std::vector<Move> unblock(std::vector<Move> free, std::vector<Move>& blocked,
                          const std::function<bool(const std::vector<Move>&)>& is_meant) {
  for (size_t next = 0; next < free.size(); ++next) {
    const Identity given_up = free[next].before->identity;
    const std::vector<Move> rest = blocked;
    for (const Move& move : rest) {
      if (move.after->identity == given_up) take(free, blocked, move);
    }
  }
  const std::vector<Move> rest = blocked;
  for (const Move& move : rest) {
    const std::vector<Move> round = circle(blocked, move);
    if (round.empty() || !is_meant(round)) continue;
    for (const Move& each : round) take(free, blocked, each);
  }
  return free;
}

std::vector<Rename> carried_out(std::vector<Move> moves, const Rules& rules,
                                const std::string& home,
                                const std::function<bool(const Identity&)>& is_taken) {
  std::stable_sort(moves.begin(), moves.end(), [&](const Move& a, const Move& b) {
    return rules.rank(a.before->fact->identity) > rules.rank(b.before->fact->identity);
  });
  std::vector<Pending> pending;
  for (const Move& move : moves) {
    if (!rules.rename(*move.before, *move.after, home)) continue;
    pending.push_back({move.before->identity, *move.before, *move.after, key(*move.before, rules),
                       key(*move.after, rules)});
  }
  std::vector<Rename> result;
  std::deque<Fact> facts;  // of things that stepped aside
  while (!pending.empty()) {
    const auto is_held = [&](const Pending& move) {
      return std::any_of(pending.begin(), pending.end(), [&](const Pending& other) {
        return other.holds == move.wants && other.from != move.from;
      });
    };
    const auto next = std::find_if_not(pending.begin(), pending.end(), is_held);
    if (next != pending.end()) {
      result.push_back(
          {next->from, next->after.identity, *rules.rename(next->now, next->after, home)});
      pending.erase(next);
      continue;
    }
    Pending& first = pending.front();
    Named elsewhere = aside(first.now, facts.emplace_back(), is_taken);
    result.push_back(
        {first.from, elsewhere.identity, *rules.rename(first.now, elsewhere, home), true});
    first.now = std::move(elsewhere);
    first.holds.reset();
  }
  return result;
}

}  // namespace migrate::schema
