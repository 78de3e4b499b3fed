// A rule of the review gate as data: what it is about, how bad it is, who can approve it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "lib/base/diagnostic.h"

namespace migrate::lint {

/// The review tags (DESIGN: review gate): one kind of consent each.
enum class Tag { none, destructive, empty, backfill, type_change };

/// What is done to whole tables while the lock is held.
enum class Work { nothing, reads, builds_index, rewrites };

struct Rule {
  /// "drop-table": stable, what `lint-ignore:` and the configuration call it.
  std::string_view id;
  Severity severity = Severity::error;  ///< unless the configuration says otherwise
  /// It says nothing unless the configuration gives it a severity: advice about design, in which
  /// projects differ.
  bool off = false;
  Tag tag = Tag::none;  ///< that approves it
  /// What the statement does, in a few words: "drops a table".
  std::string_view summary;
  /// The lock it takes and what waits for that; empty: that is not the point.
  std::string_view lock;
  Work work = Work::nothing;
  /// What goes wrong.
  std::string_view why;
  /// What to do instead, in words.
  std::string_view advice;
  /// A script that the rule finds something in, and one that does the same safely, both against the
  /// tables of example_schema(). Every rule has both.
  std::string_view bad;
  std::string_view good;
};

/// "destructive"; empty for none.
[[nodiscard]] std::string_view name_of(Tag tag);
/// What the tag's line says: "approved", "allow", "ok".
[[nodiscard]] std::string_view consent_of(Tag tag);
[[nodiscard]] std::optional<Tag> tag_named(std::string_view name);

/// "error", "warning", "info"; and back.
[[nodiscard]] std::string_view name_of(Severity severity);
[[nodiscard]] std::optional<Severity> severity_named(std::string_view name);

/// The rule called `id`. Precondition: `rules` has it.
[[nodiscard]] const Rule& rule_named(std::span<const Rule> rules, std::string_view id);

/// The rules that need no knowledge of an engine: about tags, and about scripts as a whole.
[[nodiscard]] std::span<const Rule> common_rules();

}  // namespace migrate::lint
