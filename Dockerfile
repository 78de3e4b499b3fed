# The image of migrate: the program, its entrypoint and PostgreSQL's client programs. No project is
# in it: that comes by a mount, or by an image on top. docs/containers.md tells how.
#
#   docker build -t migrate .
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
WORKDIR /src
# What the build needs, before the sources: it stays while they change.
COPY tools/install-packages tools/
RUN tools/install-packages package
COPY . .
RUN make package && mv build/package/migrate_*.deb /migrate.deb

FROM ${BASE}
# The major version of pg_dump: at least that of the newest server that is backed up.
ARG PG_MAJOR=18
RUN --mount=type=bind,from=build,source=/migrate.deb,target=/mnt/migrate.deb \
    --mount=type=bind,source=packaging/container/install,target=/mnt/install \
    /mnt/install /mnt/migrate.deb "$PG_MAJOR"
COPY packaging/container/migrate-entrypoint /usr/local/bin/
# A number, by which an orchestrator sees that it is not root.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent \
      --shell /usr/sbin/nologin migrate && \
    install -d -o migrate -g migrate -m 0700 /backups
USER 10001:10001

# Backups outlive the container, or there are none: /backups must be a mount. A VOLUME here would
# make one that nobody finds again.
ENV MIGRATE_BACKUP_DIR=/backups MIGRATE_BACKUP_MOUNT=1
WORKDIR /project
STOPSIGNAL SIGTERM
ENTRYPOINT ["migrate-entrypoint"]

ARG BASE
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="migrate" \
      org.opencontainers.image.description="change database schemas with plain SQL files" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.base.name="${BASE}"
