// What an engine knows about getting from one schema to another: for each kind of fact how it is
// made, changed and dropped, and what stands in the way. The planner (planner.h) asks; it has no
// knowledge of its own about any kind.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/schema/difference.h"
#include "lib/schema/fact.h"

namespace migrate::schema {

/// A statement of a plan.
struct Statement {
  /// SQL without its semicolon. With a `subject`, one clause of it.
  std::string text = {};
  /// "ALTER TABLE orders": statements with one subject that follow each other are written as one.
  std::string subject = {};
  /// Where it can run.
  enum class Place {
    transaction,  ///< with its neighbours
    alone,        ///< outside any transaction
    commit_after  ///< inside one, which must be committed before what follows can use it
  } place = Place::transaction;
  /// A header line that the script must have for it: "foreign-keys: off". Empty: none.
  std::string header = {};
  /// A statement that must have run before it in the script, once: "SET …". Empty: none.
  std::string setting = {};
  /// Queries on the live data that return a row where it would fail (or, as one clause of a
  /// statement, where that would); one line each.
  std::vector<std::string> checks = {};
  /// A line of the comment above it that says how it runs: "transaction: off". Empty: none.
  std::string directive = {};
  /// What is lost when it runs, for people: "table orders with its rows". Empty: nothing.
  std::string loses = {};
};

/// How a change of a fact is carried out.
struct Treatment {
  enum class How {
    in_place,    ///< created, dropped or altered by statements of its own
    replace,     ///< dropped and made again, with all that needs it
    with_whole,  ///< by the alteration of the fact that it is a part of
    impossible,  ///< not at all; `reason` says why
  } how = How::in_place;
  std::string reason = {};
};

/// How scripts are to be written.
struct Style {
  /// With as few and as short locks as can be: indexes concurrently, constraints validated after.
  enum class Locks { plain, online } locks = Locks::plain;
};

/// Both ends of a plan.
struct Sides {
  const Catalog& before;
  const Catalog& after;
  const Parts& before_parts;
  const Parts& after_parts;
  Style style;
};

/// Something that has a name: a fact, or a thing inside one that is no fact of its own.
struct Named {
  Identity identity;
  std::string name;            ///< its own name alone: a routine's without the arguments
  const Fact* fact = nullptr;  ///< itself, or what it is inside of
};

/// A new name for a thing that stays, and the old one again.
struct Renaming {
  Statement there;
  Statement back;
};

class Rules {
 public:
  virtual ~Rules() = default;

  /// Why no scripts with such locks can be written; empty: they can.
  [[nodiscard]] virtual std::string objection(Style::Locks locks) const {
    (void)locks;
    return {};
  }
  /// Kinds of a low rank are made first and dropped last, where nothing else orders them.
  [[nodiscard]] virtual int rank(const Identity& identity) const = 0;
  /// Whether every database of the engine has it, an empty one, too (PostgreSQL's schema public).
  [[nodiscard]] virtual bool always_there(const Identity& identity) const {
    (void)identity;
    return false;
  }
  /// Two facts with the same text can't exist at the same time (a table and a view of one name).
  [[nodiscard]] virtual std::string name_key(const Identity& identity) const = 0;
  /// How the change is carried out. The fact that it is a part of exists on both sides.
  [[nodiscard]] virtual Treatment treatment(const Change& change, const Sides& sides) const = 0;
  /// Whether `dependent`, which needs what `change` alters in place (or a part of it), must be
  /// dropped before and made again after.
  [[nodiscard]] virtual bool in_the_way(const Fact& dependent, const Change& change,
                                        const Sides& sides) const = 0;
  /// Whether a part is written inside the statement that makes the whole, where the order allows.
  [[nodiscard]] virtual bool folds(const Fact& part) const = 0;
  /// What people would lose by it, in their words; none: nothing that can't be made again from the
  /// scripts.
  [[nodiscard]] virtual std::optional<std::string> loss(const Change& change,
                                                        const Sides& sides) const = 0;

  /// Statements that make `fact` with those of its parts that fold into it.
  [[nodiscard]] virtual std::vector<Statement> create(const Fact& fact,
                                                      const std::vector<const Fact*>& parts,
                                                      const Sides& sides) const = 0;
  /// Statements that drop `fact` with all its parts.
  [[nodiscard]] virtual std::vector<Statement> drop(const Fact& fact, const Sides& sides) const = 0;
  /// Statements that alter a fact that is on both sides: its own change (whose `attributes` may be
  /// empty) and those of its parts that are carried out with it.
  [[nodiscard]] virtual std::vector<Statement> alter(const Change& change,
                                                     const std::vector<Change>& of_parts,
                                                     const Sides& sides) const = 0;

  /// `fact` and what has a name inside it: an enum and its values, in their order.
  [[nodiscard]] virtual std::vector<Named> named(const Fact& fact) const {
    return {{fact.identity, fact.identity.name.back(), &fact}};
  }
  /// How `before` gets the name of `after`, which differs in nothing but its last name; none where
  /// a thing of that kind can only be dropped and made anew. Names of `home` stand without it.
  [[nodiscard]] virtual std::optional<Renaming> rename(const Named& before, const Named& after,
                                                       const std::string& home) const {
    (void)before;
    (void)after;
    (void)home;
    return std::nullopt;
  }
};

}  // namespace migrate::schema
