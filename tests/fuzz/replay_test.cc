// Replays what is known: each target's corpus, the project's own files, and many small changes of
// both.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "lib/base/file.h"
#include "tests/fuzz/targets.h"

namespace migrate::fuzz {
namespace {

const std::string kRoot = std::string(MIGRATE_SOURCE_DIR) + "/";
constexpr size_t kChangesPerSeed = 60;
constexpr size_t kLongestSeed = 16 * 1024;

std::vector<std::string> seeds(const std::string& target) {
  std::vector<std::string> texts;
  for (const std::string& folder : {"tests/fuzz/corpus/" + target, std::string("versions"),
                                    std::string("tests/golden/split"), std::string("sql")}) {
    for (const std::string& path : list_files(kRoot + folder)) {
      std::string text = read_file(path);
      if (text.size() <= kLongestSeed) texts.push_back(std::move(text));
    }
  }
  texts.push_back(read_file(kRoot + "migrate.toml"));
  return texts;
}

/// `text` with a few bytes flipped, taken out, doubled, or put in from where SQL hurts.
std::string changed(std::string text, std::mt19937& random) {
  static const std::string kHurts[] = {"'", "\"", "$$",    "$a$", "/*",   "*/",          "--",
                                       ";", "\\", "\n",    "\r",  "\t",   "\\.",         "E'",
                                       "(", ")",  "BEGIN", "END", ":",    "@",           "=",
                                       "[", "]",  "`",     "\0",  "\xC3", "\xEF\xBB\xBF"};
  const auto below = [&](size_t limit) {
    return std::uniform_int_distribution<size_t>(0, limit - 1)(random);
  };
  for (size_t change = 0; change <= below(4); ++change) {
    const size_t at = text.empty() ? 0 : below(text.size());
    const size_t length = text.empty() ? 0 : std::min(text.size() - at, 1 + below(8));
    switch (below(4)) {
      case 0:
        text.insert(at, kHurts[below(std::size(kHurts))]);
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(at, length));
        break;
      default:
        if (!text.empty()) text[at] = static_cast<char>(below(256));
    }
  }
  return text;
}

class Replay : public testing::TestWithParam<Target> {};

TEST_P(Replay, HoldsForWhatIsKnownAndItsNeighbours) {
  const Target& target = GetParam();
  const unsigned seed = 20261121;
  std::mt19937 random(seed);
  for (const std::string& text : seeds(std::string(target.name))) {
    std::string input = text;
    for (size_t i = 0; i <= kChangesPerSeed; ++i) {
      try {
        target.run(input);
      } catch (const Violation& violation) {
        FAIL() << target.name << ", seed " << seed << ": " << violation.what() << "\n" << input;
      }
      input = changed(text, random);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, Replay, testing::ValuesIn(targets()),
                         [](const auto& target) { return std::string(target.param.name); });

}  // namespace
}  // namespace migrate::fuzz
