// Keeps what is written in memory.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/sink.h"

namespace migrate {

class TextSink final : public Sink {
 public:
  void write(std::string_view bytes) override { text_ += bytes; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace migrate
