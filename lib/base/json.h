// JSON as a value with ordered keys; the one JSON layer of the program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace migrate::json {

class Value;
using Array = std::vector<Value>;
using Object = std::vector<std::pair<std::string, Value>>;

class Value {
 public:
  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool flag) : data_(flag) {}
  Value(int number) : data_(int64_t{number}) {}
  Value(int64_t number) : data_(number) {}
  Value(uint64_t number) : data_(static_cast<int64_t>(number)) {}
  Value(double number) : data_(number) {}
  Value(const char* text) : data_(std::string(text)) {}
  Value(std::string text) : data_(std::move(text)) {}
  Value(std::string_view text) : data_(std::string(text)) {}
  Value(Array items) : data_(std::move(items)) {}
  Value(Object members) : data_(std::move(members)) {}
  Value(const std::vector<std::string>& texts) : data_(Array(texts.begin(), texts.end())) {}

  using Data = std::variant<std::nullptr_t, bool, int64_t, double, std::string, Array, Object>;
  [[nodiscard]] const Data& data() const { return data_; }
  [[nodiscard]] bool is_null() const { return data_.index() == 0; }
  /// The text, items or members; empty when the value is of another type.
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const Array& items() const;
  [[nodiscard]] const Object& members() const;
  /// The member named `key`, or null.
  [[nodiscard]] const Value& operator[](std::string_view key) const;
  /// Appends a member; the value must be an object or null.
  Value& set(std::string key, Value value);
  /// Appends an item; the value must be an array or null.
  Value& push(Value value);

 private:
  Data data_ = nullptr;
};

enum class Layout { compact, pretty };
/// RFC 8259 text; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string dump(const Value& value, Layout layout = Layout::compact);
/// Throws Error{failed} with the place when `text` is not JSON.
[[nodiscard]] Value parse(std::string_view text);
/// A JSON array of strings, as the history stores lists; an empty text is an empty list.
[[nodiscard]] std::vector<std::string> parse_texts(std::string_view text);

}  // namespace migrate::json
