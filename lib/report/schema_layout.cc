#include "lib/report/schema_layout.h"

#include <algorithm>
#include <map>
#include <utility>

namespace migrate::report {
namespace {

constexpr size_t kCharacterWidth = 8;
constexpr size_t kPadding = 24;
constexpr size_t kColumnGap = 72;
constexpr size_t kRowGap = 28;
constexpr size_t kMargin = 16;
/// Unlinked tables begin a new row beyond this, or beyond the drawing above them.
constexpr size_t kPageWidth = 1000;

/// Code points, which are about as many columns.
size_t length(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

PlacedTable sized(const PictureTable& table) {
  size_t characters = length(table.name);
  for (const PictureColumn& column : table.columns) {
    characters = std::max(characters, length(column.name) + length(column.type) + 4);
  }
  PlacedTable result;
  result.width = characters * kCharacterWidth + kPadding;
  result.height = (table.columns.size() + 1) * SchemaLayout::kRowHeight;
  return result;
}

/// The length of the longest way along foreign keys, each cycle cut where it was entered.
class Layers {
 public:
  explicit Layers(const SchemaPicture& picture)
      : parents_(picture.tables.size()), layers_(picture.tables.size()) {
    for (const PictureLink& link : picture.links) {
      if (link.from != link.to) parents_[link.from].push_back(link.to);
    }
  }

  /// Walks with a stack of its own: a chain of keys may be as long as the schema.
  size_t of(size_t table) {
    std::vector<Step> stack = {{table, 0}};
    layers_[table].entered = true;
    while (!stack.empty()) {
      Step& step = stack.back();
      Layer& layer = layers_[step.table];
      if (step.next == parents_[step.table].size()) {
        layer.done = true;
        stack.pop_back();
        continue;
      }
      const size_t parent = parents_[step.table][step.next];
      if (!layers_[parent].entered) {
        layers_[parent].entered = true;
        stack.push_back({parent, 0});
        continue;
      }
      if (layers_[parent].done) layer.number = std::max(layer.number, layers_[parent].number + 1);
      ++step.next;
    }
    return layers_[table].number;
  }

 private:
  struct Layer {
    size_t number = 0;
    bool entered = false;
    bool done = false;
  };
  struct Step {
    size_t table;
    size_t next;
  };
  std::vector<std::vector<size_t>> parents_;
  std::vector<Layer> layers_;
};

class Placing {
 public:
  explicit Placing(const SchemaPicture& picture) : picture_(picture) {
    for (const PictureTable& table : picture.tables) result_.tables.push_back(sized(table));
  }

  SchemaLayout run() {
    place_linked();
    place_alone();
    result_.width += kMargin;
    result_.height += kMargin;
    return std::move(result_);
  }

 private:
  void place_linked() {
    linked_.resize(picture_.tables.size());
    for (const PictureLink& link : picture_.links) linked_[link.from] = linked_[link.to] = true;
    std::vector<std::vector<size_t>> layers;
    Layers layer_of(picture_);
    for (size_t i = 0; i < linked_.size(); ++i) {
      if (!linked_[i]) continue;
      const size_t layer = layer_of.of(i);
      if (layers.size() <= layer) layers.resize(layer + 1);
      layers[layer].push_back(i);
    }
    size_t x = kMargin;
    for (const std::vector<size_t>& layer : layers) x = place_layer(layer, x);
  }

  /// Returns where the next layer begins.
  size_t place_layer(std::vector<size_t> layer, size_t x) {
    std::map<size_t, size_t> wishes;
    for (const size_t table : layer) wishes[table] = wish(table);
    std::stable_sort(layer.begin(), layer.end(),
                     [&](size_t left, size_t right) { return wishes.at(left) < wishes.at(right); });
    size_t y = kMargin;
    size_t width = 0;
    for (const size_t table : layer) {
      place(table, x, y);
      y += result_.tables[table].height + kRowGap;
      width = std::max(width, result_.tables[table].width);
    }
    return x + width + kColumnGap;
  }

  /// The height at which the tables stand, on average, that this one leads to.
  [[nodiscard]] size_t wish(size_t table) const {
    size_t sum = 0;
    size_t count = 0;
    for (const PictureLink& link : picture_.links) {
      if (link.from != table || link.to == table) continue;
      sum += result_.tables[link.to].y;
      ++count;
    }
    return count == 0 ? 0 : sum / count;
  }

  void place_alone() {
    const size_t limit = std::max(kPageWidth, result_.width);
    size_t x = kMargin;
    size_t y = result_.height == 0 ? kMargin : result_.height + kRowGap;
    size_t height = 0;
    for (size_t i = 0; i < linked_.size(); ++i) {
      if (linked_[i]) continue;
      const PlacedTable& table = result_.tables[i];
      if (x > kMargin && x + table.width > limit) {
        x = kMargin;
        y += height + kRowGap;
        height = 0;
      }
      place(i, x, y);
      x += table.width + kRowGap;
      height = std::max(height, table.height);
    }
  }

  void place(size_t table, size_t x, size_t y) {
    PlacedTable& placed = result_.tables[table];
    placed.x = x;
    placed.y = y;
    result_.width = std::max(result_.width, x + placed.width);
    result_.height = std::max(result_.height, y + placed.height);
  }

  const SchemaPicture& picture_;
  SchemaLayout result_;
  std::vector<bool> linked_;
};

}  // namespace

SchemaLayout lay_out(const SchemaPicture& picture) { return Placing(picture).run(); }

}  // namespace migrate::report
