#include "lib/workflow/interruption.h"

#include <utility>

#include "lib/base/stop_signal.h"

namespace migrate::workflow {

class Interruption::Forwarding final : public db::Canceller {
 public:
  explicit Forwarding(Interruption& to) : to_(to) {}
  void cancel() override {
    const std::lock_guard guard(to_.reaching_);
    if (to_.target_ != nullptr) to_.target_->cancel();
  }

 private:
  Interruption& to_;
};

std::unique_ptr<db::Canceller> Interruption::canceller() {
  return std::make_unique<Forwarding>(*this);
}

void Interruption::stop_if_asked() const { migrate::stop_if_asked(signal_, {note_}); }

Interruption::Reach::Reach(Interruption& interruption, std::unique_ptr<db::Canceller> target)
    : interruption_(interruption), target_(std::move(target)) {
  const std::lock_guard guard(interruption_.reaching_);
  before_ = std::exchange(interruption_.target_, target_.get());
}

Interruption::Reach::~Reach() {
  const std::lock_guard guard(interruption_.reaching_);
  interruption_.target_ = before_;
}

}  // namespace migrate::workflow
