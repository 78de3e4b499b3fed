#include "lib/base/json.h"

#include <nlohmann/json.hpp>

#include "lib/base/error.h"

namespace migrate::json {
namespace {

using Library = nlohmann::ordered_json;

Library to_library(const Value& value) {
  struct Convert {
    Library operator()(std::nullptr_t) const { return nullptr; }
    Library operator()(bool flag) const { return flag; }
    Library operator()(int64_t number) const { return number; }
    Library operator()(double number) const { return number; }
    Library operator()(const std::string& text) const { return text; }
    Library operator()(const Array& items) const {
      Library array = Library::array();
      for (const Value& item : items) array.push_back(to_library(item));
      return array;
    }
    Library operator()(const Object& members) const {
      Library object = Library::object();
      for (const auto& [key, member] : members) object[key] = to_library(member);
      return object;
    }
  };
  return std::visit(Convert{}, value.data());
}

/// Builds a value from the library's events. Its own tree would be copied anew at every level,
/// which takes a deep text a time quadratic in its depth (measured: 13 s for 3 MB).
class Builder {
 public:
  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(int64_t value) { return add(value); }
  bool number_unsigned(uint64_t value) { return add(value); }
  bool number_float(double value, const std::string&) { return add(value); }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(std::vector<uint8_t>&) { return false; }  // not in texts
  bool start_object(size_t) { return open(Object()); }
  bool start_array(size_t) { return open(Array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    keys_.back() = std::move(name);
    return true;
  }
  bool parse_error(size_t, const std::string&, const Library::exception& failure) {
    throw Error(ErrorCode::failed, std::string("not valid JSON: ") + failure.what());
  }

  Value take() { return std::move(whole_); }

 private:
  bool add(Value value) {
    if (open_.empty()) {
      whole_ = std::move(value);
    } else if (std::holds_alternative<Array>(open_.back().data())) {
      open_.back().push(std::move(value));
    } else {
      open_.back().set(std::move(keys_.back()), std::move(value));
    }
    return true;
  }
  bool open(Value value) {
    open_.push_back(std::move(value));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    Value value = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    return add(std::move(value));
  }

  Value whole_;
  std::vector<Value> open_;        ///< objects and arrays, outermost first
  std::vector<std::string> keys_;  ///< of each of them: the member that comes next
};

template <class T>
const T& get_or_empty(const Value::Data& data) {
  static const T kEmpty{};
  const T* held = std::get_if<T>(&data);
  return held != nullptr ? *held : kEmpty;
}

}  // namespace

const std::string& Value::text() const { return get_or_empty<std::string>(data_); }
const Array& Value::items() const { return get_or_empty<Array>(data_); }
const Object& Value::members() const { return get_or_empty<Object>(data_); }

const Value& Value::operator[](std::string_view key) const {
  static const Value kNull;
  for (const auto& [name, member] : members()) {
    if (name == key) return member;
  }
  return kNull;
}

Value& Value::set(std::string key, Value value) {
  if (is_null()) data_ = Object{};
  std::get<Object>(data_).emplace_back(std::move(key), std::move(value));
  return *this;
}

Value& Value::push(Value value) {
  if (is_null()) data_ = Array{};
  std::get<Array>(data_).push_back(std::move(value));
  return *this;
}

std::string dump(const Value& value, Layout layout) {
  constexpr int kIndent = 2;
  return to_library(value).dump(layout == Layout::pretty ? kIndent : -1, ' ', false,
                                Library::error_handler_t::replace);
}

Value parse(std::string_view text) {
  Builder builder;
  Library::sax_parse(text, &builder);
  return builder.take();
}

std::vector<std::string> parse_texts(std::string_view text) {
  std::vector<std::string> texts;
  if (text.empty()) return texts;
  const Value list = parse(text);
  for (const Value& item : list.items()) texts.push_back(item.text());
  return texts;
}

}  // namespace migrate::json
