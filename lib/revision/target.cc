#include "lib/revision/target.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/revision/rebase.h"

namespace migrate::revision {
namespace {

constexpr size_t kMaxStepDigits = 9;
/// A list of choices is cut off here: nobody reads further.
constexpr size_t kMaxChoices = 20;

constexpr const char* kGrammarHint =
    "a target is head, heads, base, current, an id or its beginning, a label, label@head, +N, -N, "
    "REV+N or REV-N";

Error refusal(ErrorCode error_code, std::string code, std::string message, std::string detail,
              std::string hint) {
  Diagnostic found;
  found.code = std::move(code);
  found.message = std::move(message);
  found.detail = std::move(detail);
  found.hint = std::move(hint);
  return {error_code, std::move(found)};
}

Error no_target(std::string_view text) {
  return refusal(ErrorCode::usage, "bad-target", "'" + std::string(text) + "' is no target", "",
                 kGrammarHint);
}

Error unknown(const RevisionGraph& graph, const std::string& name) {
  std::vector<std::string> known = graph.labels();
  for (const char* word : {"head", "heads", "base", "current"}) known.emplace_back(word);
  for (const Revision& revision : graph.revisions()) known.push_back(revision.id);
  const std::optional<std::string> meant = nearest(name, known);
  return refusal(ErrorCode::usage, "unknown-revision", "no revision is called '" + name + "'", "",
                 meant ? "did you mean '" + *meant + "'?" : "`migrate history` lists them");
}

/// Resolves one target against a graph; the pieces of the grammar as functions.
class Resolver {
 public:
  Resolver(const RevisionGraph& graph, const Target& target, const std::vector<bool>& applied)
      : graph_(graph), target_(target), applied_(applied) {
    if (!target.label.empty()) members_ = graph.lineage(find_revision(graph, target.label));
  }

  std::vector<size_t> run() const;

 private:
  bool member(size_t index) const { return !members_ || (*members_)[index]; }
  std::vector<size_t> members_of(std::vector<size_t> indices) const;
  std::vector<size_t> named() const;
  std::vector<size_t> head() const;
  std::vector<size_t> current() const;
  std::vector<size_t> walk(const std::vector<size_t>& from) const;
  std::vector<size_t> above(std::optional<size_t> point) const;
  Error too_far(int64_t possible) const;
  Error ambiguous(const std::string& why, const std::vector<size_t>& choices,
                  std::string hint) const;

