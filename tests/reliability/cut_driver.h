// A driver whose connections break at their n-th call, for every way in which they can. It stands
// before a real one: what happens until the cut happens in the real database.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "lib/db/driver.h"

namespace migrate::test {

/// How a connection breaks.
enum class Cut {
  kill,         ///< our own process dies (SIGKILL) before the call
  end_backend,  ///< `Cuts::end_backend` ends the server's process before the call (PostgreSQL)
  lose_before,  ///< the connection is lost before the server has got the call
  lose_after,  ///< … once the server has done all that was asked of it, and before it could say so
  fail,        ///< a request is answered with a failure; the connection lives (counts requests)
};

/// Where the connections of one or more drivers break; outlives them.
struct Cuts {
  /// One request in flight at a time, so that the server has done each before the next call; or as
  /// many as the connection likes.
  enum class Pace { stepwise, pipelined };

  /// The `call`-th call from now on breaks, in the manner of `cut`.
  void arm(Cut cut, int call) { how = cut, at = call, calls = 0; }
  void disarm() { at = 0; }
  [[nodiscard]] bool happened() const { return at > 0 && calls >= at; }

  Pace pace = Pace::stepwise;
  Cut how = Cut::kill;
  int at = 0;  ///< 0: none breaks
  int calls = 0;
  /// Ends the server's process `pid`, and returns when it is gone.
  std::function<void(const std::string& pid)> end_backend;
};

/// `driver` with connections that break as `cuts` says.
[[nodiscard]] std::unique_ptr<db::Driver> cut_driver(std::unique_ptr<db::Driver> driver,
                                                     Cuts& cuts);

}  // namespace migrate::test
