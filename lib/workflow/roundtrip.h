// Each revision up, down and up again, with the schema compared each time.
#pragma once

#include "lib/workflow/sandbox.h"
#include "lib/workflow/smoke.h"

namespace migrate::workflow {

/// Goes through the revisions in their order, those that the start (smoke_start.h) has applied
/// left out where there is a dump. Ends at the first that fails, which is the outcome's culprit.
/// Rows count where a dump or a seed has put some there. Throws Error where a script fails.
void roundtrip(Sandbox& sandbox, const SmokeSubject& subject, SmokeOutcome& outcome);

}  // namespace migrate::workflow