  const RevisionGraph& graph_;
  const Target& target_;
  const std::vector<bool>& applied_;
  std::optional<std::vector<bool>> members_;
};

std::vector<size_t> Resolver::run() const {
  const std::vector<size_t> from = named();
  return target_.steps == 0 ? from : walk(from);
}

std::vector<size_t> Resolver::members_of(std::vector<size_t> indices) const {
  std::erase_if(indices, [&](size_t index) { return !member(index); });
  return indices;
}

std::vector<size_t> Resolver::named() const {
  const std::string& name = target_.name;
  if (name == "base") return {};
  if (name == "head") return head();
  if (name == "heads") return members_of(graph_.heads());
  if (name == "current" || name.empty()) return current();
  const size_t index = find_revision(graph_, name);
  if (!member(index)) {
    throw refusal(ErrorCode::usage, "bad-target",
                  "'" + name + "' is not in the lineage of '" + target_.label + "'",
                  describe(graph_.at(index)), "leave `" + target_.label + "@` out");
  }
  return {index};
}

std::vector<size_t> Resolver::head() const {
  std::vector<size_t> heads = members_of(graph_.heads());
  if (heads.size() <= 1) return heads;
  Diagnostic found;
  found.code = "several-heads";
  found.message = "there are " + std::to_string(heads.size()) + " heads, so 'head' is ambiguous";
  found.detail = list_choices(graph_, heads);
  found.hint = "`heads` means all of them, and an id one; or make them one:";
  found.notes = ways_to_join(graph_, heads, applied_);
  throw Error(ErrorCode::check, std::move(found));
}

/// Applied revisions (of the lineage) without an applied child.
std::vector<size_t> Resolver::current() const {
  std::vector<size_t> found;
  for (size_t i = 0; i < graph_.size(); ++i) {
    if (!applied_[i] || !member(i)) continue;
    const std::vector<size_t>& children = graph_.children(i);
    const bool last = std::none_of(children.begin(), children.end(),
                                   [&](size_t child) { return applied_[child] && member(child); });
    if (last) found.push_back(i);
  }
  return found;
}

Error Resolver::ambiguous(const std::string& why, const std::vector<size_t>& choices,
                          std::string hint) const {
  return refusal(ErrorCode::usage, "ambiguous", "'" + target_.text + "' is ambiguous: " + why,
                 list_choices(graph_, choices), std::move(hint));
}

/// The revisions one step up from `point`; none means below the first revision.
std::vector<size_t> Resolver::above(std::optional<size_t> point) const {
  if (point) return members_of(graph_.children(*point));
  if (!members_) return graph_.bases();
  std::vector<size_t> roots;
  for (size_t i = 0; i < graph_.size(); ++i) {
    const std::vector<size_t>& parents = graph_.parents(i);
    if (member(i) && std::none_of(parents.begin(), parents.end(),
                                  [&](size_t parent) { return member(parent); })) {
      roots.push_back(i);
    }
  }
  return roots;
}

Error Resolver::too_far(int64_t possible) const {
  const bool up = target_.steps > 0;
  return refusal(ErrorCode::usage, "bad-target",
                 "'" + target_.text + "' goes too far: there " + (possible == 1 ? "is " : "are ") +
                     std::to_string(possible) + (up ? " to go up" : " to go down"),
                 "", up ? "`head` is the last revision" : "`base` is below the first one");
}

/// Each step must have exactly one way to go.
std::vector<size_t> Resolver::walk(const std::vector<size_t>& from) const {
  const bool up = target_.steps > 0;
  const int64_t steps = std::abs(target_.steps);
  if (from.size() > 1) {
    throw ambiguous(std::to_string(from.size()) + " revisions to count from", from,
                    "name the one: REV" + std::string(up ? "+" : "-") + std::to_string(steps));
  }
  std::optional<size_t> point;
  if (!from.empty()) point = from[0];
  for (int64_t step = 0; step < steps; ++step) {
    std::vector<size_t> next;
    if (up) {
      next = above(point);
    } else if (point) {
      next = graph_.parents(*point);
      if (next.empty() && step + 1 == steps) return {};
    }
    if (next.empty()) throw too_far(step + (!up && point ? 1 : 0));
    if (next.size() > 1) {
      const std::string place = point ? graph_.at(*point).id : "base";
      throw ambiguous(counted(next.size(), "revision") + (up ? " above " : " below ") + place, next,
                      "name the revision itself");
    }
    point = next[0];
  }
  return {*point};
}

}  // namespace

Target parse_target(std::string_view text) {
  Target target;
  target.text = std::string(text);
  std::string_view rest = text;
  if (const size_t at = rest.find('@'); at != std::string_view::npos) {
    target.label = std::string(rest.substr(0, at));
    if (!valid_id(target.label)) throw no_target(text);
    rest.remove_prefix(at + 1);
  }
  if (const size_t sign = rest.find_first_of("+-"); sign != std::string_view::npos) {
    const std::string digits(rest.substr(sign + 1));
    if (digits.empty() || digits.size() > kMaxStepDigits ||
        digits.find_first_not_of("0123456789") != std::string::npos) {
      throw no_target(text);
    }
    target.steps = std::stol(digits) * (rest[sign] == '-' ? -1 : 1);
    if (target.steps == 0) throw no_target(text);
    rest = rest.substr(0, sign);
  }
  target.name = std::string(rest);
  if (target.name.empty() ? target.steps == 0 : !valid_id(target.name)) throw no_target(text);
  return target;
}

Range parse_range(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {std::string(text), std::string(text), true};
  if (text.find(':', colon + 1) != std::string_view::npos) {
    throw refusal(ErrorCode::usage, "bad-target", "'" + std::string(text) + "' is no range", "",
                  "a range is A:B, A: or :B, with a target on either side");
  }
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1)), false};
}

size_t find_revision(const RevisionGraph& graph, const std::string& name) {
  if (const std::optional<size_t> id = graph.find(name)) return *id;
  if (const std::optional<size_t> label = graph.find_label(name)) return *label;
  const std::vector<size_t> found = graph.find_prefix(name);
  if (found.size() == 1) return found[0];
  if (found.empty()) throw unknown(graph, name);
  throw refusal(ErrorCode::usage, "ambiguous",
                "'" + name + "' is the beginning of " + counted(found.size(), "revision"),
                list_choices(graph, found), "write more of the id");
}

std::vector<size_t> resolve_target(const RevisionGraph& graph, const Target& target,
                                   const std::vector<bool>& applied) {
  return Resolver(graph, target, applied).run();
}

std::string describe(const Revision& revision) {
  std::string text = revision.id;
  if (!revision.message.empty()) text += " " + revision.message;
  std::vector<std::string> about;
  if (!revision.author.empty()) about.push_back(revision.author);
  if (!revision.up.source.name().empty()) about.push_back(revision.up.source.name());
  return about.empty() ? text : text + " (" + join(about, ", ") + ")";
}

std::string list_choices(const RevisionGraph& graph, const std::vector<size_t>& indices) {
  std::vector<std::string> lines;
  for (const size_t index : indices) {
    if (lines.size() == kMaxChoices) {
      lines.push_back("and " + std::to_string(indices.size() - kMaxChoices) + " more");
      break;
    }
    lines.push_back(describe(graph.at(index)));
  }
  return join(lines, "\n");
}

}  // namespace migrate::revision
