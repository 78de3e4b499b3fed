#include "lib/workflow/classify.h"

#include <algorithm>
#include <utility>

#include "lib/schema/digest.h"

namespace migrate::workflow {

bool Classification::is_given(const schema::Fact& fact) const {
  const schema::Fact* given = given_->find(fact.identity);
  return given != nullptr && given->attributes == fact.attributes;
}

void Classification::add(const schema::Catalog& made) {
  if (!given_) given_ = made;
  Count count;
  count.digest = schema::digests(made).whole;
  for (const auto& [identity, fact] : made.facts) {
    if (is_given(fact)) continue;
    const schema::Fact* is = actual_.find(identity);
    if (is == nullptr) {
      ++count.missing;
      continue;
    }
    if (given_->find(identity) == nullptr) {
      ours_.insert(identity);
      ++count.there;
    }
    if (is->attributes != fact.attributes) ++count.different;
  }
  counts_.push_back(std::move(count));
}

std::vector<Fit> Classification::fits() const {
  std::vector<Fit> result;
  for (const Count& count : counts_) {
    result.push_back(
        {result.size(), count.digest, count.missing, count.different, ours_.size() - count.there});
  }
  return result;
}

std::vector<schema::Identity> Classification::foreign() const {
  std::vector<schema::Identity> result;
  const auto is_foreign = [&](const schema::Identity& identity) {
    return !ours_.contains(identity) && given_->find(identity) == nullptr;
  };
  for (const auto& [identity, fact] : actual_.facts) {
    if (!is_foreign(identity)) continue;
    if (fact.part_of && is_foreign(*fact.part_of)) continue;
    result.push_back(identity);
  }
  return result;
}

std::vector<Fit> candidates(const std::vector<Fit>& fits) {
  std::vector<Fit> result;
  for (const Fit& fit : fits) {
    if (fit.missing == 0 && fit.elsewhere == 0) result.push_back(fit);
  }
  std::reverse(result.begin(), result.end());
  return result;
}

const Fit& nearest(const std::vector<Fit>& fits) {
  const Fit* best = &fits.front();
  for (const Fit& fit : fits) {
    if (fit.distance() <= best->distance()) best = &fit;
  }
  return *best;
}

std::optional<Fit> incomplete(const std::vector<Fit>& fits) {
  std::optional<Fit> best;
  for (const Fit& fit : fits) {
    if (fit.missing == 0 || fit.different > 0 || fit.elsewhere > 0) continue;
    if (!best || fit.missing <= best->missing) best = fit;
  }
  return best;
}

size_t first_alike(const std::vector<Fit>& fits, size_t count) {
  size_t first = count;
  while (first > 0 && fits[first - 1].digest == fits[count].digest) --first;
  return first;
}

}  // namespace migrate::workflow
