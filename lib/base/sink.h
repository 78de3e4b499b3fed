// Where text goes piece by piece: a file, a terminal, a string.
#pragma once

#include <string_view>

namespace migrate {

class Sink {
 public:
  virtual ~Sink() = default;
  /// Throws Error{failed} when the bytes can't be taken.
  virtual void write(std::string_view bytes) = 0;
};

}  // namespace migrate
