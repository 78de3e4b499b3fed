// What other users of the machine see of our command line (`ps`, /proc/PID/cmdline).
#pragma once

namespace migrate::cmd {

/// Overwrites with '*' the arguments in place that may hold a secret: the values of `--url` and of
/// `--set`. The whole value goes: which part of it is the password, its owner may have got wrong.
void hide_secrets(int argc, char** argv);

}  // namespace migrate::cmd
