// One function per command; each is defined in commands/<name>.cc.
#pragma once

#include "cmd/migrate/command.h"

namespace migrate::cmd {

const Command& wait_command();

}  // namespace migrate::cmd
