#include "lib/revision/revision.h"

namespace migrate::revision {
namespace {

std::vector<std::string> joined(std::vector<std::string> first,
                                const std::vector<std::string>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

std::vector<std::string> Revision::prerequisites() const { return joined(parents, depends_on); }

std::vector<std::string> AppliedRevision::prerequisites() const {
  return joined(parents, depends_on);
}

}  // namespace migrate::revision
