// What an engine knows about scripts: it keeps a model of the schema, carries each script out on
// it, and says what is risky about it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/lint/rule.h"
#include "lib/sql/segments.h"

namespace migrate::lint {

/// A statement of a script, with what the runner will do with it.
struct Statement {
  /// As written; variables have names of the same length in their place.
  std::string text;
  uint64_t offset = 0;  ///< of the text in the script's source
  size_t segment = 0;
  /// Statements of one transaction hold their locks until its end.
  sql::Segment::Kind runs = sql::Segment::Kind::transaction;
  /// Names that stand for variables: what it does depends on their values.
  bool has_variables = false;
};

struct Script {
  std::vector<Statement> statements;
  /// Its header says `foreign-keys: off`: none are enforced while it runs.
  bool foreign_keys_off = false;
};

/// Something that a rule says about a place.
struct Hit {
  const Rule* rule = nullptr;
  size_t statement = 0;
  uint64_t offset = 0;  ///< of the token that it is about, in the statement's text
  std::string message;
  std::string object;  ///< "public.orders": what a fingerprint goes by
  std::string lock;    ///< in place of the rule's, where the case is special
  std::string fix;     ///< SQL that does it safely; empty: there is only advice
  /// The one table that loses rows or values by it, as a db::ArchiveOrder names it; else empty.
  std::string loser = {};
};

/// What became of a script.
struct Judgement {
  std::vector<Hit> hits;
  /// Statements that could not be read whole: what a rule did not find says nothing there.
  size_t unread = 0;
};

class Analyzer {
 public:
  virtual ~Analyzer() = default;
  /// Every rule that the engine can find something with.
  [[nodiscard]] virtual std::span<const Rule> rules() const = 0;
  /// The tables that the rules' examples are about, as a script.
  [[nodiscard]] virtual std::string_view example_schema() const = 0;
  /// What a database has before the first script: nothing, or what nobody here knows.
  enum class Beginning { empty, unknown };
  /// Makes the model empty.
  virtual void forget(Beginning beginning) = 0;
  /// Carries `script` out on the model and says nothing.
  virtual void replay(const Script& script) = 0;
  /// Carries `script` out on the model and judges it. What it makes counts as new, and is in
  /// nobody's way, until settle().
  [[nodiscard]] virtual Judgement judge(const Script& script) = 0;
  /// Whether what `rule` said of `object` is so on the model as it is now: a later script may have
  /// mended it. Only what is about the schema, and no act, can be mended.
  [[nodiscard]] virtual bool stands(const Rule& /*rule*/, const std::string& /*object*/) const {
    return true;
  }
  /// From here on all there is counts as in use, with rows in it.
  virtual void settle() = 0;
};

}  // namespace migrate::lint
