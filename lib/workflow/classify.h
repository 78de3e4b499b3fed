// Where a database without a history stands: its schema held against what the first revisions of a
// project make, for every number of them. Pure.
//
//     a database at the third of five      missing  different  elsewhere
//       no revision                           0         0          7      all of it is of others
//       the first two                         0         1          2      a later one has run
//       the first three                       0         0          0      it stands here
//       the first four                        2         0          0      this one has not run
//
// Facts that no revision ever makes don't count, nor do those that every database has.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/schema/difference.h"

namespace migrate::workflow {

/// A schema against what the first `count` revisions make, in facts.
struct Fit {
  size_t count = 0;
  std::string digest;    ///< of what they make
  size_t missing = 0;    ///< made by them, and not there
  size_t different = 0;  ///< there, and not as they make it
  /// There, and made by other revisions of the project: by later ones, which have run then, or by
  /// earlier ones, and dropped since, which has not been done then.
  size_t elsewhere = 0;

  [[nodiscard]] size_t distance() const { return missing + different + elsewhere; }
};

class Classification {
 public:
  /// `actual`: the schema of the database; it must outlive this.
  explicit Classification(const schema::Catalog& actual) : actual_(actual) {}

  /// What the next number of revisions makes, from none on: an empty database.
  void add(const schema::Catalog& made);

  /// One for each number of revisions.
  [[nodiscard]] std::vector<Fit> fits() const;
  /// Facts of the database that no revision makes, without the parts of one another.
  [[nodiscard]] std::vector<schema::Identity> foreign() const;

 private:
  /// Whether `fact` is in an empty database, too, just like that.
  [[nodiscard]] bool is_given(const schema::Fact& fact) const;

  struct Count {
    std::string digest;
    size_t missing = 0;
    size_t different = 0;
    size_t there = 0;
  };

  const schema::Catalog& actual_;
  std::optional<schema::Catalog> given_;  ///< what is there without a revision
  std::set<schema::Identity> ours_;       ///< facts of the database that some revision makes
  std::vector<Count> counts_;
};

/// The fits in the order in which they come into question: nothing is missing and nothing of other
/// revisions there; the most revisions first. Where facts are `different`, their texts may still
/// mean the same, which only the server can tell.
[[nodiscard]] std::vector<Fit> candidates(const std::vector<Fit>& fits);

/// The least distance, of equal ones the most revisions. Precondition: there is one.
[[nodiscard]] const Fit& nearest(const std::vector<Fit>& fits);

/// Of those that lack something and differ in nothing else, the one that lacks least, of equal ones
/// the most revisions; none: there are no such.
[[nodiscard]] std::optional<Fit> incomplete(const std::vector<Fit>& fits);

/// The least number of revisions that make the same schema as `count` of them, with none in between
/// that make another: the schema can't tell these apart.
[[nodiscard]] size_t first_alike(const std::vector<Fit>& fits, size_t count);

}  // namespace migrate::workflow
