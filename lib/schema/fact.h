// A database's schema as facts: one for each thing that bears attributes of its own, from a schema
// down to a column's default. An engine's room reads them from its catalogs and knows what the
// kinds and attributes mean; everything here treats them alike.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::schema {

/// What a fact is about. Two facts with one identity, one on each side of a comparison, are the
/// same thing in two states.
struct Identity {
  std::string kind;               ///< "table", "column", "index", … of the engine's own list
  std::vector<std::string> name;  ///< unquoted, outermost first: {"public", "orders", "total"}
  friend bool operator==(const Identity&, const Identity&) = default;
  /// Below, at or above 0, by kind and then by name, as strcmp().
  [[nodiscard]] int compare(const Identity& other) const;
  friend bool operator<(const Identity& a, const Identity& b) { return a.compare(b) < 0; }
};

/// "column public.orders.total": for messages, not for SQL.
[[nodiscard]] std::string describe(const Identity& identity);

/// Values in canonical text, by name: equal texts mean the same thing. What is not set is absent.
using Attributes = std::map<std::string, std::string, std::less<>>;

struct Fact {
  Identity identity = {};
  Attributes attributes = {};
  /// Known but not compared: a column's position, a table's size, the author's own text.
  Attributes remarks = {};
  /// The fact that this one is a part of: made with or after it, gone with it.
  std::optional<Identity> part_of = {};
  /// What the definition refers to: made before this, dropped after it.
  std::vector<Identity> needs = {};
  /// As `needs`, where the engine doesn't insist: an order that gives way in a cycle.
  std::vector<Identity> prefers = {};

  /// The attribute's value, empty where it is not set.
  [[nodiscard]] std::string_view attribute(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return attributes.contains(name); }
  [[nodiscard]] std::string_view remark(std::string_view name) const;
};

/// One database's schema at one moment.
struct Catalog {
  std::map<Identity, Fact> facts = {};
  /// The schema whose names are written without it (PostgreSQL); empty where there is none.
  std::string home = {};
  /// Things of a kind that is not modelled: never compared, always reported.
  std::vector<Identity> unmodelled = {};

  /// Adds a fact; an identity that is there already is a bug (asserts).
  void add(Fact fact);
  [[nodiscard]] const Fact* find(const Identity& identity) const;
};

/// Facts by the fact that they are a part of: columns by table.
class Parts {
 public:
  explicit Parts(const Catalog& catalog);
  /// In the order of their identities. Pointers into the catalog.
  [[nodiscard]] const std::vector<const Fact*>& of(const Identity& whole) const;

 private:
  std::map<Identity, std::vector<const Fact*>> parts_;
};

/// The outermost fact that `fact` is a part of; itself where it is a part of none.
[[nodiscard]] const Fact& outermost(const Catalog& catalog, const Fact& fact);

}  // namespace migrate::schema
