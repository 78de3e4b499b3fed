// The rules that need no knowledge of an engine, by name.
#pragma once

#include "lib/lint/rule.h"

namespace migrate::lint {

enum class Common {
  empty_revision,
  unparsed_statement,
  invalid_statement,
  tag_value,
  tag_misspelt,
  unknown_rule,
  unused_tag,
  unused_ignore,
  unnamed_approval,
  unreviewed_generated,
  lossy_down_undocumented,
};

[[nodiscard]] const Rule& rule_of(Common rule);

}  // namespace migrate::lint
