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

Value from_library(const Library& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<int64_t>();
  if (value.is_number()) return value.get<double>();
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) {
    Array items;
    for (const Library& item : value) items.push_back(from_library(item));
    return items;
  }
  if (value.is_object()) {
    Object members;
    for (const auto& [key, member] : value.items()) members.emplace_back(key, from_library(member));
    return members;
  }
  return nullptr;
}

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
  try {
    return from_library(Library::parse(text));
  } catch (const Library::exception& failure) {
    throw Error(ErrorCode::failed, std::string("not valid JSON: ") + failure.what());
  }
}

std::vector<std::string> parse_texts(std::string_view text) {
  std::vector<std::string> texts;
  if (text.empty()) return texts;
  const Value list = parse(text);
  for (const Value& item : list.items()) texts.push_back(item.text());
  return texts;
}

}  // namespace migrate::json
