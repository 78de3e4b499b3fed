# Targets for the database's migrations: thin calls of `migrate`. A Makefile includes this file.
#
# Who types `make` works in [env.local] of migrate.toml. MIGRATE_ENV names another environment; where
# a variable names the database, none is assumed, and without MIGRATE_ENV that is production.
MIGRATE ?= migrate
migrate_targets = migrate migration db-heads db-migration-lint db-migration-smoke db-check-drift db-ci
ifeq ($(MIGRATE_ENV)$(MIGRATE_URL)$(DATABASE_URL),)
$(migrate_targets): export MIGRATE_ENV = local
endif

.PHONY: $(migrate_targets)

migrate: ## bring the database to head: sync in development, deploy elsewhere
	@$(MIGRATE) sync --or-deploy

migration: ## write a new revision to edit, with what the schema files have more: m="what it does"
	@test -n "$$m" || { echo 'say what it does: make migration m="add order notes"' >&2; exit 2; }
	@$(MIGRATE) revision --autogenerate --or-empty -m "$$m"

db-heads: ## fail when the revisions have several heads
	@$(MIGRATE) heads --check

db-migration-lint: ## say what is risky about the newest revision: REV=a range, a file
	@$(MIGRATE) lint "$${REV:-head}"

db-migration-smoke: ## try the revisions out in scratch databases: MODE=all, BASE=git ref
	@$(MIGRATE) smoke $${MODE:+--mode "$$MODE"} $${BASE:+--base "$$BASE"}

db-check-drift: ## compare the database with what its revisions made
	@$(MIGRATE) check

db-ci: ## what a pull request's check asks: BASE=git ref, FORMAT=github
	@$(MIGRATE) ci $${BASE:+--base "$$BASE"} $${FORMAT:+--format "$$FORMAT"}
