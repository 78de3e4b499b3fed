// A signal's way to whatever runs at the moment, for acts that go from one connection to the next.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "lib/db/connection.h"

namespace migrate::workflow {

class Interruption {
 public:
  /// `signal`: set to its number when one came; may be null.
  explicit Interruption(const std::atomic<int>* signal) : signal_(signal) {}

  [[nodiscard]] const std::atomic<int>* signal() const { return signal_; }
  /// Cancels the statement that runs within a Reach. Must not outlive this.
  [[nodiscard]] std::unique_ptr<db::Canceller> canceller();
  /// What stands when a signal comes from here on; at first, that only scratch databases were used.
  void set_note(std::string note) { note_ = std::move(note); }
  /// Throws Error{interrupted}, or Error{terminated}, with the note, when a signal came.
  void stop_if_asked() const;

  /// While it lives, cancelling reaches `target`, and not what an earlier one let it reach.
  class Reach {
   public:
    Reach(Interruption& interruption, std::unique_ptr<db::Canceller> target);
    ~Reach();
    Reach(const Reach&) = delete;
    Reach& operator=(const Reach&) = delete;

   private:
    Interruption& interruption_;
    std::unique_ptr<db::Canceller> target_;
    db::Canceller* before_ = nullptr;
  };

 private:
  class Forwarding;

  const std::atomic<int>* signal_;
  std::string note_ = "the scratch databases are gone; nothing else was touched";
  std::mutex reaching_;  ///< held while `target_` is used or replaced
  db::Canceller* target_ = nullptr;
};

}  // namespace migrate::workflow
