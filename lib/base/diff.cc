// The unified diff of two texts, by Myers' greedy algorithm (An O(ND) Difference Algorithm, 1986).
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/text.h"

namespace migrate {
namespace {

constexpr size_t kContextLines = 3;
/// Beyond this many differing lines the whole middle is shown as replaced: the search is quadratic
/// in the number of differences.
constexpr int64_t kMostEdits = 2000;

enum class Edit { keep, remove, add };
struct Line {
  Edit edit;
  std::string_view text;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

using Lines = std::vector<std::string_view>;

/// The edit script of the differing middles `a` and `b`, or everything replaced when they differ
/// in more than kMostEdits lines.
std::vector<Line> edits(const Lines& a, const Lines& b) {
  const auto rows = static_cast<int64_t>(a.size());
  const auto columns = static_cast<int64_t>(b.size());
  const int64_t most = std::min(rows + columns, kMostEdits);
  std::vector<int64_t> furthest(static_cast<size_t>(2 * most + 3), 0);
  std::vector<std::vector<int64_t>> history;
  const auto at = [most](int64_t diagonal) { return static_cast<size_t>(diagonal + most + 1); };
  const auto step = [&](int64_t d, int64_t k) {
    const bool down = k == -d || (k != d && furthest[at(k - 1)] < furthest[at(k + 1)]);
    int64_t x = down ? furthest[at(k + 1)] : furthest[at(k - 1)] + 1;
    while (x < rows && x - k < columns &&
           a[static_cast<size_t>(x)] == b[static_cast<size_t>(x - k)])
      ++x;
    return x;
  };
  bool found = false;
  for (int64_t d = 0; d <= most && !found; ++d) {
    history.push_back(furthest);
    for (int64_t k = -d; k <= d && !found; k += 2) {
      const int64_t x = step(d, k);
      furthest[at(k)] = x;
      found = x >= rows && x - k >= columns;
    }
  }
  std::vector<Line> script;
  if (!found) {
    for (const auto& line : a) script.push_back({Edit::remove, line});
    for (const auto& line : b) script.push_back({Edit::add, line});
    return script;
  }
  int64_t x = rows;
  int64_t y = columns;
  for (auto d = static_cast<int64_t>(history.size()) - 1; d >= 0; --d) {
    const std::vector<int64_t>& before = history[static_cast<size_t>(d)];
    const int64_t k = x - y;
    const bool down = k == -d || (k != d && before[at(k - 1)] < before[at(k + 1)]);
    const int64_t from_k = down ? k + 1 : k - 1;
    const int64_t from_x = d == 0 ? 0 : before[at(from_k)];
    const int64_t from_y = d == 0 ? 0 : from_x - from_k;
    while (x > from_x && y > from_y &&
           (d == 0 || x - (down ? 0 : 1) > from_x || y - (down ? 1 : 0) > from_y)) {
      if (a[static_cast<size_t>(x - 1)] != b[static_cast<size_t>(y - 1)]) break;
      script.push_back({Edit::keep, a[static_cast<size_t>(x - 1)]});
      --x;
      --y;
    }
    if (d == 0) break;
    if (down) {
      script.push_back({Edit::add, b[static_cast<size_t>(y - 1)]});
      --y;
    } else {
      script.push_back({Edit::remove, a[static_cast<size_t>(x - 1)]});
      --x;
    }
  }
  std::reverse(script.begin(), script.end());
  return script;
}

std::string range(size_t first, size_t count) {
  const size_t start = count == 0 ? first : first + 1;
  return std::to_string(start) + (count == 1 ? "" : "," + std::to_string(count));
}

void append_line(std::string& out, const Line& line) {
  out += line.edit == Edit::keep ? ' ' : line.edit == Edit::remove ? '-' : '+';
  out += line.text;
  if (!line.text.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after,
                         std::string_view before_name, std::string_view after_name) {
  if (before == after) return {};
  Lines a = lines_of(before);
  Lines b = lines_of(after);
  size_t head = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  size_t tail = 0;
  while (tail < a.size() - head && tail < b.size() - head &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  std::vector<Line> script;
  for (size_t i = 0; i < head; ++i) script.push_back({Edit::keep, a[i]});
  const auto middle = [&](const Lines& lines) {
    return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                 lines.end() - static_cast<std::ptrdiff_t>(tail));
  };
  for (const Line& line : edits(middle(a), middle(b))) script.push_back(line);
  for (size_t i = a.size() - tail; i < a.size(); ++i) script.push_back({Edit::keep, a[i]});

  std::string out;
  out.append("--- ").append(before_name).append("\n+++ ").append(after_name).append("\n");
  size_t a_line = 0;
  size_t b_line = 0;
  size_t i = 0;
  const auto changed = [&](size_t n) { return script[n].edit != Edit::keep; };
  while (i < script.size()) {
    size_t next = i;
    while (next < script.size() && !changed(next)) ++next;
    if (next == script.size()) break;
    const size_t begin = std::max(i, next > kContextLines ? next - kContextLines : 0);
    a_line += begin - i;
    b_line += begin - i;
    size_t end = next;
    for (size_t quiet = 0; end < script.size() && quiet <= 2 * kContextLines; ++end) {
      quiet = changed(end) ? 0 : quiet + 1;
    }
    while (end > next && !changed(end - 1)) --end;
    end = std::min(end + kContextLines, script.size());
    std::string body;
    size_t a_count = 0;
    size_t b_count = 0;
    for (size_t n = begin; n < end; ++n) {
      append_line(body, script[n]);
      a_count += script[n].edit != Edit::add ? 1 : 0;
      b_count += script[n].edit != Edit::remove ? 1 : 0;
    }
    out += "@@ -" + range(a_line, a_count) + " +" + range(b_line, b_count) + " @@\n" + body;
    a_line += a_count;
    b_line += b_count;
    i = end;
  }
  return out;
}

}  // namespace migrate
