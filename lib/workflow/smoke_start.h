// Where `smoke` begins: an earlier state of the revisions, or a dump of a database.
#pragma once

#include "lib/workflow/sandbox.h"
#include "lib/workflow/smoke.h"

namespace migrate::workflow {

/// Puts the earlier state into an empty sandbox: the dump where there is one, else the previous
/// revisions; then the seed. Fills `from` and `before`. Throws Error as what it runs, and usage
/// where nobody knows what a dump without a history is at.
void start(Sandbox& sandbox, const SmokeSubject& subject, SmokeOutcome& outcome);

/// Fails the outcome where the project lacks a previous revision: databases that have it could not
/// be upgraded.
[[nodiscard]] bool previous_is_here(const SmokeSubject& subject, SmokeOutcome& outcome);

}  // namespace migrate::workflow
